"""Two threads that read into the same class for the first time both read it whole."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TYPED = {"convert": 1, "decode": -1, "Decoder": 0}
"""Calls of msgspec → which argument is the shape; -1: the one named ``type``."""
_BUILT_IN = re.compile(r"(dict|list|tuple|str|int|object|msgspec\.Raw|[\[\], .|])+")

AT_ONCE = """
import sys, threading
from dataclasses import make_dataclass
import msgspec
from counter.domain.shapes import whole

sys.setswitchinterval(1e-6)
NAMES = [f"f{n}" for n in range(6)]

def read(shape, values, ready):
    ready.wait()
    msgspec.convert(values, whole(shape))

for _ in range(40):
    inner = [make_dataclass(f"Inner{n}", [(name, int | None) for name in NAMES]) for n in range(6)]
    shape = make_dataclass("Outer", list(zip(NAMES, inner)))
    values, ready = {name: dict.fromkeys(NAMES, 1) for name in NAMES}, threading.Barrier(3)
    threads = [threading.Thread(target=read, args=(one, values if one is shape else values["f0"], ready))
               for one in (shape, shape, inner[5])]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
print("whole")
"""


def test_that_threads_that_meet_a_class_for_the_first_time_read_it_whole() -> None:
    said = subprocess.run(
        [sys.executable, "-P", "-c", AT_ONCE], capture_output=True, text=True, cwd=ROOT, check=False,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (said.returncode, said.stdout.strip()) == (0, "whole"), said.stderr[-2000:]


def test_that_every_shape_is_named_whole_where_msgspec_reads_into_it() -> None:
    bare = [
        f"{file.relative_to(ROOT)}:{call.lineno} {ast.unparse(shape)}"
        for file in sorted((ROOT / "counter").rglob("*.py"))
        if "msgspec" in (text := file.read_text(encoding="utf-8")) and file.name != "shapes.py"
        for call, shape in shapes_of(ast.parse(text))
        if not ast.unparse(shape).startswith("whole(") and not _BUILT_IN.fullmatch(ast.unparse(shape))
    ]
    assert not bare, bare


def shapes_of(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Calls that read into a shape, with the shape."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not ast.unparse(call.func).startswith("msgspec."):
            continue
        place = TYPED.get(ast.unparse(call.func).rpartition(".")[2])
        named = next((word.value for word in call.keywords if word.arg == "type"), None)
        if named is not None:
            yield call, named
        elif place is not None and 0 <= place < len(call.args):
            yield call, call.args[place]
