"""Case keys by stick: asked, granted, read; sent until the place has them; forgotten; carried on to a hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.journal.exchange.courier import WRAPS, CourierPart
from counter.domain.journal.exchange.key_cards import is_recovery
from counter.domain.journal.exchange.key_wraps import KeyParcel
from counter.services.exchange.courier_wraps import keys_down
from counter.services.exchange.grant_keys import grant_keys_by_hand
from counter.services.exchange.round import exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.hall_recovery import hall_recovery_public
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.keys.recovery_reading import READERS, recovery_recipients, waiting_for_recovery
from tests.db import toy
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.exchange.sharing import LEAD, Hall, ask, hall, names, ring, seal_something
from tests.services.exchange.stations import Station
from tests.services.exchange.sticks import copy, joins, take
from tests.services.exchange.test_courier import hall_copy

HALL_KEY = new_recovery_key()


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[Hall]:
    """Two townships without a line; the room is their exchange place and holds the ring."""
    found = Hall(*hall(tmp_path, "01", "03", "04"))
    ring(found.room)
    trip(found, tmp_path)
    yield found
    for one in found.all:
        assert "key" not in one.faults()
        one.journal.close()


def trip(towns: Hall, folder: Path, *, lost: bool = False) -> None:
    """One stick from both townships to the hall and back. ``lost``: on the way back."""
    stick = folder / f"stick{len(list(folder.glob('stick*')))}"
    for town in (towns.owner, towns.other):
        copy(town, stick)
    take(towns.room, stick)
    copy(towns.room, stick)
    for town in () if lost else (towns.owner, towns.other):
        take(town, stick)


def accept(towns: Hall) -> str:
    towns.made += 1
    return towns.owner.accept(towns.made)


def waits(towns: Hall) -> list[int]:
    """Wraps that each township still has to send."""
    return [len(wraps_to_send(one.app).wraps) for one in (towns.owner, towns.other)]


def test_that_a_township_reads_one_case_by_two_trips_of_a_stick(towns: Hall, tmp_path: Path) -> None:
    one, two = accept(towns), accept(towns)
    trip(towns, tmp_path)
    assert names(towns.room, one, two) == [True, True]
    assert names(towns.other, one, two) == [False, False]
    ask(towns.other, one)
    stick = tmp_path / "there"
    copy(towns.other, stick)
    take(towns.room, stick)
    assert [a.refused for a in grant_keys_by_hand(towns.room.app, **LEAD)] == [""]
    copy(towns.room, stick)
    take(towns.other, stick)
    assert names(towns.other, one, two) == [True, False]
    take(towns.other, stick)  # twice: nothing changes
    assert names(towns.other, one, two) == [True, False]
    trip(towns, tmp_path)
    assert waits(towns) == [0, 0]
    assert towns.owner.journal.entries(one)[-1].kind == "key.shared"
    towns.owner.journal.forget(one, actor="S01", reason="保管期限已满")
    trip(towns, tmp_path)
    trip(towns, tmp_path)
    assert names(towns.room, one) == names(towns.other, one) == [False]
    assert not any(w.subject == one for w in towns.room.journal.shared_keys().wraps_for("04-1"))


def test_that_copied_is_not_sent_until_the_place_answers(towns: Hall, tmp_path: Path) -> None:
    one = accept(towns)
    trip(towns, tmp_path, lost=True)
    assert waits(towns)[0] == 2  # to the recovery key and the ring; the answer was lost
    stick = tmp_path / "first"
    copy(towns.owner, stick)
    two = accept(towns)
    copy(towns.owner, tmp_path / "second")
    take(towns.room, stick)
    copy(towns.room, stick)
    take(towns.owner, stick)  # an answer for the first file says nothing of what only the second holds
    assert {wrap.subject for wrap in wraps_to_send(towns.owner.app).wraps} == {two}
    take(towns.room, tmp_path / "second")
    assert names(towns.room, one, two) == [True, True]
    trip(towns, tmp_path)
    trip(towns, tmp_path)
    assert waits(towns) == [0, 0]
    empty = tmp_path / "empty"
    copy(towns.owner, empty)
    parts = list(opened(towns, empty))
    assert sum(len(part.content) for part in parts if part.kind == WRAPS) < 2000  # public keys alone


def opened(towns: Hall, stick: Path) -> Iterator[CourierPart]:
    """What is in the one file, as the hall reads it."""
    from counter.services.exchange.courier_file import OpenedCourier
    from counter.services.exchange.courier_partners import opening_seeds

    (path,) = stick.iterdir()
    with path.open("rb") as file:
        yield from OpenedCourier(file).parts(opening_seeds(towns.room.app))


def test_that_a_place_with_a_hub_carries_wraps_on_both_ways(towns: Hall, tmp_path: Path) -> None:
    """The other window has a line here; the owner has none."""
    hub = MemoryHub(demo=toy.IDENTITY.demo, holders={"01"})
    for at in (towns.room, towns.other):
        begin_marks(at.app, hub.name)
    one = accept(towns)
    trip(towns, tmp_path)
    port = hub.port("01")
    exchange_round(towns.room.app, lambda: port, "room")
    assert {w.recipient.partition(":")[0] for w in hub.wraps if w.subject == one} >= {"ring", "recovery"}
    assert {name for name, _ in hub.cards} >= {"01-1", "03-1"}


def test_that_a_restored_window_seals_beside_its_older_key_and_gets_that_back(
    towns: Hall, tmp_path: Path
) -> None:
    """What it sealed after the restoring, and before its own older key came, is read by everybody who may."""
    folder = tmp_path / "older"
    hall_copy(towns.owner, folder).journal.close()
    one = accept(towns)
    trip(towns, tmp_path)
    restored = Station(toy.open_journal(folder, towns.owner.clock), towns.owner.clock)
    joins(restored, towns.room)
    before, towns.owner = towns.owner, restored
    trip(towns, tmp_path)
    assert restored.journal.entries(one)
    assert names(restored, one) == [False]
    seal_something(restored, one)
    assert restored.journal.entries(one)[-1].personal == {"note": "带来原件"}
    own = restored.journal.station()
    assert restored.journal.shared_keys().makers(one) == (f"{own.code}-{own.epoch}",)
    trip(towns, tmp_path)
    assert all(entry.personal for entry in towns.room.journal.entries(one) if entry.sealed)
    ask(restored, one)
    stick = tmp_path / "again"
    copy(restored, stick)
    take(towns.room, stick)
    assert [a.refused for a in grant_keys_by_hand(towns.room.app, **LEAD)] == [""]
    copy(towns.room, stick)
    take(restored, stick)
    assert names(restored, one) == [True]
    assert restored.journal.shared_keys().makers(one) == (own.code, f"{own.code}-{own.epoch}")
    seal_something(restored, one)
    assert restored.journal.entries(one)[-1].personal == {"note": "带来原件"}
    assert "key" not in restored.faults()
    restored.journal.forget(one, actor="S01", reason="保管期限已满")
    assert restored.journal.shared_keys().makers(one) == ()
    assert "key" not in restored.faults()
    before.journal.close()


def test_that_a_restored_window_without_a_line_reads_its_own_cases_again_by_the_recovery_key(
    towns: Hall, tmp_path: Path
) -> None:
    """Its place still has what went through it, and gives each window its own alone: the hall's key is of all."""
    folder = tmp_path / "older"
    for town in (towns.owner, towns.other):
        with town.journal.transaction() as tx:
            tx.exchange().set_mark(f"{READERS}hall", hall_recovery_public(HALL_KEY))
            tx.commit()
    towns.made += 1
    towns.other.accept(towns.made)
    hall_copy(towns.owner, folder).journal.close()
    cases = [accept(towns), accept(towns)]
    trip(towns, tmp_path)
    restored = Station(toy.open_journal(folder, towns.owner.clock), towns.owner.clock)
    joins(restored, towns.room)
    before, towns.owner = towns.owner, restored
    trip(towns, tmp_path)  # its entries come
    trip(towns, tmp_path)  # it says that their keys are missing, and they come
    assert names(restored, *cases) == [False, False]
    assert waiting_for_recovery(restored.journal) == set(cases)
    assert waiting_for_recovery(towns.room.journal) == waiting_for_recovery(towns.other.journal) == set()
    given = {
        wrap.maker for wrap in keys_down(towns.room.app, restored.code).wraps if is_recovery(wrap.recipient)
    }
    assert given == {restored.code}
    waiting = restored.journal.shared_keys().unopened(recovery_recipients(restored.journal))
    assert {wrap.maker for wrap in waiting} == {restored.code}
    assert take_wraps(restored.app, KeyParcel(), recovery_key=towns.other.recovery).opened == ()
    assert set(take_wraps(restored.app, KeyParcel(), recovery_key=before.recovery).opened) == set(cases)
    assert names(restored, *cases) == [True, True]
    trip(towns, tmp_path)
    trip(towns, tmp_path)
    assert waits(towns) == [0, 0]
    assert "key" not in restored.faults()
    before.journal.close()
