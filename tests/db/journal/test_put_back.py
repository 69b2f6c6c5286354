"""A backup put back over the profile, in whatever way, never makes one number come twice (docs/decisions/0016)."""

from __future__ import annotations

import secrets
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.file.connection import DATABASE, open_file
from counter.db.journal.heads import FOLDER
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import WorldTrouble
from tests.db import toy
from tests.db.putting_back import EVERYTHING, WAYS, World, blocks_over, each, over, swapped
from tests.foreign import foreign


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A window with two cases."""
    world = World(tmp_path / "world")
    world.root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    world.make()
    return world


@pytest.mark.parametrize("way", WAYS)
def test_that_no_number_comes_twice_however_a_backup_is_put_back(world: World, way: str) -> None:
    before = world.work("c1", "c2")
    backup = world.keep("backup")
    lost = world.work("c3", "c4", "c5")
    WAYS[way](world, backup)
    after = world.work("c3", "c4", "c5")
    assert not after & (before | lost)
    reopened = world.open()
    opened = len(reopened.entries("station:03"))
    report = check(reopened)
    reopened.close()
    assert {fault.kind for fault in report.faults} <= {"cut"}
    assert not world.work("c6") & (before | lost | after)
    again = world.open()
    assert len(again.entries("station:03")) == opened, "an epoch for every opening"
    again.close()


IN_PLACE = [
    name for name in WAYS if name.startswith(("cp of the data file", "cp of data file and head", "rsync --"))
]


@pytest.mark.parametrize("way", IN_PLACE)
def test_that_check_names_what_is_missing_after_a_backup_in_place(world: World, way: str) -> None:
    world.work("c1")
    backup = world.keep("backup")
    world.work("c2")
    WAYS[way](world, backup)
    world.work("c3")
    journal = world.open()
    faults = check(journal).faults
    assert {fault.kind for fault in faults} == {"cut"}
    assert "截去" in faults[0].sentence
    assert "补录" in faults[0].sentence
    journal.close()


@pytest.mark.parametrize("way", WAYS)
def test_that_a_backup_of_the_very_last_act_opens_no_second_epoch_for_nothing(world: World, way: str) -> None:
    """Nothing is lost, so whether an epoch opens hangs on the place alone; the chain stays whole."""
    given = world.work("c1", "c2")
    WAYS[way](world, world.keep("backup"))
    assert not given & world.work("c3")
    journal = world.open()
    assert check(journal).faults == ()
    journal.close()


def test_that_an_older_backup_after_a_newer_one_gives_no_number_again(world: World) -> None:
    given = world.work("c1")
    old = world.keep("old")
    given |= world.work("c2")
    newer = world.keep("newer")
    for copy in (newer, old, newer, old):
        fresh = world.work(f"a{len(given)}", f"b{len(given)}")
        assert not fresh & given
        given |= fresh
        each(over)(world, copy)
    assert not world.work("z1", "z2", "z3") & given


def test_that_an_epoch_that_a_witness_knows_is_never_drawn_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has forgotten it; the same dice fall the same way."""
    monkeypatch.setattr(secrets, "randbelow", lambda most: 0)
    given = world.work("c1")
    backup = world.keep("backup")
    for case in ("c2", "c3", "c4"):
        each(over)(world, backup)
        fresh = world.work(case)
        assert not fresh & given
        given |= fresh


def test_that_the_lost_file_brought_back_gives_no_number_again_either(world: World) -> None:
    given = world.work("c1")
    old = world.keep("old")
    given |= world.work("c2")
    newest = world.keep("newest")
    each(over)(world, old)
    given |= world.work("x1")
    each(over)(world, newest)
    assert not world.work("x2") & given
    journal = world.open()
    assert {fault.kind for fault in check(journal).faults} == {"cut"}  # what was done on the older one
    assert {fault.kind for fault in rebuild_rows(journal).faults} == {
        "cut"
    }  # and the lists can be computed anew
    journal.close()


def test_that_a_demos_one_witness_tells_of_its_folder_put_back(world: World) -> None:
    shutil.rmtree(world.profile)
    world.make(demo=True)
    world.work("c1")
    backup = world.keep("backup")
    lost = world.work("c2")
    each(over)(world, backup)
    assert not world.work("c2") & lost
    assert not world.state.exists()
    assert not world.machine.exists()


def test_that_two_copies_of_one_state_that_each_open_elsewhere_do_not_meet(world: World) -> None:
    world.work("c1")
    marks, numbers = set(), []
    for name in ("one", "other", "third"):
        copy = shutil.copytree(world.profile, world.root / name)
        journal = toy.open_journal(copy)
        marks.add(epoch_mark(journal.station().epoch))
        numbers.append(set(toy.accept(journal, "c2")))
        assert check(journal).faults == ()
        journal.close()
    assert len(marks) > 1  # all three alike: once in 190 million runs
    assert all(len(mark) == 3 for mark in marks)
    assert not set.intersection(*numbers)
    journal = world.open()
    assert journal.station().epoch == 1, "copies at work elsewhere are no reason for the original to doubt"
    journal.close()


def test_that_two_copies_with_one_state_are_told_apart_where_they_meet_a_witness(world: World) -> None:
    """Forked: both went on from one state, in one place, and a witness of the other is there."""
    world.work("c1")
    one = world.keep("one")
    given = world.work("c2")
    here = world.keep("here")
    EVERYTHING(world, one)
    assert world.work("x2") == given  # the documented exception: nothing knows of the other
    EVERYTHING(World(world.root), one)
    shutil.copytree(here.state, world.state, dirs_exist_ok=True)
    assert not world.work("y2") & given


def test_that_a_state_put_back_with_every_witness_is_the_named_exception(world: World) -> None:
    """Nothing on this machine can know: neighbours or paper tell them apart. Said in the manual, chapter 18."""
    world.work("c1")
    backup = world.keep("backup")
    lost = world.work("c2")
    EVERYTHING(world, backup)
    assert world.work("c2") == lost


def test_that_two_that_forked_at_the_same_length_are_told_apart_by_what_they_hold(world: World) -> None:
    world.work("c1")
    one = world.keep("one")
    given = world.work("c2")
    here = world.keep("here")
    EVERYTHING(world, one)
    assert world.work("x2") == given
    shutil.copytree(here.state, world.state, dirs_exist_ok=True)  # as far as the file, but not the same
    assert not world.work("x3") & (given | {number.replace("00002", "00003") for number in given})
    journal = world.open()
    assert [fault.kind for fault in check(journal).faults] == ["replaced"]
    assert journal.entries("station:03")[-1].read()["reason"] == "forked"
    journal.close()


def test_that_an_epoch_the_file_does_not_know_tells_of_it_where_its_own_head_is_lost(world: World) -> None:
    """The witnesses came later than the first fall back: of epoch 1 they know nothing, but of the one after it."""
    world.work("c1")
    backup = world.keep("backup")
    given = world.work("c2")
    for place in (*world.parent.glob(".witness-of-*"), world.state, world.machine):
        shutil.rmtree(place)
    each(blocks_over, DATABASE)(world, backup)
    given |= world.work("c3")  # told by the head in the folder
    each(blocks_over)(world, backup)
    assert not world.work("c4") & given


@pytest.mark.parametrize("silent", ["hall", "state", "machine"])
def test_that_one_witness_is_enough(world: World, silent: str) -> None:
    """Each of them alone tells of a backup that was put back in place."""
    world.work("c1")
    backup = world.keep("backup")
    lost = world.work("c2")
    places = {
        "hall": world.parent.glob(".witness-of-counter-*"),
        "state": [world.state],
        "machine": [world.machine],
    }
    for name, folders in places.items():
        for folder in folders if name != silent else ():
            shutil.rmtree(folder)
    each(over)(world, backup)
    assert not world.work("c2") & lost


# -- while the program is open --


def test_that_a_file_exchanged_under_an_open_window_takes_no_act(world: World) -> None:
    given = world.work("c1")
    backup = world.keep("backup")
    given |= world.work("c2")
    journal = world.open()
    given |= set(toy.accept(journal, "c3"))
    swapped(world, backup)
    with pytest.raises(WorldTrouble, match="换过"):
        toy.accept(journal, "c4")
    journal.close()
    assert not world.work("c4") & given


def test_that_an_older_state_copied_in_by_sqlite_under_an_open_window_gives_no_number_again(
    world: World,
) -> None:
    """What a backup tool that knows the database does: it takes the locks and writes the older pages."""
    given = world.work("c1")
    backup = world.keep("backup")
    journal = world.open()
    given |= set(toy.accept(journal, "c2"))
    data = load_keys(world.profile).data
    source, target = open_file(backup.profile / DATABASE, data), open_file(world.profile / DATABASE, data)
    source.backup(target)
    source.close()
    target.close()
    with pytest.raises(WorldTrouble, match="换过"):
        toy.accept(journal, "c3")
    journal.close()
    assert not world.work("c3") & given


def test_that_an_act_without_a_number_is_refused_too_on_a_file_that_fell_back(world: World) -> None:
    journal = world.open()
    numbers = toy.accept(journal, "c1")
    journal.connection().execute("DELETE FROM entries WHERE seq = (SELECT MAX(seq) FROM entries)")
    with journal.transaction() as tx, pytest.raises(WorldTrouble, match="换过"):
        tx.append(foreign("staff.added", "staff:W09", {"code": "W09"}), actor="S01")
    journal.close()
    assert not world.work("c2") & set(numbers)


def test_that_a_program_never_gives_out_a_number_again_that_it_has_given_itself(world: World) -> None:
    journal = world.open()
    toy.accept(journal, "c1")
    journal.connection().execute("UPDATE numbers SET last = 0")
    with pytest.raises(WorldTrouble, match="换过"):
        toy.accept(journal, "c2")
    journal.close()


@pytest.mark.parametrize("emptied", [False, True])
def test_that_bytes_copied_over_under_an_open_window_give_no_number_again(
    world: World, emptied: bool
) -> None:
    given = world.work("c1")
    backup = world.keep("backup")
    journal = world.open()
    given |= set(toy.accept(journal, "c2"))
    if emptied:
        journal.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    each(over, DATABASE, f"{FOLDER}/1.head")(world, backup)
    later = _numbers_in_another_thread(journal)
    assert not later & given
    journal.close()
    assert not world.work("c4") & (given | later)


def _numbers_in_another_thread(journal: SqlJournal) -> set[str]:
    """What a connection without anything remembered gives out, or nothing where it is refused."""
    given: set[str] = set()

    def accept() -> None:
        with suppress(WorldTrouble):
            given.update(toy.accept(journal, "c3"))

    thread = threading.Thread(target=accept)
    thread.start()
    thread.join()
    return given


def test_that_a_program_goes_on_in_the_epoch_that_it_opened_itself(world: World) -> None:
    journal = world.open()
    given = set(toy.accept(journal, "c1"))
    journal.open_next_epoch("S01")
    assert not set(toy.accept(journal, "c2")) & given
    assert check(journal).faults == ()
    journal.close()


def test_that_of_two_that_open_the_next_epoch_at_once_the_later_one_follows_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has drawn a lower one meanwhile: it takes the one that is there."""
    world.work("c1")
    world.profile.rename(world.parent / "moved")
    dice = iter(
        [13_000, 1]
    )  # of the other program, which opens while this one is still drawing; then this one's
    drawn: list[SqlJournal] = []

    def other_first(most: int) -> int:
        monkeypatch.setattr(secrets, "randbelow", lambda most: next(dice))
        drawn.append(toy.open_journal(world.parent / "moved"))
        return next(dice)

    monkeypatch.setattr(secrets, "randbelow", other_first)
    journal = toy.open_journal(world.parent / "moved")
    assert journal.station() == drawn[0].station()
    assert len(journal.entries("station:03")) == 2
    for one in (journal, *drawn):
        one.close()
