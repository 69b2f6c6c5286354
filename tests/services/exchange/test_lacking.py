"""What the hub's administrator drops or keeps back is noticed: by who reads a part, and by who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.exchange.batch import EntryBatch, SentEntry
from counter.domain.journal.exchange.outline import mark_of
from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_matters import MatterKind, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks, now
from counter.services.keys.trusted import settled_keys
from tests.db import toy
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.exchange.stations import Station, station

ONE, TWO = "15000001", "15000002"
Pair = tuple[Station, Station, MemoryHub]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two windows of a hall that know each other's keys; each has reported a case."""
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    one, two = station(tmp_path / "one", ONE), station(tmp_path / "two", TWO)
    for at in (one, two):
        at.journal.keep_hub_secret(b"{}")
        begin_marks(at.app, hub.name)
        settled_keys(at.journal, civil_date(at.clock.at))
    one.trusts(two)
    two.trusts(one)
    one.accept(1)
    for at in (one, two, one):
        assert exchange(at, hub).sentence == ""
    return one, two, hub


def exchange(at: Station, hub: MemoryHub) -> RoundDone:
    return exchange_round(at.app, lambda: hub.port(at.code), f"machine of {at.code}")


def lacking(at: Station) -> list[str]:
    """Lines of the page 上报 about it; the light is red where there is one."""
    standing = reporting_standing(at.app)
    lines = reporting_matters(at.app, standing, now(at.app))
    found = [one.words for one in lines if one.kind is MatterKind.LACKING]
    assert (standing.light(now(at.app))[0] is ReportingTone.BAD) == bool(found)
    return found


def without(batch: EntryBatch, case: str) -> EntryBatch:
    kept = (one for one in batch.entries if not isinstance(one, SentEntry) or one.subject != case)
    return changed(batch, entries=tuple(kept))


def test_that_an_entry_dropped_last_of_its_case_is_noticed_by_reader_and_owner(pair: Pair) -> None:
    one, two, hub = pair
    case = one.accept(2)
    whole = hub.last(ONE, 1)
    assert exchange(one, hub).sentence == ""
    assert hub.last(ONE, 1) > whole
    kept = hub.batches[-1]
    hub.batches[-1] = without(kept, case)
    assert exchange(two, hub).sentence == ""
    assert lacking(two) == []  # it may have been on its way
    assert exchange(two, hub).sentence == ""
    (line,) = lacking(two)
    assert ONE in line
    assert mark_of(case) in line
    for _ in hub.batches:
        exchange(one, hub)
    (own,) = lacking(one)
    assert f"{ONE} 第 1 期第 {kept.first} 至 {kept.last} 条" in own
    hub.batches[-1] = kept  # restored
    two.take_in([kept], "stick")
    for at in (one, two):
        exchange(at, hub)
        assert lacking(at) == []


def test_that_a_whole_batch_kept_back_is_noticed(pair: Pair) -> None:
    one, two, hub = pair
    one.accept(2)
    exchange(one, hub)
    hub.batches.pop()
    for _ in range(2):
        exchange(two, hub)
    assert len(lacking(two)) == 1


def _unsigned(hub: MemoryHub) -> None:
    hub.outlines[-1] = changed(hub.outlines[-1], cases=b"")


def _gone(hub: MemoryHub) -> None:
    del hub.outlines[-2]


@pytest.mark.parametrize("tampered", [_unsigned, _gone])
def test_that_an_outline_changed_or_kept_back_is_noticed(
    pair: Pair, tampered: Callable[[MemoryHub], None]
) -> None:
    one, two, hub = pair
    for number in (2, 3):
        one.accept(number)
        exchange(one, hub)
    before = list(hub.outlines)
    tampered(hub)
    exchange(two, hub)
    assert len(lacking(two)) == 1
    hub.outlines[:] = before
    exchange(two, hub)
    assert lacking(two) == []


def test_that_a_case_another_hall_has_to_do_with_alone_is_missed_by_nobody(pair: Pair) -> None:
    one, two, hub = pair
    one.accept(2)
    exchange(one, hub)
    hub.batches.pop()
    last = hub.outlines[-1]
    bare = changed(last, hall="别的厅")
    hub.outlines[-1] = changed(bare, signature=one.journal.sign(bare.message(), 1))
    for _ in range(3):
        exchange(two, hub)
    assert lacking(two) == []


def test_that_nothing_is_missed_where_nothing_was_dropped(pair: Pair) -> None:
    one, two, hub = pair
    for number in range(2, 6):
        case = (one if number % 2 else two).accept(number)
        for at in (one, two):
            exchange(at, hub)
        (two if number % 2 else one).add(case)
    for at in (one, two, one, two):
        exchange(at, hub)
        assert lacking(at) == []
    assert sum(out.station == ONE for out in hub.outlines) > 1
