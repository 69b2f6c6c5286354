"""A clerk who knows all but one choice of a batch, and every batch before it, cannot say what that one person chose."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.ratings.clerk_totals import (
    LEAST_CELL,
    LEAST_NEW,
    Sum,
    batch_of,
    month_after,
    month_before,
    next_batches,
    totals_of,
)
from counter.domain.ratings.export_events import Batch, Counted

MONTH = "2026-11"
MONTHS = [f"2026-{n:02d}" for n in range(1, 13)]


def told(ratings: int, bad: int) -> Batch | None:
    return batch_of("W01", MONTH, MONTH, ratings, bad)


def test_that_whether_a_batch_is_published_hangs_on_its_size_alone() -> None:
    assert all(told(LEAST_NEW - 1, bad) is None for bad in range(LEAST_NEW))
    assert all(told(LEAST_NEW, bad) is not None for bad in range(LEAST_NEW + 1))


@given(ratings=st.integers(LEAST_NEW, 60), data=st.data())
def test_that_no_batch_says_of_everybody_what_he_chose(ratings: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, ratings))
    batch = told(ratings, bad)
    could_be = [n for n in range(ratings + 1) if told(ratings, n) == batch]
    assert bad in could_be
    assert any(n > 0 for n in could_be)  # somebody may have been dissatisfied
    assert any(n < ratings for n in could_be)  # and somebody may not
    if batch is not None and batch.bad is not None:
        assert LEAST_CELL <= batch.bad <= ratings - LEAST_CELL
    else:
        assert len(could_be) == LEAST_CELL


@given(
    steps=st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1, max_size=12),
)
def test_that_batches_never_overlap_each_holds_enough_and_the_totals_hold_the_truth(
    steps: list[tuple[int, int]],
) -> None:
    batches: tuple[Batch, ...] = ()
    counted: tuple[Counted, ...] = ()
    ratings = bad = 0
    for month, (new, worse) in zip(MONTHS, steps, strict=False):
        ratings, bad = ratings + new, bad + min(new, worse)
        before = batches
        batches, counted = next_batches(batches, counted, {"W01": Sum(MONTHS[0], ratings, bad)}, month)
        assert batches[: len(before)] == before  # what was published stands
    assert all(batch.ratings >= LEAST_NEW for batch in batches)
    spans = [(batch.since, batch.until) for batch in batches]
    assert all(since <= until for since, until in spans)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
    totals = totals_of(batches, "W01")
    if counted:
        (sure,) = counted
        assert totals is not None
        assert totals.ratings == sure.ratings
        assert totals.bad_least <= sure.bad <= totals.bad_most
    else:
        assert totals is None
    assert totals_of(batches, "W02") is None


def test_that_one_set_aside_later_neither_shows_nor_breaks_a_batch() -> None:
    batches, counted = next_batches((), (), {"W01": Sum("2026-10", 20, 6)}, "2026-10")
    batches, counted = next_batches(batches, counted, {"W01": Sum("2026-10", 30, 5)}, "2026-11")
    assert [(b.ratings, b.bad, b.few) for b in batches] == [(20, 6, ""), (10, None, "bad")]


def test_that_totals_are_one_plain_sentence() -> None:
    few = Batch("W01", "2026-10", "2026-10", 12, None, "bad")
    some = Batch("W01", "2026-11", "2026-11", 20, 4)
    totals = totals_of((few, some), "W01")
    assert totals is not None
    assert totals.words == "截至2026-11，实名评价32件，其中差评4至6件。"


def test_that_months_follow_each_other_over_the_year() -> None:
    assert (month_after("2026-12"), month_after("2026-01")) == ("2027-01", "2026-02")
    assert (month_before("2027-01-31"), month_before("2026-12-01")) == ("2026-12", "2026-11")
