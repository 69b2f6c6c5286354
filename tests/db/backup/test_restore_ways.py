"""Fifty ways of restoring: no number twice, the journal sound, what is missing is named (docs/decisions/0027)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from counter.db.backup.found import opened_backup
from counter.db.check.check import check
from counter.db.file.connection import DATABASE
from counter.db.file.window_lock import LOCK_FILE, take_window_lock
from counter.db.journal.journal import SqlJournal
from counter.db.journal.restore_card import RESTORE_CARD, read_card
from counter.db.keys.key_folder import load_keys
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.db.profile.rotation import change_keys
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.backup.loss import RestoreNote
from counter.domain.hall.pin_lock import FREE, after_wrong_pin, settled
from counter.services.backup.settle_restore import settle_restore
from counter.services.hall.restorings import restorings
from counter.services.keys.recovery_key import new_recovery_key
from tests.db import toy
from tests.db.backing_up import back_up, open_restored, restore
from tests.db.journal.test_pin_witness import KEY
from tests.db.putting_back import World
from tests.db.restoring import WAYS, Hall, kept_witness


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """Made once; each way works on a copy."""
    root = tmp_path_factory.mktemp("past")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(root / "world" / "state"))
        patch.setenv("COUNTER_WITNESS", str(root / "world" / "machine"))
        world = World(root / "world")
        world.root.mkdir()
        key = profiles.create(
            world.profile, replace(toy.IDENTITY, demo=False), toy.FakeClock(), FileStore(world.profile)
        )
        stick = world.root / "stick"
        given = world.work("c1", "c2")
        older = back_up(world.profile, stick)
        given |= world.work("c3")
        newer = back_up(world.profile, stick, 3)
        given |= world.work("c4", "c5")
    return Hall(world, key, older, newer, given)


@pytest.fixture
def hall(past: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """A copy of that past, at a path of its own."""
    world = World(tmp_path / "world")
    shutil.copytree(past.world.root, world.root, symlinks=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    stick = world.root / "stick"
    return Hall(world, past.key, stick / past.older.name, stick / past.newer.name, set(past.given))


@pytest.mark.parametrize("name", WAYS)
def test_that_no_number_comes_twice_however_a_backup_is_restored(hall: Hall, name: str) -> None:
    first = set(hall.given)
    folder = hall.work(WAYS[name](hall), "a1", "a2")
    journal = open_restored(folder)
    if name.startswith(
        ("older, on", "newer, on", "older, wh", "newer, wh", "older, the wit", "newer, the mac")
    ):
        must_name(journal, first)
    faults = check(journal).faults
    if (
        restorings(journal.entries("restoring"))
        and "data file" not in name
        and "over the profile" not in name
    ):
        assert faults == ()
    else:  # put back by hand: told, as ever
        assert {fault.kind for fault in faults} <= {"cut", "wrapping"}
    opened = len(journal.entries("station:03"))
    journal.close()
    hall.work(folder, "b1")
    again = open_restored(folder)
    assert len(again.entries("station:03")) == opened, "an epoch for every opening"
    assert len({one.backup for one in restorings(again.entries("restoring"))}) == len(
        restorings(again.entries("restoring"))
    )
    again.close()


def test_that_these_are_fifty_ways() -> None:
    assert len(WAYS) >= 50


def must_name(journal: SqlJournal, given: set[str]) -> None:
    """Every number that is not there any more is in what is named: by where its series ends."""
    there = {number for case in ("c1", "c2", "c3", "c4", "c5") for number in _numbers(journal.entries(case))}
    ends = {(end.epoch, end.series): end for end in restorings(journal.entries("restoring"))[-1].series}
    for number in given - there:
        series, serial = _series_of(number)
        end = ends[1, series]
        assert serial > end.last
        assert end.until == 0 or serial <= end.until


def _numbers(entries: tuple[object, ...]) -> set[str]:
    return {str(entry.read()["number"]) for entry in entries if "number" in entry.read()}  # type: ignore[attr-defined]


def _series_of(number: str) -> tuple[str, int]:
    serial = int(re.findall(r"[0-9]+", number)[-1])
    return ("case|2026" if number.startswith("ZC") else "受|2026"), serial


def _lost_in_this_place(hall: Hall) -> Path:
    """A backup of this very folder, alone in its own, and work after it: the witnesses speak of this place."""
    file = back_up(hall.work(hall.profile, "w1"), hall.world.root / "other stick", 9)
    hall.work(hall.profile, "w2", "w3")
    return file


def test_that_a_witness_that_is_left_names_the_entries_and_check_is_clean(hall: Hall) -> None:
    folder = kept_witness(hall, "machine", _lost_in_this_place(hall))
    journal = open_restored(folder)
    (lost,) = restorings(journal.entries("restoring"))[-1].entries
    assert lost.count == 6
    report = check(journal)
    assert report.faults == ()
    assert any("恢复时已记明" in note for note in report.notes)
    journal.close()


def test_that_a_newer_backup_beside_it_names_what_it_knows(hall: Hall) -> None:
    hall.burn()
    journal = open_restored(hall.back(hall.older))
    (lost,) = restorings(journal.entries("restoring"))[-1].entries
    assert (lost.first, lost.last) == (8, 10)
    journal.close()


def test_that_a_loss_beyond_what_was_named_is_still_a_fault(hall: Hall) -> None:
    """A witness that turns up later knows more than the newer backup, by which the loss was named."""
    stick = hall.world.root / "other stick"
    file = back_up(hall.work(hall.profile, "w1"), stick, 9)
    back_up(hall.work(hall.profile, "w2"), stick, 10)
    hall.work(hall.profile, "w3")
    keep = shutil.copytree(hall.world.machine, hall.world.root / "kept")
    hall.burn()
    folder = hall.work(hall.back(file, hall.profile), "x1")
    shutil.copytree(keep, hall.world.machine, dirs_exist_ok=True)
    journal = open_restored(folder)
    assert {fault.kind for fault in check(journal).faults} == {"cut"}
    journal.close()


_READING = """
import sys
from pathlib import Path
from counter.db.file.connection import DATABASE, open_file
from counter.db.keys.key_folder import load_keys

profile = Path(sys.argv[1])
connection = open_file(profile / DATABASE, load_keys(profile).data)
connection.execute("SELECT COUNT(*) FROM entries").fetchone()
print("open", flush=True)
sys.stdin.read()
"""
"""A command at work: it has the data file open."""


@pytest.mark.parametrize("after", ["restoring", "a change of keys"])
def test_that_a_kill_at_the_first_opening_leaves_no_rollback_journal(hall: Hall, after: str) -> None:
    """Such a journal is called foreign at the next opening: nobody else may leave one, and neither may we."""
    folder = hall.back(hall.older)
    if after == "a change of keys":
        open_restored(folder).close()
        change_keys(folder, new_recovery_key(), "2026-11-23")
    connection = dbapi2.connect(str(folder / DATABASE))
    connection.execute(f"PRAGMA key = \"x'{load_keys(folder).data.hex()}'\"")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert mode == "wal", "the first opening would have to change it, by a rollback journal"


def test_that_a_profile_that_is_there_is_never_overwritten(hall: Hall) -> None:
    with pytest.raises(BadInput, match="没有恢复"):
        restore(hall.newer, hall.key, hall.profile)
    lock = take_window_lock(hall.profile, LOCK_FILE)
    assert lock is not None
    with pytest.raises(WorldTrouble, match="正开着"):
        restore(hall.newer, hall.key, hall.profile, move_aside=True)
    lock.release()
    reading = [sys.executable, "-c", _READING, str(hall.profile)]
    with subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as command:
        assert command.stdin is not None
        assert command.stdout is not None
        command.stdout.readline()
        with pytest.raises(WorldTrouble, match="正开着"):
            restore(hall.newer, hall.key, hall.profile, move_aside=True)
        command.stdin.close()
    strange = hall.world.root / "papers"
    strange.mkdir()
    (strange / "letter.txt").touch()
    with pytest.raises(BadInput, match="空的文件夹"):
        restore(hall.newer, hall.key, strange, move_aside=True)
    assert hall.world.work("x1")


def test_that_a_note_that_somebody_planted_opens_no_epoch_and_forgets_nobody(hall: Hall) -> None:
    hall.work(hall.profile, "x1")
    restored = hall.back(back_up(hall.profile, hall.older.parent, 9))
    note = (restored / RESTORE_CARD).read_bytes().replace(b"forgotten", b"forgotteN")
    (hall.profile / RESTORE_CARD).write_bytes(note)
    assert read_card(hall.profile, load_keys(hall.profile).master) is None
    journal = open_restored(hall.profile)
    assert [entry.read()["reason"] for entry in journal.entries("station:03")] == ["set_up", "moved"]
    journal.close()


def test_that_who_was_forgotten_stays_forgotten_when_an_older_backup_is_restored(hall: Hall) -> None:
    journal = hall.world.open()
    journal.forget("c1", actor="S01", reason="到期")
    journal.close()
    back_up(hall.profile, hall.older.parent, 9)
    restored = open_restored(hall.back(hall.older))
    assert restored.entries("c1")[0].forgotten
    assert [row.case for row in restored.find_cases("欧阳").rows] == ["c2"]
    assert restorings(restored.entries("restoring"))[-1].forgotten == 1
    entries, last = len(restored.entries("c1")), restorings(restored.entries("restoring"))[-1]
    again = RestoreNote("0f" * 32, last.made_at, last.head, forgotten=("c1",))
    settle_restore(restored, toy.store, again)
    assert len(restored.entries("c1")) == entries, "forgotten once, also after a kill"
    assert check(restored).faults == ()
    restored.close()


def test_that_who_was_forgotten_stays_forgotten_after_a_change_of_keys(hall: Hall) -> None:
    journal = hall.world.open()
    journal.forget("c1", actor="S01", reason="到期")
    journal.close()
    change_keys(hall.profile, new_recovery_key(), "2026-11-23")
    locked = back_up(hall.profile, hall.older.parent, 9)
    with pytest.raises(BadInput, match="换过密钥以后做的"):
        hall.back(hall.older)
    assert not hall.new.exists()
    locked.rename(hall.world.root / locked.name)
    restored = open_restored(hall.back(hall.older, hall.profile))
    assert restored.entries("c1")[0].forgotten, "as the profile knows that was moved aside"
    restored.close()


def test_that_a_newer_backup_that_is_forged_is_not_named(hall: Hall) -> None:
    with opened_backup(hall.newer) as opened:
        seq = opened.header.head.seq
    content = hall.newer.read_bytes().replace(f'"seq":{seq}'.encode(), f'"seq":{seq + 10}'.encode(), 1)
    hall.newer.write_bytes(content)
    hall.burn()
    assert restore(hall.older, hall.key, hall.new).newer is None


def test_that_restoring_neither_resets_nor_doubles_the_wait_after_wrong_pins(hall: Hall) -> None:
    def counted(folder: Path) -> int:
        journal = open_restored(folder)
        with journal.transaction() as tx:
            now = journal.reading()
            tries = settled(tx.wrong_pins(KEY), now)
            tx.put_wrong_pins(after_wrong_pin(KEY, tries, now), {KEY})
            tx.commit()
        journal.close()
        return 0 if tries is None else tries.wrong

    assert [counted(hall.profile) for _ in range(FREE + 2)] == list(range(FREE + 2))
    file = back_up(hall.profile, hall.world.root / "other stick", 9)
    assert counted(hall.profile) == FREE + 2
    in_place = hall.back(file, hall.profile)
    assert [counted(in_place), counted(in_place)] == [FREE + 3, FREE + 4]  # as the witnesses know
    hall.burn()
    assert counted(hall.back(file)) == FREE + 2  # as the backup knows
