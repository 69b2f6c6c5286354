"""Keys are changed on the command line: by two people, with a new recovery key, and nothing that was issued is lost."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app, setting_up
from counter.db.file.window_lock import take_window_lock
from counter.db.keys.holder import client
from counter.db.keys.key_folder import hold_keys, load_keys
from counter.domain.hall.hall import StaffSeed
from counter.services.keys.hall_recovery import hall_recovery_public
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.keys.slot_kinds import NewSlot, SlotKind
from tests.cli.papers.test_verify import qr, verify
from tests.cli.shop import Said, counter, pin_file
from tests.db.keys.holding import own_holder
from tests.services.proving import set_up
from tests.settings import demo_hall

PHRASE = "tianqi dianhua huoche pingguo"
PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)
FIRST = "9876\n"
HALL_KEY = new_recovery_key()
pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A real hall whose profile opens with a phrase, and with the hall's recovery key; its own recovery key."""
    folder = tmp_path_factory.mktemp("hall") / "profile"
    real = replace(demo_hall(), demo=False, overlay=None, station="15222401", hall="突泉县政务服务中心")
    with own_holder():
        public = hall_recovery_public(HALL_KEY)
        slot = NewSlot(SlotKind.PHRASE, PHRASE)
        with setting_up(folder, real, PEOPLE, hall_recovery=public, open_with=slot) as new:
            new.finish()
        yield folder, new.recovery_key


def two(profile: Path) -> tuple[str | Path, ...]:
    """Both people with their PINs; the first one's is typed."""
    second = pin_file(profile.parent, "8765", "second")
    return "--by", "S01", "--pin-file", "-", "--agreed", "S02", "--agreed-pin-file", second


def unlocked(profile: Path, with_kind: str, typed: str) -> Said:
    """Lock the profile and open it in that way."""
    counter("keys", "lock", "--data", profile)
    return counter("keys", "unlock", "--with", with_kind, "--data", profile, typed=f"{typed}\n")


def test_that_two_people_change_the_data_key_and_every_slot_opens_the_new_one(hall: tuple[Path, str]) -> None:
    profile, old_recovery = hall
    paper, before = qr(profile), load_keys(profile)
    for by, pin in (("W01", "1234\n"), ("S01", "9876\n")):  # a clerk, and one person alone
        said = counter("keys", "rotate", "data", "--by", by, "--pin-file", "-", "--data", profile, typed=pin)
        assert (said.code, said.out) == (1, ""), said.err
    window = take_window_lock(profile)
    assert window is not None
    said = counter("keys", "rotate", "data", *two(profile), "--data", profile, typed=FIRST)
    assert (said.code, "关掉全部窗口" in said.err, said.out) == (2, True, ""), said.err
    window.release()
    assert load_keys(profile).data == before.data
    done = counter("keys", "rotate", "data", *two(profile), "--data", profile, "--json", typed=FIRST)
    assert (done.code, done.json["gone"]) == (0, []), done.err
    assert "备份" in done.err
    assert "固态硬盘" in done.err
    recovery = done.json["recovery_key"]
    assert load_keys(profile).data != before.data
    assert counter("check", "--data", profile).code == 0
    assert verify(profile, paper).json["verdict"] == "genuine"
    with open_app(profile) as app:
        said_of = [(e.kind, e.actor, e.payload) for e in app.journal.entries("keys")]
        assert ("keys.rotated", "S01") in [(kind, actor) for kind, actor, _ in said_of]
        assert recovery not in str(said_of)
    assert unlocked(profile, "phrase", PHRASE).code == 0
    assert unlocked(profile, "recovery", old_recovery).code == 2
    assert unlocked(profile, "recovery", recovery).code == 0
    assert unlocked(profile, "hall_recovery", HALL_KEY).code == 0
    hold_keys(before)  # what a kill between switch and holder leaves
    refused = counter("staff", "list", "--data", profile)
    assert (refused.code, "counter keys unlock" in refused.err) == (2, True)
    assert counter("keys", "unlock", "--data", profile, typed=f"{PHRASE}\n").code == 0


def test_that_at_a_terminal_a_group_typed_back_wrongly_changes_nothing(hall: tuple[Path, str]) -> None:
    profile, _ = hall
    counter("keys", "unlock", "--data", profile, typed=f"{PHRASE}\n")
    before = load_keys(profile).data
    first = pin_file(profile.parent, "9876", "first")
    words = ("keys", "rotate", "data", *two(profile), "--data", profile)
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "counter", *(first if word == "-" else word for word in words)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    with child:
        os.close(theirs)
        said = b""
        while "照抄下的输第".encode() not in said:
            said += os.read(ours, 1000)
        os.write(ours, b"00000\n")
        out, err = child.communicate(timeout=30)
        os.close(ours)
    assert (child.returncode, "只显示这一次" in out.decode(), "没有换" in err.decode()) == (2, True, True)
    assert load_keys(profile).data == before


def test_that_a_new_station_key_is_certified_and_old_papers_stay_genuine(hall: tuple[Path, str]) -> None:
    profile, _ = hall
    paper, ask = qr(profile), profile.parent / "ask.json"
    done = counter(
        "keys", "rotate", "station", "--out", ask, *two(profile), "--data", profile, "--json", typed=FIRST
    )
    assert (done.code, done.json["certified"], ask.exists()) == (0, True, True), done.err
    fresh = qr(profile)
    assert {verify(profile, text).json["verdict"] for text in (paper, fresh)} == {"genuine"}
    assert counter("check", "--data", profile).code == 0


def test_that_a_neighbour_takes_the_new_hall_key_without_comparing_digits(
    hall: tuple[Path, str], tmp_path: Path
) -> None:
    profile, _ = hall
    paper, file = qr(profile), tmp_path / "tq.json"
    neighbour = set_up(tmp_path / "neighbour")
    trust = ("keys", "trust", file, "--by", "S01", "--data", neighbour)
    counter("keys", "export", "--out", file, "--data", profile)
    assert counter(*trust, typed="9876\n").code == 0
    done = counter("keys", "rotate", "hall", *two(profile), "--data", profile, "--json", typed=FIRST)
    assert done.code == 0, done.err
    listed = counter("keys", "list", "--data", profile, "--json").json["halls"]
    assert [one["retired"] is None for one in listed] == [False, True]
    counter("keys", "export", "--out", file, "--replace", "--data", profile)
    taken = counter(*trust, typed="9876\n")
    assert (taken.code, "不用再核对指纹" in taken.err) == (0, True)
    assert {verify(neighbour, text).json["verdict"] for text in (paper, qr(profile))} == {"genuine"}
