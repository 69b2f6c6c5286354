"""Witnesses outside the profile: who may speak, what is heard, and that a silent one hinders nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.check.witnesses import witness_lines
from counter.db.journal.heads import Head
from counter.db.journal.witnesses import Witnesses, folders_of, is_own, make
from tests.db import toy
from tests.db.putting_back import World, each, over
from tests.foreign import foreign

MASTER = bytes(range(32))
ID = "0123456789abcdef" * 2
HEAD = Head("15220103", 1, 57, bytes(range(32)))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A window that has given nothing out yet."""
    world = World(tmp_path / "world")
    world.root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    world.make()
    return world


def witnesses(world: World, *, master: bytes = MASTER, demo: bool = False) -> Witnesses:
    return Witnesses(world.profile, ID, master, demo=demo)


def places(world: World) -> list[Path]:
    """Every place that exists now."""
    return [*world.parent.glob(".witness-of-counter-*"), *world.state.glob("*/*"), *world.machine.glob("*")]


def test_that_every_witness_knows_the_last_head_before_a_number_is_shown(world: World) -> None:
    journal = world.open()
    toy.accept(journal, "c1")
    head = {(claim.head.seq, claim.head.hash) for claim in journal.witnesses.claims()}
    assert head == {(4, journal.entries("c1")[-1].hash)}
    assert len(journal.witnesses.claims()) == len(places(world)) == 3
    journal.close()


def test_that_nothing_lies_outside_before_the_first_number_was_given_out(world: World) -> None:
    for _ in range(2):
        journal = world.open()
        with journal.transaction() as tx:  # as setting up does
            tx.append(foreign("staff.added", f"staff:{_}", {"code": f"W0{_}"}), actor="setup")
            tx.commit()
        journal.close()
    assert places(world) == []
    assert sorted(path.name for path in world.root.iterdir()) == ["hall"]


def test_that_a_demo_leaves_nothing_outside_its_own_parent_folder(world: World) -> None:
    shutil.rmtree(world.profile)
    world.make(demo=True)
    world.work("c1")
    assert [place.parent for place in places(world)] == [world.parent]


def test_that_what_lies_outside_is_for_its_owner_alone_and_names_nobody(world: World) -> None:
    world.work("c1")
    for place in places(world):
        assert place.stat().st_mode & 0o077 == 0
        for file in place.iterdir():
            assert file.stat().st_mode & 0o077 == 0
            assert toy.PERSON["name"] not in file.read_text()
            assert len(file.read_bytes()) == 512


def test_that_a_claim_comes_back_as_it_was_written(world: World) -> None:
    own = witnesses(world)
    own.begin(7, given=True)
    own.write(HEAD, given=False)
    assert {(c.head, c.parent, c.here) for c in own.claims()} == {(HEAD, 7, own.here)}


@pytest.mark.parametrize("place", range(3))
def test_that_nobody_without_the_master_key_makes_a_window_doubt(world: World, place: int) -> None:
    world.work("c1")
    folder = places(world)[place]
    other = Witnesses(world.profile, ID, bytes(32), demo=False)
    other.write(Head("03", 1, 9999, bytes(32)), given=True)
    forged = other.places[0].folder / "1.head"
    over(folder / "1.head", forged)
    for words in (b"counter-witness-1 03 1 9999 " + b"00" * 32 + b" 0 x y\n", b"", b"\xff" * 600):
        (folder / "2.head").write_bytes(words)
        journal = world.open()
        assert journal.station().epoch == 1
        journal.close()


def test_that_a_changed_character_silences_a_claim(world: World) -> None:
    own = witnesses(world)
    own.write(HEAD, given=True)
    file = own.places[0].folder / "1.head"
    line = file.read_bytes()
    for at in range(len(line.rstrip())):
        file.write_bytes(line[:at] + (b"7" if line[at : at + 1] != b"7" else b"8") + line[at + 1 :])
        said = own.said()[0]
        assert (said.claims, said.unread) == ((), (file,))


def test_that_a_place_of_another_user_or_a_link_is_neither_read_nor_written(world: World) -> None:
    """In a folder that all may write to, anybody may take a name first."""
    world.machine.mkdir()
    victim = world.root / "victim"
    victim.mkdir()
    own = witnesses(world)
    own.places[2].folder.symlink_to(victim)
    own.write(HEAD, given=True)
    assert list(victim.iterdir()) == []
    assert not is_own(own.places[2].folder)
    with pytest.raises(PermissionError):
        make(own.places[2].folder)
    assert len(own.claims()) == 2


def test_that_a_link_in_the_place_of_a_head_is_not_written_through(world: World) -> None:
    own = witnesses(world)
    make(own.places[0].folder)
    victim = world.root / "victim"
    victim.write_text("mine")
    (own.places[0].folder / "1.head").symlink_to(victim)
    own.write(HEAD, given=True)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("what", ["a file in the way", "no folder", "a folder in the place of the head"])
def test_that_a_place_that_cannot_be_written_hinders_no_act_and_is_told(world: World, what: str) -> None:
    shutil.rmtree(world.state, ignore_errors=True)
    if what == "no folder":
        world.state.symlink_to(world.root / "unplugged" / "disk")
    elif what == "a file in the way":
        world.state.write_text("")
    else:
        own = world.open()
        toy.accept(own, "c0")
        own.close()
        file = next(world.state.glob("*/*/1.head"))
        file.unlink()
        file.mkdir()
    given = world.work("c1")
    assert given
    journal = world.open()
    assert journal.station().epoch == 1
    report = check(journal)
    assert report.faults == ()
    told_by = {
        line.words.partition("（")[0]: line.sound
        for line in witness_lines(journal.connection(), journal.witnesses.said())
    }
    assert told_by["上一级文件夹"]
    assert not told_by["用户文件夹"]
    assert len([note for note in report.notes if note.startswith("见证：")]) == 3
    journal.close()


def test_that_a_witness_that_can_only_be_read_opens_one_epoch_and_not_one_for_each_opening(
    world: World,
) -> None:
    world.work("c1")
    backup = world.keep("backup")
    world.work("c2")
    each(over)(world, backup)
    world.work("c3")  # the next epoch, which the witnesses learn of
    each(over)(world, backup)
    kept = {file: file.read_bytes() for place in places(world) for file in place.iterdir()}
    journal = world.open()
    opened = journal.station()
    journal.close()
    for _ in range(3):  # they stand as before the last opening, as on a disk that takes nothing more
        for place in places(world):
            for file in place.iterdir():
                file.write_bytes(kept[file]) if file in kept else file.unlink()
        journal = world.open()
        assert journal.station() == opened
        journal.close()


def test_that_witnesses_that_were_behind_catch_up_at_the_next_opening(world: World) -> None:
    """Killed between the commit and its witnesses: the number is shown at the next start, so they must know it then."""
    world.work("c1")
    kept = {file: file.read_bytes() for place in places(world) for file in place.iterdir()}
    backup = world.keep("backup")
    lost = world.work("c2")
    for file, line in kept.items():
        file.write_bytes(line)
    (world.profile / "heads" / "1.head").write_bytes((backup.profile / "heads" / "1.head").read_bytes())
    journal = world.open()  # c2 is on the screen now
    assert journal.station().epoch == 1
    journal.close()
    each(over)(world, backup)
    assert not world.work("c3") & lost


def test_that_a_profile_of_before_gets_its_witnesses_at_its_first_opening(world: World) -> None:
    world.work("c1")
    for place in places(world):
        shutil.rmtree(place)
    world.open().close()
    assert len(places(world)) == 3


def test_that_no_place_lies_inside_the_profile(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_WITNESS", str(world.profile / "heads"))
    monkeypatch.setenv("XDG_STATE_HOME", str(world.profile))
    assert [place.label for place in folders_of(world.profile, ID, demo=False)] == ["上一级文件夹"]


def test_that_two_profiles_side_by_side_never_share_a_witness(world: World) -> None:
    world.work("c1")
    other = World(world.root / "hall2")
    other.root.mkdir()
    other.make()
    shutil.move(other.profile, world.parent / "office")
    office = toy.open_journal(world.parent / "office")
    toy.accept(office, "c1")
    office.close()
    assert len(places(world)) == 6
    journal = world.open()
    assert journal.station().epoch == 1
    journal.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives a file to somebody else")
def test_that_a_folder_that_belongs_to_somebody_else_is_left_alone(world: World) -> None:
    own = witnesses(world)
    make(own.places[2].folder)
    subprocess.run(["chown", "65534", str(own.places[2].folder)], check=True)
    own.write(HEAD, given=True)
    assert list(own.places[2].folder.iterdir()) == []
    assert len(own.claims()) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the pipes of POSIX")
def test_that_a_pipe_in_the_place_of_a_witness_or_of_a_head_holds_nobody_up(world: World) -> None:
    world.work("c1")
    for file in (
        *(file for place in places(world) for file in place.glob("*.head")),
        world.profile / "heads" / "1.head",
    ):
        file.unlink()
        os.mkfifo(file)
    working = threading.Thread(target=world.work, args=("c2",), daemon=True)
    working.start()
    working.join(30)
    assert not working.is_alive()


@pytest.mark.parametrize("left", ["hall", "state", "machine"])
def test_that_a_station_set_up_again_after_its_profile_was_lost_gives_no_number_again(
    world: World, left: str
) -> None:
    """One witness of the lost profile is enough, though nobody has its key any more."""
    lost = world.work("c1", "c2")
    shutil.rmtree(world.profile)
    for name, folders in (
        ("hall", world.parent.glob(".witness-of-counter-*")),
        ("state", [world.state]),
        ("machine", [world.machine]),
    ):
        for folder in folders if name != left else ():
            shutil.rmtree(folder)
    world.make()
    again = world.work("c1", "c2")
    assert not again & lost
    shutil.rmtree(world.profile)
    world.make()
    assert not world.work("c1", "c2") & (again | lost)
    journal = world.open()
    assert check(journal).faults == ()
    assert len(journal.entries("station:03")) == 1, "an epoch for nothing"
    journal.close()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"counter-witness-1 99999999 1 4 00 0 x y",
        b"counter-witness-1 15220103 -1 4",
        b"counter-witness-1 15220103",
        b"counter-witness-2 15220103 1 4",
        b"\xff" * 512,
    ],
)
def test_that_a_set_up_begins_with_the_first_epoch_where_nobody_knows_of_numbers(
    world: World, line: bytes
) -> None:
    shutil.rmtree(world.profile)
    strange = world.machine / "counter-witness-000000000000"
    strange.mkdir(parents=True)
    (strange / "1.head").write_bytes(line)
    world.make()
    journal = world.open()
    assert journal.station().epoch == 1
    journal.close()


def test_that_a_demo_set_up_again_begins_with_the_first_epoch(world: World) -> None:
    shutil.rmtree(world.profile)
    for _ in range(2):
        shutil.rmtree(world.profile, ignore_errors=True)
        world.make(demo=True)
        assert world.work("c1")
        assert [file.name for file in (world.profile / "heads").iterdir()] == ["1.head"]
