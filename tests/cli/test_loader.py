"""The tables of commands name what exists, and a command line loads the module it names and no other."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from inspect import getmodule
from pathlib import Path
from pkgutil import resolve_name

import pytest

import counter.cli
from counter.cli import command_line, commands
from counter.cli.case import commands as case_commands
from counter.cli.guide import commands as guide_commands
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.loader import Command, LateParser, add_commands
from counter.cli.io.program import Program
from counter.cli.ratings import commands as rating_commands
from counter.cli.ratings import rectify_commands
from tests.cli.parsers import all_parsers
from tests.cli.shop import counter as typed

ROWS = {words: parser.row for words, parser in all_parsers() if isinstance(parser, LateParser)}
BUILDING = {row.builder.partition(":")[0] for row in ROWS.values()}
TABLES = (
    commands.COMMANDS,
    guide_commands.COMMANDS,
    case_commands.COMMANDS,
    rating_commands.COMMANDS,
    rectify_commands.COMMANDS,
)
ACT = "counter.cli.case.acts.perform:add"
"""Its rows are made from the acts themselves."""

GROUPS = {
    "counter.cli.guide.commands",
    "counter.cli.case.commands",
    "counter.cli.ratings.commands",
    "counter.cli.ratings.rectify_commands",
}
"""Modules of a group that hold only its table."""

HEAVY = {
    "PySide6",
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "reportlab",
    "openpyxl",
    "keyring",
    "cryptography",
    "argon2",
}
PATHS = {"counter.db", "counter.db.file", "counter.db.file.profile_folder"}
"""Where a profile's files lie: names of files, and no library."""

OTHER_LAYERS = ("counter.db", "counter.printing", "counter.ui")

RUN_AND_TELL = """
import sys
from counter.__main__ import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def loaded_after(*words: str) -> set[str]:
    """The modules in memory once a command line that ends at once was run by itself."""
    command = [sys.executable, "-P", "-c", RUN_AND_TELL, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stderr.splitlines()[-1].split())


def loaded_by(modules: Iterable[str]) -> set[str]:
    """The modules in memory once these were imported in a process of their own."""
    code = f"import sys, {', '.join(sorted(modules))}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def heavy(modules: Iterable[str]) -> set[str]:
    """What only a command that needs it may load."""
    return {name for name in modules if name in HEAVY or name.startswith(OTHER_LAYERS)} - PATHS


@pytest.mark.parametrize("words", ROWS, ids=" ".join)
def test_that_a_row_names_a_function_that_builds_its_parser(words: tuple[str, ...]) -> None:
    row = ROWS[words]
    builder = resolve_name(row.builder)
    assert row.name == words[-1]
    assert row.help
    assert getmodule(builder).__name__ == row.builder.partition(":")[0]  # not one it only imports


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table[0].builder)
def test_that_a_name_stands_once_in_its_table(table: tuple[Command, ...]) -> None:
    assert [name for name, times in Counter(row.name for row in table).items() if times > 1] == []


def test_that_every_row_of_every_table_is_reached() -> None:
    assert {row.builder for table in TABLES for row in table} == {row.builder for row in ROWS.values()} - {
        ACT
    }


def test_that_the_modules_of_all_commands_load_nothing_heavy() -> None:
    assert heavy(loaded_by(BUILDING)) == set()


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("guide", "--help"),
        ("case", "--help"),
        ("rating", "--help"),
        ("rectify", "--help"),
        ("fly",),
    ],
    ids=" ".join,
)
def test_that_help_and_a_wrong_name_load_no_command(words: tuple[str, ...]) -> None:
    loaded = loaded_after(*words)
    assert heavy(loaded) == set()
    assert loaded & BUILDING <= GROUPS


@pytest.mark.parametrize(
    "words", [("staff",), ("check",), ("guide", "lint"), ("case", "list"), ("rectify", "close")], ids=" ".join
)
def test_that_a_command_loads_its_own_module_and_no_other_commands(words: tuple[str, ...]) -> None:
    alone = loaded_by({ROWS[words].builder.partition(":")[0]})
    on_the_way = {ROWS[words[:end]].builder.partition(":")[0] for end in range(1, len(words))}
    assert loaded_after(*words, "--help") & BUILDING <= alone | on_the_way


def test_that_a_parser_is_built_once_and_only_when_its_command_is_typed() -> None:
    parser = Parser(prog="made-up")
    add_commands(
        parser, (Command("one", "第一个", f"{__name__}:build"), Command("two", "第二个", "nowhere:add"))
    )
    BUILT.clear()
    assert "第二个" in parser.format_help()
    assert BUILT == []
    for _ in range(2):
        assert parser.parse_args(["one", "--data", "x"]).act == "one"
    assert BUILT == ["one"]


BUILT: list[str] = []


def build(parser: LateParser) -> None:
    """A made-up command, as the module of a real one would build it."""
    BUILT.append(parser.row.name)
    parser.words.add_argument("who", nargs="?", help="谁")
    parser.runs(greet, "问好。")


def greet(args: argparse.Namespace, _profile: Path, _program: Program) -> Answer:
    """What the made-up command does."""
    return Answer({"who": args.who}, f"{args.who}，您好。")


def test_that_a_command_is_added_by_its_module_and_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Command("greet", "问好", f"{__name__}:build")
    monkeypatch.setattr(command_line, "COMMANDS", (*commands.COMMANDS, row))
    assert typed("greet", "申请人", "--data", tmp_path).out == "申请人，您好。\n"
    assert typed("--json", "greet", "申请人", "--data", tmp_path).json == {"who": "申请人"}
    assert "不认识“--fly”" in typed("greet", "--fly", "--data", tmp_path).err
    files = {__file__, commands.__file__}
    heading = (Path(counter.cli.__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"## Adding a command: {len(files)} files" in heading


def test_that_a_late_import_says_why_beside_it() -> None:
    silent = []
    for path in Path(counter.cli.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        silent += [
            f"{path.name}:{node.lineno}"
            for function in ast.walk(ast.parse(text))
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom) and "  # " not in lines[node.lineno - 1]
        ]
    assert silent == []


def test_that_the_window_starts_without_argparse() -> None:
    loaded = loaded_by({"counter.cli.main", "counter.bootstrap.program"})
    assert {"argparse", "counter.cli.command_line"} & loaded == set()
