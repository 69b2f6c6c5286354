"""A second window joins a hall on the command line alone."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from counter.db.keys.holder import client
from counter.db.keys.key_stores import KEY_FILE
from counter.services.keys.recovery_key import new_recovery_key
from tests.cli.profile.test_setup import hall_file
from tests.cli.shop import Said, counter, pin_file
from tests.db.keys.holding import own_holder

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
    assert counter("setup", *words, typed="8317\n2749\n6138\n").code == 0
    add_window(folder, "05")
    card = ("hall", "card", "--out", folder / "card.json", "--by", "S01", "--data", folder / "one")
    said = counter(*card, typed="8317\n")
    assert said.code == 0, said.err
    return folder


def add_window(first: Path, number: str) -> None:
    more = ("hall", "edit", "窗口", f"152201{number}", f"窗口号={number}", "--by", "S01")
    said = counter(*more, "--data", first / "one", typed="8317\n")
    assert said.code == 0, said.err


def join(first: Path, folder: Path, *more: str | Path, typed: str = "是\n5926\n") -> Said:
    words = ("setup", "--card", first / "card.json", "--window", "15220105", "--first", "s01")
    return counter(*words, "--request", folder / "ask.json", "--data", folder / "p", *more, typed=typed)


def test_that_a_window_joins_and_is_admitted_by_two(first: Path, tmp_path: Path) -> None:
    said = join(first, tmp_path, "--json")
    assert said.code == 0, said.err
    assert counter("check", "--data", tmp_path / "p").code == 0
    admit = ("hall", "admit", tmp_path / "ask.json", "--out", tmp_path / "r.json", "--by", "S01")
    alone = counter(*admit, "--data", first / "one", typed="8317\n")
    assert (alone.code, "要两个人" in alone.err) == (1, True)
    assert not (tmp_path / "r.json").exists()
    pins = ("--pin-file", "-", "--agreed-pin-file", pin_file(tmp_path, "2749"))
    both = counter(*admit, "--agreed", "S02", *pins, "--data", first / "one", typed="8317\n")
    assert both.code == 0, both.err
    took = counter(
        "hall", "take", tmp_path / "r.json", "--by", "S01", "--data", tmp_path / "p", typed="5926\n"
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
    refused = counter(*twice, "--data", first / "one", typed="8317\n2749\n")
    assert (refused.code, "已经有一把密钥" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("more", "typed", "why"),
    [
        (("--window", "15220177"), "是\n5926\n", "没有空着的窗口"),
        (("--window", "15220104"), "是\n5926\n", "没有空着的窗口"),
        (("--first", "W01"), "是\n5926\n", "没有工号为 W01 的值班负责人"),
        ((), "不\n", "没有核对大厅指纹"),
        ((), "是\n12\n", "4到12位"),
        (("--card", "pyproject.toml"), "是\n5926\n", "不是入厅卡"),
    ],
)
def test_that_a_refused_joining_leaves_nothing(
    first: Path, tmp_path: Path, more: tuple[str, ...], typed: str, why: str
) -> None:
    said = join(first, tmp_path, *more, typed=typed)
    assert (said.code, why in said.err) == (2, True), said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")
def test_that_a_window_that_joins_opens_with_a_phrase_when_asked_to(first: Path, tmp_path: Path) -> None:
    with own_holder():
        said = join(first, tmp_path, "--open-with", "phrase", "--json")
        assert said.code == 0, said.err
        assert not (tmp_path / "p" / KEY_FILE).exists()
        assert counter("keys", "lock", "--data", tmp_path / "p").code == 0
        locked = counter("staff", "list", "--data", tmp_path / "p")
        assert "锁着" in locked.err
        words = "".join(word["letters"] for word in said.json["phrase"])
        assert counter("keys", "unlock", "--data", tmp_path / "p", typed=f"{words}\n").code == 0
        assert counter("staff", "list", "--data", tmp_path / "p").code == 0


def test_that_many_windows_are_set_up_by_one_command_and_opened_by_one_recovery_key_of_the_hall(
    first: Path, tmp_path: Path
) -> None:
    for number in ("06", "07"):
        add_window(first, number)
    write = ("hall", "card", "--recovery", "new", "--out", tmp_path / "card.json", "--by", "S01", "--json")
    card = counter(*write, "--data", first / "one", typed="8317\n").json
    requests = []
    for number in ("06", "07"):
        names = tmp_path / f"{number}.toml"
        names.write_text(f'"{platform.node()}" = "152201{number}"\n', encoding="utf-8")
        ask, profile = tmp_path / f"{number}.json", tmp_path / number
        words = (
            "setup",
            "--card",
            tmp_path / "card.json",
            "--windows",
            names,
            "--first",
            "S01",
            "--request",
            ask,
        )
        by = ("--fingerprint", card["fingerprint"], "--pin-file", pin_file(tmp_path, "5926"))
        said = counter(*words, *by, "--data", profile, "--json")
        assert (said.code, "recovery_key" in said.json) == (0, False), said.err
        requests.append(ask)
        (profile / "key.secret").unlink()
        wrong = counter("recover", "--hall-recovery", "--data", profile, typed=f"{new_recovery_key()}\n")
        assert (wrong.code, "大厅恢复密钥与这份资料不符" in wrong.err) == (2, True)
        own = counter("recover", "--data", profile, typed=f"{card['hall_recovery_key']}\n")
        assert (own.code, "请加 --hall-recovery" in own.err) == (2, True)
        typed = f"{card['hall_recovery_key']}\n"
        assert counter("recover", "--hall-recovery", "--data", profile, typed=typed).code == 0
        assert counter("check", "--data", profile).code == 0
    admit = (
        "hall",
        "admit",
        *requests,
        "--out",
        tmp_path / "r.json",
        "--by",
        "S01",
        "--with",
        "S02",
        "--json",
    )
    assert len(counter(*admit, "--data", first / "one", typed="8317\n2749\n").json["stations"]) == 2


def test_that_another_fingerprint_or_computer_name_is_refused(first: Path, tmp_path: Path) -> None:
    said = join(first, tmp_path, "--fingerprint", "0000 0000 0000 0000")
    assert (said.code, "和写的不一样" in said.err) == (2, True)
    names = tmp_path / "names.toml"
    names.write_text('"别的电脑" = "15220105"\n', encoding="utf-8")
    said = join(first, tmp_path, "--windows", names)
    assert (said.code, platform.node() in said.err) == (2, True)


def test_that_a_damaged_wrapping_for_the_hall_is_found_by_doctor(first: Path, tmp_path: Path) -> None:
    add_window(first, "08")
    write = ("hall", "card", "--recovery", "known", "--out", tmp_path / "card.json", "--by", "S01")
    assert counter(*write, "--data", first / "one", typed=f"8317\n{new_recovery_key()}\n").code == 0
    words = ("--card", tmp_path / "card.json", "--window", "15220108", "--first", "S01")
    said = counter("setup", *words, "--request", tmp_path / "a", "--data", tmp_path / "p", typed="是\n5926\n")
    assert said.code == 0, said.err
    card = json.loads((tmp_path / "p" / "keys.json").read_text(encoding="utf-8"))
    card["hall_wrapped"]["keys"] = card["hall_wrapped"]["keys"][::-1]
    (tmp_path / "p" / "keys.json").write_text(json.dumps(card), encoding="utf-8")
    keys = next(
        p for p in counter("doctor", "--data", tmp_path / "p", "--json").json["probes"] if p["id"] == "keys"
    )
    assert (keys["health"], "恢复密钥" in keys["words"]) == ("bad", True)
