"""A wrong command line, help, our own failures: always Chinese, always the promised exit code."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from counter.bootstrap.program import program
from counter.cli.command_line import build_parser
from counter.cli.io.arguments import in_chinese
from counter.cli.io.one_input import check_one_input
from counter.cli.main import main
from counter.domain.errors import BadInput
from tests.cli.parsers import all_commands, all_parsers
from tests.cli.shop import counter
from tests.cli.visits import NAME, person, visit, written

CHINESE = re.compile("[一-鿿]")
COMMANDS = tuple(words for words, _ in all_parsers())
WRONG = (
    ("fly",), ("--fly",), ("guide",), ("guide", "fly"), ("guide", "show"), ("guide", "show", "x"), ("case",),
    ("case", "open"), ("case", "open", "a.json", "b.json"), ("paper", "1"), ("paper", "1", "x"), ("setup",),
    ("setup", "--demo", "--hall", "x"), ("setup", "--hall"), ("staff", "add", "W01", "x", "--by"), ("tour",),
    ("staff", "add", "W01", "x", "--role", "king", "--by", "S01"), ("check", "--rebuild=yes"), ("doctor", "now"),
    ("case", "find", "--dat", "x"), ("--data",),
)  # fmt: skip


def english(text: str) -> list[str]:
    """Words of argparse that nobody at a counter should read."""
    words = (
        "usage",
        "positional",
        "optional",
        "options:",
        "show this",
        "error:",
        "argument",
        "required",
        "invalid",
    )
    return [word for word in words if word in text.lower()]


def test_that_who_agrees_may_give_the_pin_in_a_file_with_every_command() -> None:
    """``--agreed`` is always a second person who proves it; the file beside it is the way that a script has."""
    without = [
        " ".join(words)
        for words, parser in all_commands()
        if {"--agreed"} <= (known := {name for a in parser._actions for name in a.option_strings})
        and "--agreed-pin-file" not in known
    ]
    assert without == []


def test_that_two_pins_are_never_both_read_from_standard_input() -> None:
    """The second one would be what the first left there."""
    files = {a.dest for _, parser in all_commands() for a in parser._actions if a.dest.endswith("pin_file")}
    assert len(files) > 3
    for one, other in itertools.combinations(sorted(files), 2):
        with pytest.raises(BadInput, match="不能都从标准输入读"):
            check_one_input(argparse.Namespace(**{one: "-", other: "-"}))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_that_help_is_chinese(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args([*words, "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "用法：" in said
    assert english(said) == []
    assert "None" not in said


def test_that_every_word_and_option_says_in_chinese_what_it_is() -> None:
    silent = [
        (words, action.dest)
        for words, parser in all_parsers()
        for action in parser._actions
        if not CHINESE.search(action.help or "") and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_that_a_wrong_command_line_is_one_chinese_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = counter(*words, *(() if words == ("--data",) else ("--data", tmp_path)))
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert english(said.err) == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("--dataa", "x", "case", "list"), "--data？怎么写：counter --help"),
        (("--jsn", "case", "list"), "--json？怎么写：counter --help"),
        (("case", "--dataa", "x", "list"), "--data？怎么写：counter case --help"),
    ],
)
def test_that_a_misspelt_option_before_the_command_is_named_and_not_its_value(
    words: tuple[str, ...], meant: str
) -> None:
    [given] = [word for word in words if word.startswith("--")]
    assert counter(*words).err.strip() == f"不认识“{given}”，是不是 {meant}"


@pytest.mark.parametrize("act", ["decide", "relieve", "printed"])
def test_that_only_a_word_that_is_needed_is_called_missing(tmp_path: Path, act: str) -> None:
    said = counter("case", act, "--data", tmp_path)
    assert (said.code, said.err.split("。")[0]) == (2, "还缺：编号")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("case", "opn", "x"), "没有“opn”这个命令，是不是 open？怎么写：counter case --help"),
        (("check", "--agianst", "x"), "不认识“--agianst x”，是不是 --against？怎么写：counter check --help"),
        (("case", "list", "--limit", "3"), "不认识“--limit 3”。怎么写：counter case list --help"),
        (("case", "decide", "1", "--limit", "2"), "不认识“--limit 2”。怎么写：counter case decide --help"),
        (("paper",), "还缺：编号、文书、--out。怎么写：counter paper --help"),
        (("backup",), "要给出其中一个：--to、--prepare-stick、--automatic。怎么写：counter backup --help"),
        (
            ("calendar", "fly"),
            "没有“fly”这个命令；可以用：import、due、list。怎么写：counter calendar --help",
        ),
        (("case", "open", ""), "文件名是空的，请写明文件。"),
    ],
)
def test_that_a_mistake_is_answered_with_what_was_meant_or_with_what_there_is(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    assert counter(*words, "--data", tmp_path).err.strip() == sentence


def test_that_an_unknown_complaint_still_says_something() -> None:
    assert "写法不对" in in_chinese("something new")


def test_that_data_and_json_may_stand_on_either_side(shared_profile: Path) -> None:
    before = counter("--data", shared_profile, "--json", "staff", "list")
    after = counter("staff", "list", "--data", shared_profile, "--json")
    assert before.json == after.json


@pytest.mark.parametrize(
    "words",
    [
        ("case", "find", "x"),
        ("case", "show", "x"),
        ("staff", "list"),
        ("check",),
        ("paper", "x", "y", "--out", "z"),
    ],
)
def test_that_a_folder_without_a_profile_says_how_to_set_one_up(tmp_path: Path, words: Sequence[str]) -> None:
    said = counter(*words, "--data", tmp_path / "nothing", "--json")
    assert said.code == 2
    assert "setup" in said.json["error"]
    assert not (tmp_path / "nothing").exists()


def test_that_our_own_bug_is_exit_code_3_and_logs_no_person(tmp_path: Path, profile: Path) -> None:
    def broken(_: Path) -> NoReturn:
        raise KeyError(NAME)

    file = written(tmp_path, visit(applicant=person()))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        code = main(["case", "open", str(file), "--data", str(profile)], replace(program(), open_app=broken))
    assert code == 3
    logs = [p.read_text(encoding="utf-8") for p in profile.glob("*.log")]
    assert any("KeyError" in log for log in logs)
    assert not any(NAME in log for log in logs)


def test_that_a_hostile_key_cannot_write_to_the_terminal(shared_profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, {"bundle": 8, "\x1b[2J\x07" + "x" * 5000: 1})
    said = counter("case", "open", file, "--data", shared_profile)
    assert said.code == 2
    assert "\x1b" not in said.err
    assert len(said.err) < 2000


def run_alone(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "counter", *words],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_that_a_machine_without_a_locale_still_gets_chinese(shared_profile: Path) -> None:
    done = run_alone(
        "guide",
        "list",
        "--data",
        str(shared_profile),
        "--json",
        environment={"LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert "小餐馆" in json.loads(done.stdout.decode("utf-8"))["bundles"][7]["name"]


@pytest.mark.parametrize("words", [("guide", "list", "--json"), ("calendar", "list")], ids=["much", "little"])
def test_that_a_reader_who_leaves_early_does_no_harm(shared_profile: Path, words: tuple[str, ...]) -> None:
    """Little is still in the program's own buffer when it is done."""
    command = [sys.executable, "-P", "-m", "counter", *words, "--data", str(shared_profile)]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=buffered) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""
