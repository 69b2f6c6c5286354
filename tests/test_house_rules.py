"""Keep the measures of the house that no linter knows."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for room in ("counter", "tools", "bench", "tests")
    for path in (ROOT / room).rglob("*.py")
    if "__pycache__" not in path.parts
)
WINDOW_SOURCES = [path for path in SOURCES if path.is_relative_to(ROOT / "counter" / "ui")]

MAX_FILE_LINES = 400
LONGER = {
    "counter/db/file/tables.py": "the whole schema, beside which each migration is read",
    "tests/ui/fake_facade.py": "all that a window asks, answered in one place",
}
"""The limit is a habit: what is longer says why."""
MAX_FUNCTION_LINES = 60
DRAWERS = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b")
THEME = re.compile(r"counter/ui/kit/theme(\.py|/.*)")
# Each costs a start tens of milliseconds or more; the window loads them when they are first needed, or never.
HEAVY = {"sqlalchemy", "reportlab", "alembic", "pypinyin", "openpyxl", "keyring", "psycopg"}


def place(path: Path) -> str:
    """The path as a reader of a failure knows it."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The syntax tree of one source file."""
    return ast.parse(path.read_text(encoding="utf-8"))


class Outline(NamedTuple):
    """What several rules ask of a file; its tree would be too large to keep."""

    opening: str
    functions: tuple[tuple[str, int], ...]
    """``line name`` of every function and method, nested ones too, with its lines."""
    classes: tuple[str, ...]


@cache
def outline(path: Path) -> Outline:
    """Every source is parsed once for all rules that ask this of it."""
    parsed = tree(path)
    functions = (n for n in ast.walk(parsed) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return Outline(
        (ast.get_docstring(parsed) or "").split("\n\n")[0].strip(),
        tuple((f"{f.lineno} {f.name}", (f.end_lineno or 0) - f.lineno + 1) for f in functions),
        tuple(n.name for n in parsed.body if isinstance(n, ast.ClassDef)),
    )


def strings(path: Path) -> Iterator[ast.Constant]:
    """Every string of a file, pieces of f-strings too, comments not."""
    return (n for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def calls(path: Path, of: str) -> Iterator[ast.Call]:
    """Every call of something whose dotted name ends like this."""
    if of.rpartition(".")[2] not in path.read_text(encoding="utf-8"):
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and f".{ast.unparse(node.func)}".endswith(f".{of}"):
            yield node


def test_that_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    longer = {name: lines for name, lines in lengths.items() if lines > MAX_FILE_LINES}
    assert longer.keys() == LONGER.keys()  # also a reason for what is long no more
    assert max(longer.values(), default=0) <= MAX_FILE_LINES * 1.5


def test_that_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{place(path)}:{function}": lines for path in SOURCES for function, lines in outline(path).functions
    }
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FUNCTION_LINES} == {}


def test_that_no_module_is_a_drawer_for_everything() -> None:
    drawers = [
        place(path)
        for path in SOURCES
        if DRAWERS
        & {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}
    ]
    assert drawers == []


def test_that_every_module_opens_with_one_sentence_of_duty() -> None:
    ends = (".", "。", ":", "?")
    silent = [place(path) for path in SOURCES if not outline(path).opening.endswith(ends)]
    assert silent == []


def test_that_no_two_public_classes_share_a_name() -> None:
    """One word, one meaning: a port is named for what is needed, what fills it for how."""
    named: dict[str, list[str]] = {}
    for path in SOURCES:
        if path.is_relative_to(ROOT / "counter"):
            for name in outline(path).classes:
                if not name.startswith("_"):
                    named.setdefault(name, []).append(place(path))
    assert {name: places for name, places in named.items() if len(places) > 1} == {}


def test_that_no_transaction_waits_for_a_file_somewhere_else() -> None:
    """A stick may hang: what goes there is written before or after, never while all other acts wait."""
    writing = {"keep", "whole_file", "complete", "write_bytes", "write_text"}
    waiting = [
        f"{place(path)}:{call.lineno}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "counter") and ".transaction()" in path.read_text(encoding="utf-8")
        for block in ast.walk(tree(path))
        if isinstance(block, ast.With)
        and any(ast.unparse(one.context_expr).endswith(".transaction()") for one in block.items)
        for call in ast.walk(block)
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in writing
    ]
    assert waiting == []


SIGNING, ASKING = ("taker", "_taker", "_people", "self"), ("ask", "ask_for", "_sign")
"""Where people sign for what is done, and by which of its methods."""


def test_that_no_act_queues_behind_a_file_that_a_stick_does_not_take() -> None:
    """Acts have a lane of their own, and so have papers: what is written to a place that a person chose, or read from
    it, runs on that of files, and nothing else is drawn or printed there.
    """
    chosen = {"file", "files", "out", "folder", "path", "pack", "card"}
    kept = {"open_file"}  # of a file that lies in the profile

    draws = re.compile(r"\b(print\w*|\w*pages\w*|sends|preview\w*_page)\b")

    def lane_of(call: ast.Call) -> str:
        return next((ast.unparse(word.value) for word in call.keywords if word.arg == "lane"), "")

    def goes_there(work: ast.expr) -> bool:
        return any(
            ast.unparse(call.func).rpartition(".")[2] not in kept
            and chosen
            & {name.id for part in call.args for name in ast.walk(part) if isinstance(name, ast.Name)}
            for call in ast.walk(work)
            if isinstance(call, ast.Call)
        )

    queued = [
        f"{place(path)}:{call.lineno}"
        for path in WINDOW_SOURCES
        for name in (
            "background.run",
            "_background.run",
            *(f"{who}.{ask}" for who in SIGNING for ask in ASKING),
        )
        for call in calls(path, name)
        if any(map(goes_there, call.args[:1] if name.endswith("run") else call.args))
        and lane_of(call) != "Lane.FILES"
    ]
    assert queued == []
    printed = [
        f"{place(path)}:{call.lineno}"
        for path in WINDOW_SOURCES
        for name in ("background.run", "_background.run")
        for call in calls(path, name)
        if lane_of(call) == "Lane.FILES" and any(draws.search(ast.unparse(work)) for work in call.args[:1])
    ]
    assert printed == []


def test_that_colours_live_in_the_theme() -> None:
    strays = [
        f"{place(path)}:{text.lineno} {text.value[:40]!r}"
        for path in WINDOW_SOURCES
        if not THEME.fullmatch(place(path))
        for text in strings(path)
        if COLOUR.search(str(text.value))
    ]
    assert strays == []


def test_that_a_late_call_belongs_to_a_timer_that_dies_with_its_window() -> None:
    """QTimer.singleShot outlives its window and no test can see it waiting: only 0 is allowed."""
    late = [
        f"{place(path)}:{call.lineno}"
        for path in WINDOW_SOURCES
        for call in calls(path, "QTimer.singleShot")
        if not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0)
    ]
    assert late == []


def test_that_no_page_turns_before_the_focus_was_let_go() -> None:
    """Hidden with its page, what has the focus hands it to the control that locks, and a screen reader says so."""
    stacks = re.compile(r"(?:self\.)?(\w+)(?:: [\w.]+)? = (?:QStackedWidget|QStackedLayout|PageStack)\(")
    turned = []
    for path in WINDOW_SOURCES:
        text = path.read_text(encoding="utf-8")
        known = {*stacks.findall(text), *("self" for _ in re.findall(r"class \w+\(QStacked\w+\)", text))}
        turned += [
            f"{place(path)}:{call.lineno}"
            for of in ("setCurrentWidget", "setCurrentIndex")
            for call in calls(path, of)
            if isinstance(call.func, ast.Attribute)
            if of == "setCurrentWidget" or ast.unparse(call.func.value).rpartition(".")[2] in known
        ]
    assert turned == ["counter/ui/kit/controls/page_turn.py:" + turned[0].rpartition(":")[2]]


def test_that_tests_wait_for_facts_and_never_for_time() -> None:
    waits = [
        f"{place(path)}:{call.lineno}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "tests")
        for name in ("qtbot.wait", "QTest.qWait")
        for call in calls(path, name)
    ]
    assert waits == []


PRIVATE = re.compile(r"_(?!_)\w+")
NOT_OURS = re.compile(
    r"_actions|_\w*group\w*|_SubParsersAction|_StoreTrueAction"  # argparse tells its options by no other name
    r"|_exit|_DummyThread"  # as os and threading call them
    r"|_ZN\w+"  # functions of Qt's own library
)


def last_name(called: ast.expr) -> str:
    """The last word of a dotted name, empty of anything else; ``ast.unparse`` of each took seconds."""
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def private_names(path: Path) -> Iterator[str]:
    """Every name with an underscore that a file asks of another object, imports, or puts something else in place of."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            if node.attr.startswith("_") and ast.unparse(node.value) not in ("self", "cls"):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("counter"):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.Call) and last_name(node.func).endswith(("setattr", "getattr")):
            yield from (str(a.value) for a in node.args[1:2] if isinstance(a, ast.Constant))


def test_that_tests_ask_what_a_person_or_a_caller_can_see() -> None:
    private = [
        f"{place(path)}: {name}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "tests")
        for name in private_names(path)
        if PRIVATE.fullmatch(name) and not NOT_OURS.fullmatch(name)
    ]
    assert private == []


def loaded_by(module: str) -> set[str]:
    """The names of all modules that a fresh interpreter holds after one import."""
    code = f"import sys, {module}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def test_that_the_window_imports_nothing_heavy_at_start() -> None:
    if importlib.util.find_spec("counter.ui.window.main_window") is None:
        pytest.skip("the window is not built yet")
    assert HEAVY & loaded_by("counter.ui.window.main_window") == set()


def locked(name: str) -> dict[str, str]:
    """Package → version of one lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pairs = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text, flags=re.MULTILINE)
    return {canonicalize_name(package): version for package, version in pairs}


def test_that_the_locks_hold_what_the_project_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    extra = asked["project"]["optional-dependencies"]["hub"]
    for lines, lock in (
        (asked["project"]["dependencies"], run),
        (extra, run),
        (asked["dependency-groups"]["dev"], dev),
    ):
        for wanted in map(Requirement, lines):
            version = lock.get(canonicalize_name(wanted.name))
            assert version is not None, f"{wanted.name} is not locked: run scripts/lock"
            assert wanted.specifier.contains(version), f"{wanted} is locked at {version}: run scripts/lock"
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_that_a_lock_names_digests_and_no_server(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--", text, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(("folder", "ending"), [("fonts", "ttf"), ("colour", "icc")])
def test_that_what_every_paper_is_made_with_is_as_documented(folder: str, ending: str) -> None:
    place = ROOT / "resources" / folder
    sums = (place / "README.md").read_text(encoding="utf-8")
    documented = {
        file: digest for digest, file in re.findall(r"^([0-9a-f]{64})  (\S+)$", sums, flags=re.MULTILINE)
    }
    present = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in place.glob(f"*.{ending}")}
    assert present == documented


def test_that_a_pin_is_typed_only_where_it_is_forgotten() -> None:
    hidden = {place(path) for path in WINDOW_SOURCES if any(calls(path, "setEchoMode"))}
    assert hidden == {"counter/ui/kit/controls/field.py", "counter/ui/kit/controls/staff_code_field.py"}
