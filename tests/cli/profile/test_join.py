"""A second window joins a hall on the command line alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.profile.test_setup import hall_file
from tests.cli.shop import Said, counter

PEOPLE = (
    "--staff",
    "S01:苏日娜:supervisor",
    "--staff",
    "S02:乌云:supervisor",
    "--staff",
    "W01:阿木古郎:clerk",
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first window of a hall, and its card beside it."""
    folder = tmp_path_factory.mktemp("hall")
    words = ("--hall", hall_file(folder), *PEOPLE, "--data", folder / "one")
    assert counter("setup", *words, typed="1357\n2468\n3579\n").code == 0
    more = ("hall", "edit", "窗口", "15220105", "窗口号=05", "--by", "S01", "--data", folder / "one")
    assert (said := counter(*more, typed="1357\n")).code == 0, said.err
    card = ("hall", "card", "--out", folder / "card.json", "--by", "S01", "--data", folder / "one")
    said = counter(*card, typed="1357\n")
    assert said.code == 0, said.err
    return folder


def join(first: Path, folder: Path, *more: str | Path, typed: str = "是\n4680\n") -> Said:
    words = ("setup", "--card", first / "card.json", "--window", "15220105", "--first", "s01")
    return counter(*words, "--request", folder / "ask.json", "--data", folder / "p", *more, typed=typed)


def test_that_a_window_joins_and_is_admitted_by_two(first: Path, tmp_path: Path) -> None:
    said = join(first, tmp_path, "--json")
    assert said.code == 0, said.err
    assert counter("check", "--data", tmp_path / "p").code == 0
    admit = ("hall", "admit", tmp_path / "ask.json", "--out", tmp_path / "r.json", "--by", "S01")
    alone = counter(*admit, "--data", first / "one", typed="1357\n")
    assert (alone.code, "要两个人" in alone.err) == (1, True)
    assert not (tmp_path / "r.json").exists()
    both = counter(*admit, "--with", "S02", "--data", first / "one", typed="1357\n2468\n")
    assert both.code == 0, both.err
    took = counter(
        "hall", "take", tmp_path / "r.json", "--by", "S01", "--data", tmp_path / "p", typed="4680\n"
    )
    assert took.code == 0, took.err
    assert counter("keys", "list", "--data", tmp_path / "p", "--json").json["own_certified"] is True
    again = join(first, tmp_path / "2", "--data", tmp_path / "p2", "--request", tmp_path / "ask2.json")
    assert again.code == 0, again.err  # the old card does not know that the window is taken
    twice = (
        "hall",
        "admit",
        tmp_path / "ask2.json",
        "--out",
        tmp_path / "r2.json",
        "--by",
        "S01",
        "--with",
        "S02",
    )
    refused = counter(*twice, "--data", first / "one", typed="1357\n2468\n")
    assert (refused.code, "已经有一把密钥" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("more", "typed", "why"),
    [
        (("--window", "15220177"), "是\n4680\n", "没有空着的窗口"),
        (("--window", "15220104"), "是\n4680\n", "没有空着的窗口"),
        (("--first", "W01"), "是\n4680\n", "没有工号为 W01 的值班负责人"),
        ((), "不\n", "没有核对大厅指纹"),
        ((), "是\n12\n", "4到12位"),
        (("--card", "pyproject.toml"), "是\n4680\n", "不是入厅卡"),
    ],
)
def test_that_a_refused_joining_leaves_nothing(
    first: Path, tmp_path: Path, more: tuple[str, ...], typed: str, why: str
) -> None:
    said = join(first, tmp_path, *more, typed=typed)
    assert (said.code, why in said.err) == (2, True), said.err
    assert list(tmp_path.iterdir()) == []
