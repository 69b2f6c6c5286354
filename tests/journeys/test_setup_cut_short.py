"""kill -9 anywhere in a set-up: afterwards it can be run again, or it was finished and its recovery key was told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.program import program
from counter.db.keys.key_folder import KEYS_FILE, recover
from tests.cli.shop import counter, set_up_demo
from tests.journeys.killing import ROOT
from tests.services.authoring.test_succeed_bureau import old as old  # a fixture
from tests.services.bureau import Bureau
from tests.trials import TellTrials

POINTS = 100 if os.environ.get("COUNTER_EVERY_CUT") else 8
"""Kills of each kind of set-up."""
WORDS = "一句很长的密语用来锁住密钥文件"
REAL = """
station = "15220104"
hall = "乌兰浩特市政务服务中心"
window = "04"
region = "乌兰浩特市"
jurisdiction = "xingan"
"""


def cut_short(
    folder: Path, *words: str | Path, typed: str = "", command: str = "setup"
) -> list[dict[str, object]]:
    """The set-up, or another command, killed again and again, and run anew after each kill."""
    killer = [sys.executable, "-P", "-m", "tests.journeys.setup_killer", str(folder), str(POINTS), typed]
    done = subprocess.run(
        [*killer, command, *map(str, words), "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    tries = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(one["killed"] for one in tries) >= len(tries) * 3 // 4
    return tries


def proved(one: dict[str, object], profiles: dict[str, str]) -> None:
    """Every profile of that try is whole, and the recovery key that was told last opens it.

    ``profiles``: folder → under which name its recovery key is told.
    """
    folder = Path(str(one["folder"]))
    finished_by = "second" if one["code"] == 0 else "first"
    if finished_by == "first":  # killed after it counted: the second finds it there and says so
        assert (one["code"], "已经有资料" in (folder / "second.said").read_text(encoding="utf-8")) == (
            2,
            True,
        ), one
    keys = json.loads((folder / f"{finished_by}.said").read_text(encoding="utf-8"))
    for name, key in profiles.items():
        profile = folder / name
        assert program().is_set_up(profile), one
        assert program().check(profile, False).faults == (), one
        with open_app(profile) as app:
            assert any(person.role == "supervisor" for person in app.journal.staff())
            assert app.journal.station().epoch == 1
        (profile / "key.secret").unlink()
        recover(profile, keys[key])
        left = {path.name for path in profile.iterdir()}
        assert not [n for n in left if n.startswith("unfinished-") or n.endswith((".new", ".unfinished"))], (
            left
        )


def test_that_a_killed_set_up_of_window_office_and_bureau_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    together = {"p": "recovery_key", "o": "office_recovery_key", "b": "bureau_recovery_key"}
    words = ("--demo", "--data", "{}/p", "--office", "{}/o", "--bureau", "{}/b")
    for one in cut_short(tmp_path, *words):
        proved(one, together)
        record_property("trials", 1)


def test_that_a_killed_set_up_of_a_real_window_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    hall = tmp_path / "hall.toml"
    hall.write_text(REAL, encoding="utf-8")
    staff = ("--staff", "W01:阿木古郎:clerk", "--staff", "S01:苏日娜:supervisor")
    words = ("--hall", hall, *staff, "--data", "{}/p")
    for one in cut_short(tmp_path, *words, typed="8317\n2749\n"):
        proved(one, {"p": "recovery_key"})
        record_property("trials", 1)


def test_that_a_first_start_killed_at_its_pages_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    for one in cut_short(tmp_path, command="wizard"):
        proved(one, {"p": "recovery_key"})
        record_property("trials", 1)


def test_that_a_killed_set_up_of_an_office_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    for one in cut_short(tmp_path, "--demo-office", "--data", "{}/p"):
        proved(one, {"p": "recovery_key"})
        record_property("trials", 1)


def test_that_a_killed_set_up_of_a_second_window_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    key = tmp_path / "hall.json"
    set_up_demo(tmp_path / "one")
    out = ("keys", "hall", "export", "--out", key, "--by", "S01", "--data", tmp_path / "one")
    assert counter(*out, typed=f"9876\n{WORDS}\n").code == 0
    words = ("--demo", "--hall-key", key, "--data", "{}/p")
    for one in cut_short(tmp_path, *words, typed=f"{WORDS}\n"):
        proved(one, {"p": "recovery_key"})
        record_property("trials", 1)


def test_that_a_killed_joining_of_a_hall_can_be_run_again(
    tmp_path: Path, record_property: TellTrials
) -> None:
    hall, card = tmp_path / "hall.toml", tmp_path / "card.json"
    hall.write_text(REAL, encoding="utf-8")
    first = ("setup", "--hall", hall, "--staff", "S01:苏日娜:supervisor", "--data", tmp_path / "one")
    assert counter(*first, typed="2749\n").code == 0
    more = ("hall", "edit", "窗口", "15220105", "窗口号=05", "--by", "S01", "--data", tmp_path / "one")
    assert counter(*more, typed="2749\n").code == 0
    write = ("hall", "card", "--out", card, "--by", "S01", "--data", tmp_path / "one")
    assert counter(*write, typed="2749\n").code == 0
    words = (
        "--card",
        card,
        "--window",
        "15220105",
        "--first",
        "S01",
        "--request",
        "{}/ask",
        "--data",
        "{}/p",
    )
    for one in cut_short(tmp_path, *words, "--replace", typed="是\n5926\n"):
        proved(one, {"p": "recovery_key"})
        folder = Path(str(one["folder"]))
        if not (folder / "ask").exists():  # killed between its counting and the request's name
            assert "counter keys request" in (folder / "second.said").read_text(encoding="utf-8"), one
            again = counter("keys", "request", "--out", folder / "ask", "--data", folder / "p")
            assert again.code == 0, again.err
        record_property("trials", 1)


def test_that_a_killed_set_up_after_a_lost_bureau_can_be_run_again(
    old: Bureau, tmp_path: Path, record_property: TellTrials
) -> None:
    pack = tmp_path / "2.pack"
    pack.write_bytes(old.pack(2))
    (tmp_path / "k").mkdir()
    words = ("--demo-bureau", "--after", pack, "--by", "B01", "--data", "{}/p")
    for one in cut_short(tmp_path / "k", *words, typed="8246\n"):
        proved(one, {"p": "recovery_key"})
        record_property("trials", 1)


def test_that_nothing_counts_as_set_up_whose_recovery_key_nobody_could_read(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    run = [sys.executable, "-P", "-m", "counter", "setup", "--demo", "--data", str(tmp_path / "p")]
    env = {
        name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"
    }  # buffered, as usual
    with full.open("w") as out:
        done = subprocess.run(
            run, cwd=ROOT, env=env, stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, "恢复密钥没能显示出来" in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "p" / KEYS_FILE).exists()
    assert not (tmp_path / "p").exists()
