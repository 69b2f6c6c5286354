"""Wrong PINs are counted outside the profile too: a file that is put back, or copied, resets no count."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from counter.db.journal.journal import SqlJournal
from counter.domain.hall.pin_lock import FREE, WrongPins, settled, strictest
from tests.db import toy
from tests.db.putting_back import World, over

KEY = "0123456789abcdef" * 2


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A window that has given out a number."""
    world = World(tmp_path / "world")
    world.root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    world.make()
    world.work("c1")
    return world


def count(journal: SqlJournal, wrong: int, *, of: str = KEY) -> None:
    with journal.transaction() as tx:
        tx.put_wrong_pins(WrongPins(of, wrong, journal.reading()), {KEY})
        tx.commit()


def counted(world: World) -> int:
    """How many wrong PINs still count when the profile is opened."""
    journal = world.open()
    with journal.transaction() as tx:
        tries = settled(tx.wrong_pins(KEY), journal.reading())
    journal.close()
    return tries.wrong if tries else 0


def try_wrong(world: World, wrong: int = FREE + 1) -> None:
    journal = world.open()
    count(journal, wrong)
    journal.close()


def outside(world: World) -> list[Path]:
    return sorted(world.root.rglob("*.pins"))


def test_that_a_file_put_back_counts_on_from_where_it_was(world: World) -> None:
    before = world.keep("before")
    try_wrong(world)
    for file in before.profile.rglob("*"):
        if file.is_file():
            over(world.profile / file.relative_to(before.profile), file)
    assert counted(world) == FREE + 1


def test_that_a_copy_elsewhere_on_this_machine_counts_with_the_original(world: World) -> None:
    copy = World(world.root / "copy")
    shutil.copytree(world.profile, copy.profile)
    try_wrong(world)
    assert counted(copy) == FREE + 1


def test_that_one_folder_that_is_left_is_enough_and_a_forged_line_says_nothing(world: World) -> None:
    before = (world.profile / "counter.db").read_bytes()
    try_wrong(world)
    first, second, third = outside(world)
    first.unlink()
    second.write_bytes(second.read_bytes().replace(b" 5 ", b" 9 "))
    over_db(world, before)
    assert counted(world) == FREE + 1
    third.unlink()
    over_db(world, before)
    assert counted(world) == 0


def over_db(world: World, before: bytes) -> None:
    (world.profile / "counter.db").write_bytes(before)
    for log in ("counter.db-wal", "counter.db-shm"):
        (world.profile / log).unlink(missing_ok=True)


def test_that_a_right_pin_is_known_outside_too_and_no_file_names_a_code(world: World) -> None:
    try_wrong(world)
    assert len(outside(world)) == 3
    assert not any(KEY in file.name for file in outside(world))
    journal = world.open()
    with journal.transaction() as tx:
        tx.forget_wrong_pins(KEY)
        tx.commit()
    journal.close()
    assert outside(world) == []


def test_that_codes_that_nobody_has_leave_nothing_outside(world: World) -> None:
    journal = world.open()
    count(journal, 3, of="f" * 32)
    journal.close()
    assert outside(world) == []


def test_that_what_was_rolled_back_was_told_to_nobody(world: World) -> None:
    journal = world.open()
    with journal.transaction() as tx:
        tx.put_wrong_pins(WrongPins(KEY, 3, journal.reading()), {KEY})
    journal.close()
    assert outside(world) == []


def test_that_the_longest_wait_counts_of_what_several_places_know() -> None:
    now = toy.FakeClock().read()
    few, many = WrongPins(KEY, 2, now), WrongPins(KEY, FREE + 2, now)
    assert strictest((few, many), now) == many
    assert strictest((), now) is None
    later = toy.FakeClock()
    later.passes(timedelta(days=1))
    assert strictest((many,), later.read()) is None
