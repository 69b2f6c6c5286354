"""Where a command may write: never into a profile, never over what is there unless told so, and no option forgotten."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from counter.cli.command_line import build_parser
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.out_file import (
    backup_folder,
    courier_folder,
    out_file,
    out_folder,
    packages_folder,
    papers_folder,
)
from tests.cli.parsers import all_commands
from tests.cli.shop import counter, set_up_demo
from tests.cli.test_usage import english
from tests.cli.visits import person, visit, written

PLACES = (backup_folder, courier_folder, out_file, out_folder, packages_folder, papers_folder)
WRITING = ("写到", "存到", "放在", "写成", "另存")
"""What the help of an option says when a file comes out of it."""


def places_of(parser: Parser) -> list[argparse.Action]:
    """The options of a command that name a place to write."""
    return [action for action in parser._actions if action.type in PLACES]


EVERY = tuple(all_commands())
OUT = tuple(
    (words, parser, action.option_strings[0]) for words, parser in EVERY for action in places_of(parser)
)
NAMES = [" ".join((*words, option)) for words, _, option in OUT]


def filled(words: tuple[str, ...], parser: Parser, option: str, place: str | Path) -> list[str | Path]:
    """A command line with that place and something for everything else that has to be there."""
    groups = [group for group in parser._mutually_exclusive_groups if group.required]
    first = [group._group_actions[0] for group in groups if option not in _options(group._group_actions)]
    line: list[str | Path] = list(words)
    for action in parser._actions:
        if option in action.option_strings:
            line += [option, place]
        elif action.required or action in first:
            line += action.option_strings[:1]
            line += [] if action.nargs == 0 else ["1" if action.type is int else "x"]
    return line


def _options(actions: list[argparse.Action]) -> list[str]:
    return [option for action in actions for option in action.option_strings]


def prints(folder: Path) -> dict[str, str]:
    """Every file below a folder by its hash; what an opened journal makes and takes away again left out."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_that_the_walk_finds_what_it_is_for() -> None:
    assert len(OUT) >= 24
    assert {"paper --out", "keys hall export --out", "tour --out", "case open --papers"} <= set(NAMES)


def test_that_every_option_that_writes_a_file_asks_whether_it_may() -> None:
    forgotten = [
        f"{' '.join(words)} {action.option_strings[0]}"
        for words, parser in EVERY
        for action in parser._actions
        if action.option_strings
        and ("--out" in action.option_strings or any(word in (action.help or "") for word in WRITING))
        and action.type not in PLACES
        and action.dest != "replace"
        and not isinstance(action, argparse._StoreTrueAction)
    ]
    assert forgotten == []


def test_that_every_option_that_names_a_file_refuses_an_empty_one() -> None:
    forgotten = [
        f"{' '.join(words)} {action.option_strings[0]}"
        for words, parser in (*EVERY, ((), build_parser()))
        for action in parser._actions
        if action.option_strings
        and isinstance(action.metavar, str)
        and action.metavar.startswith(("文件", "指南包"))
        and action.metavar != "文件名称"  # the title of a document
        and action.type not in (*PLACES, path_argument)
    ]
    assert forgotten == []


@pytest.mark.parametrize(("words", "parser", "option"), OUT, ids=NAMES)
def test_that_no_command_writes_into_a_profile(
    shared_profile: Path, words: tuple[str, ...], parser: Parser, option: str
) -> None:
    before = prints(shared_profile)
    for place in (shared_profile / "counter.db", shared_profile / "new.pdf", shared_profile, ""):
        for more in ([], ["--replace"] if "--replace" in _options(list(parser._actions)) else []):
            said = counter(*filled(words, parser, option, place), *more, "--data", shared_profile)
            assert said.code == 2, (place, said.err)
            assert len(said.err.splitlines()) == 1
            assert not english(said.err)
            wanted = ("资料文件夹", "文件夹，请写明") if place else ("是空的",)
            assert any(words in said.err for words in wanted), said.err
    assert prints(shared_profile) == before


def ways_into(profile: Path, aside: Path) -> dict[str, Path]:
    """Files of a profile by other ways than their own names."""
    linked, folder = aside / "linked", aside / "folder"
    linked.symlink_to(profile / "counter.db")
    folder.symlink_to(profile, target_is_directory=True)
    (aside / "nothing").symlink_to(profile / "not yet")
    os.link(profile / "key.secret", aside / "hard")
    return {
        "a link to a file": linked,
        "a link to where none is yet": aside / "nothing",
        "a link to the folder": folder / "counter.db",
        "a hard link": aside / "hard",
        "up and down": profile / "heads" / ".." / "keys.json",
        "below": profile / "heads" / "1.head",
        "beside": profile / "COUNTER.DB",
        "the way of the shell": Path(os.path.relpath(profile / "keys.json")),
        "the working folder": Path("/proc/self/cwd") / os.path.relpath(profile / "keys.json"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the links of Linux")
def test_that_no_way_round_leads_into_a_profile(profile: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    other = tmp_path / "another"
    set_up_demo(other)
    for which in (profile, other):
        before = prints(which)
        shutil.rmtree(aside)
        aside.mkdir()
        for name, place in ways_into(which, aside).items():
            for more in ((), ("--replace",)):
                said = counter("keys", "export", "--out", place, *more, "--data", profile)
                assert said.code == 2, (name, more)
                assert ("链接" in said.err) == (
                    name in {"a link to a file", "a link to where none is yet"}
                ) or (name == "a hard link")
                assert len(said.err.splitlines()) == 1
        assert prints(which) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the descriptors of Linux")
def test_that_an_open_file_a_device_and_a_pipe_are_no_files_to_write(profile: Path, tmp_path: Path) -> None:
    """Never a device of the machine itself: where the rule is broken, the test's account may be able to replace it."""
    before = prints(profile)
    pipe, null = tmp_path / "pipe", tmp_path / "null"
    os.mkfifo(pipe)
    null.symlink_to("/dev/null")
    with (profile / "counter.db").open("rb+") as held:
        for place in (f"/proc/self/fd/{held.fileno()}", pipe, null):
            said = counter("keys", "export", "--out", place, "--replace", "--data", profile)
            assert said.code == 2, place
    assert prints(profile) == before
    assert pipe.is_fifo()
    assert null.is_symlink()


@pytest.mark.parametrize("left", ["counter.db", "key.secret", "station.mark", "keys.json"])
def test_that_what_is_left_of_a_profile_is_one_too(profile: Path, tmp_path: Path, left: str) -> None:
    rest = tmp_path / "rest"
    rest.mkdir()
    shutil.copy2(profile / left, rest)
    said = counter("keys", "export", "--out", rest / "a.json", "--data", profile)
    assert "资料文件夹" in said.err
    assert [file.name for file in rest.iterdir()] == [left]


def test_that_heads_outside_a_profile_are_a_profiles_too(profile: Path, tmp_path: Path) -> None:
    heads = tmp_path / "elsewhere"
    shutil.copytree(profile / "heads", heads)
    for place in (heads / "1.head", heads / "new.json"):
        said = counter("keys", "export", "--out", place, "--replace", "--data", profile)
        assert "资料文件夹" in said.err
    assert prints(heads) == prints(profile / "heads")


def test_that_somebodys_own_file_called_keys_makes_no_profile(profile: Path, tmp_path: Path) -> None:
    for _ in range(2):
        said = counter("keys", "export", "--out", tmp_path / "keys.json", "--replace", "--data", profile)
        assert said.code == 0, said.err


def test_that_a_file_that_is_there_stays_unless_told(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.txt"
    out.write_text("mine")
    said = counter("keys", "export", "--out", out, "--data", profile)
    assert said.code == 2
    assert "--replace" in said.err
    assert out.read_text() == "mine"
    assert counter("keys", "export", "--out", out, "--replace", "--data", profile).code == 0
    assert "mine" not in out.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir() if p != profile] == ["mine.txt"]


def test_that_a_refused_place_uses_nothing_up(profile: Path, tmp_path: Path) -> None:
    """Neither a copy's number, nor an entry, nor a PIN that somebody typed."""
    out = tmp_path / "hall.key"
    out.write_text("mine")
    said = counter("keys", "hall", "export", "--out", out, "--by", "S01", "--data", profile)
    assert (said.code, "口令" in said.err) == (2, False)
    long = "a quite long passphrase\n"
    said = counter(
        "keys",
        "hall",
        "export",
        "--out",
        tmp_path / "b",
        "--by",
        "S01",
        "--data",
        profile,
        typed=f"9876\n{long}",
    )
    assert said.code == 0, said.err


def test_that_papers_are_not_left_in_a_profile_nor_over_others(profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, visit(applicant=person()))
    into = counter("case", "open", file, "--papers", profile, "--data", profile, "--json")
    assert into.code == 2
    assert counter("case", "find", "巴图", "--data", profile, "--json").json["cases"] == []
    papers = tmp_path / "papers"
    papers.mkdir()
    first = counter("case", "open", file, "--papers", papers, "--data", profile, "--json")
    assert first.code == 0, first.err
    made = prints(papers)
    other = tmp_path / "other"
    set_up_demo(other)
    again = counter("case", "open", file, "--papers", papers, "--data", other, "--json")
    assert again.code == 0  # the case stands; its papers are told of
    assert "没能存成文件" in again.err
    assert "已经存在" in again.err
    assert made.items() <= prints(papers).items()


def test_that_a_tour_goes_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "01.png").write_bytes(b"mine")
    said = counter("tour", "--out", tmp_path)
    assert said.code == 2
    assert "--replace" in said.err
