"""What differs between a window's numbers, this room and the hub is named by its kind, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.journal.exchange.alarms import changed_alarms, fork_alarms
from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.standing import ForkSeen, HeldBatch, HeldReason
from counter.domain.journal.exchange.stream_heads import HallStream, NumberGiven, StreamHere
from counter.domain.tasks.oversight.reconcile import (
    DayFacts,
    DifferenceKind,
    compare_day,
    holes,
    lacking_before,
)

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
YESTERDAY = NOON - timedelta(days=1)
HASH = b"h" * 32
A, B = "15220103", "15220104"


def number(value: int, *, seq: int = 0, at: datetime = NOON, series: str = "case/261120") -> NumberGiven:
    return NumberGiven(A, 1, seq or value * 10, at, series, value)


def on_hub(seq: int = 40, delivered: int = 38, station: str = A, at: datetime | None = NOON) -> HallStream:
    return HallStream(station, 1, "window", seq, HASH, at, delivered, HASH)


CLEAN = DayFacts(
    DAY,
    {A: "03号窗口"},
    working=True,
    here=(StreamHere(A, 1, 38),),
    hub=(on_hub(),),
    numbers=(number(1), number(2), number(3)),
    hub_at=NOON,
)


def kinds(**changed: Any) -> list[DifferenceKind]:
    return [one.kind for one in compare_day(replace(CLEAN, **changed)).differences]


def test_that_a_clean_day_differs_in_nothing_and_says_what_the_window_did() -> None:
    found = compare_day(CLEAN)
    (window,) = found.windows
    assert found.clean
    assert (window.cases, window.first, window.last, window.here, window.hub) == (3, 1, 3, 38, 40)


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (DifferenceKind.HOLE, {"numbers": (number(1), number(3))}),
        (DifferenceKind.HOLE, {"numbers": (number(2),)}),
        (DifferenceKind.DOUBLE, {"numbers": (number(1), number(2), number(2, seq=7))}),
        (DifferenceKind.HUB_BEHIND, {"hub": (on_hub(30, 30),)}),
        (DifferenceKind.UNFETCHED, {"here": (StreamHere(A, 1, 30),)}),
        (DifferenceKind.UNFETCHED, {"here": ()}),
        (DifferenceKind.CHANGED, {"alarms": changed_alarms([BatchRange(A, 1, 38, 38)])}),
        (DifferenceKind.GAP, {"gaps": (BatchRange(A, 1, 5, 9),)}),
        (DifferenceKind.FORK, {"alarms": fork_alarms((ForkSeen(A, 1, 9, HASH, "hub", NOON),) * 2)}),
        (
            DifferenceKind.HELD,
            {"held": (HeldBatch(b"", BatchRange(A, 1, 5, 9), HeldReason.UNKNOWN_KEY, "hub", NOON, 9, True),)},
        ),
        (DifferenceKind.UNREPORTED, {"hub": (on_hub(at=YESTERDAY),), "numbers": ()}),
        (DifferenceKind.UNREPORTED, {"windows": {A: "03", B: "04"}}),
        (DifferenceKind.UNASKED, {"hub_at": YESTERDAY}),
        (DifferenceKind.UNASKED, {"hub_at": None}),
    ],
)
def test_that_each_difference_has_its_kind_and_what_to_do(
    kind: DifferenceKind, changed: dict[str, Any]
) -> None:
    (one,) = compare_day(replace(CLEAN, **changed)).differences
    assert one.kind is kind
    assert one.words
    assert one.to_do


def test_that_a_window_that_was_idle_on_a_day_off_lacks_nothing() -> None:
    assert kinds(working=False, hub=(on_hub(at=YESTERDAY),), numbers=()) == []


def test_that_batches_without_a_case_are_never_fetched_and_no_difference() -> None:
    assert kinds(hub=(on_hub(seq=99, delivered=38),)) == []


def test_that_a_revoked_rooms_own_stream_is_not_compared() -> None:
    room = replace(on_hub(station="15220190"), kind="hall")
    assert kinds(hub=(on_hub(), room)) == []


def test_that_a_yearly_series_goes_on_where_the_day_before_left_it() -> None:
    paper = "paper/乌市监受综{station}〔{year}〕{serial}号/2026"
    before = number(117, at=YESTERDAY, series=paper)
    assert kinds(numbers=(before, number(118, series=paper))) == []
    (one,) = compare_day(replace(CLEAN, numbers=(before, number(120, series=paper)))).differences
    assert one.words == "文号“乌市监受综03A〔2026〕N号”的缺第118、119号"
    alone = (number(118, series=paper),)
    assert lacking_before(alone, DAY)
    assert not lacking_before((before, *alone), DAY)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.sets(st.integers(1, 60)))
def test_that_exactly_the_numbers_nobody_gave_out_are_named(before: int, count: int, lost: set[int]) -> None:
    old = [number(n, at=YESTERDAY) for n in range(1, before + 1)]
    new = [number(n) for n in range(before + 1, before + count + 1) if n not in lost]
    highest = max((one.number for one in new), default=0)
    assert holes((*new, *old), DAY) == [n for n in range(before + 1, highest) if n in lost]
