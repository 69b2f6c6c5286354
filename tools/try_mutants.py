"""Neutralise one rule after another and run the tests: ``python -P -m tools.try_mutants``.

``tools/mutants.toml`` is the table: a row names the rule, the file, the text that carries the rule, its replacement,
and the tests that must fail. Every line of the convergence table is one more row (rule ``convergence``). Each is tried
on a copy of the tree, never on the checkout. A row whose text is not found exactly once, or whose change does not even
load, is an error: the table cannot become stale (``tests/tools/test_mutants.py`` checks that with every run of the
tests).
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tools" / "mutants.toml"

_NEEDED = ("counter", "docs", "resources", "tests", "tools", "pyproject.toml", "CHANGELOG.md")
_RED, _GREEN = 1, 0
"""pytest's exit codes for failed and for passed tests; any other says nothing about the rule."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One rule neutralised. ``tests``: files or single tests, as pytest names them."""

    name: str
    rule: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def table(path: Path = TABLE) -> tuple[Mutant, ...]:
    """Every row. Raises KeyError or TypeError for a missing or surplus field."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows)


_LINE = {"slot", "meets", "same"}
_LAWS = "tests/domain/case/test_convergence.py"
_PAIRS = (
    f"{_LAWS}::test_that_two_kinds_meet_as_the_table_says_whoever_was_first",
    f"{_LAWS}::test_that_papers_brought_contradict_an_end_for_want_of_them",
)
_ADDING = ("ADDS", "ABSORBS", "EARLIEST")
"""Meetings that contradict nothing: such a line is missed by the table's own test, not by what comes of two events."""
_FIRST = ("CASE_OPENED", "case.taken_over", "conflict.settled")
"""Kinds that are met by no pair of events."""


def convergence_rows(root: Path = ROOT) -> tuple[Mutant, ...]:
    """A row for each line of the convergence table: the kind's slot and meeting are dropped (HUB.md 5.5)."""
    found = []
    for source in sorted((root / "counter" / "domain" / "case").rglob("*.py")):
        text = source.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.ClassDef):
                continue
            calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
            lines = [one for one in calls if any(word.arg == "meets" for word in one.keywords)]
            found += [_without_line(source.relative_to(root), text, one) for one in lines]
    return tuple(found)


def _without_line(file: Path, text: str, call: ast.Call) -> Mutant:
    whole = ast.get_source_segment(text, call)
    name = ast.unparse(call.args[0]).strip("'\"").removeprefix("entries.")
    meets = next(ast.unparse(one.value) for one in call.keywords if one.arg == "meets")
    kept = [ast.unparse(one) for one in call.args]
    kept += [f"{one.arg}={ast.unparse(one.value)}" for one in call.keywords if one.arg not in _LINE]
    adds = meets.removeprefix("Meeting.") in _ADDING or name in _FIRST
    new = f"{ast.unparse(call.func)}({', '.join([*kept, 'slot=Slot.NONE'])})"
    tests = (_LAWS,) if adds else _PAIRS
    return Mutant(f"no line of {name}", "convergence", str(file), whole or "", new, tests)


def faults(mutants: Iterable[Mutant], root: Path = ROOT) -> list[str]:
    """Invalid rows: a text that is not there exactly once, a change without effect, no tests."""
    found, names = [], set[str]()
    for one in mutants:
        source = root / one.file
        times = source.read_text(encoding="utf-8").count(one.old) if source.is_file() else 0
        if times != 1:
            found.append(f"{one.name}: the text stands {times} times in {one.file}")
        if one.old == one.new or not one.tests:
            found.append(f"{one.name}: nothing to change, or no test")
        found += [
            f"{one.name}: no file {t}" for t in one.tests if not (root / t.partition("::")[0]).is_file()
        ]
        if one.name in names:
            found.append(f"{one.name}: the name stands twice")
        names.add(one.name)
    return found


def copied(to: Path) -> Path:
    """A copy of the tree, without compiled files."""
    for name in _NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, to / name)
    return to


def dies(one: Mutant, tree: Path) -> bool | None:
    """Whether a test failed; None where the changed program did not even load its tests."""
    source = tree / one.file
    before = source.read_text(encoding="utf-8")
    try:
        _write(source, before.replace(one.old, one.new))
        return {_RED: True, _GREEN: False}.get(_run(tree, one.tests))
    finally:
        _write(source, before)


def _write(source: Path, text: str) -> None:
    source.write_text(text, encoding="utf-8")
    # two writes within one clock tick have equal times
    Path(cache_from_source(str(source))).unlink(missing_ok=True)


def _run(tree: Path, tests: Sequence[str]) -> int:
    options = ("-x", "-q", "--no-header", "-o", f"cache_dir={tree / 'cache'}")
    scratch = ("--basetemp", str(tree / "scratch"))
    env = {**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    asked = [sys.executable, "-m", "pytest", *options, *scratch, *tests]
    done = subprocess.run(asked, cwd=tree, env=env, check=False, stdout=subprocess.PIPE)
    # A test that failed over an open window leaves threads, and Qt aborts when the program ends: pytest had said it.
    return _RED if done.returncode < 0 and b" failed" in done.stdout else done.returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the rows; 1 where one survives, 2 where one is invalid or the tests fail without any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these rows")
    parser.add_argument("--rule", help="only the rows of this rule, e.g. L6")
    asked = parser.parse_args(arguments)
    mutants = (*table(), *convergence_rows())
    wrong = faults(mutants)
    chosen = [
        m for m in mutants if (not asked.names or m.name in asked.names) and asked.rule in (None, m.rule)
    ]
    if wrong or not chosen:
        print("\n".join(wrong) or "no such row")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        if _run(tree, sorted({test for one in chosen for test in one.tests})) != _GREEN:
            print("the tests are red with every rule in place")
            return 2
        return _tried(chosen, tree)


def _tried(chosen: Sequence[Mutant], tree: Path) -> int:
    living, broken = 0, 0
    for one in chosen:
        dead = dies(one, tree)
        word = {True: "dies", False: "LIVES", None: "DOES NOT LOAD"}[dead]
        print(f"{one.rule:4} {word:14} {one.name}", flush=True)
        living += dead is False
        broken += dead is None
    print(f"{len(chosen)} tried, {living} live, {broken} do not load")
    return 2 if broken else int(living > 0)


if __name__ == "__main__":
    sys.exit(main())
