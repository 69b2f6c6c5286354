"""Lists that somebody waits for take no longer the more cases a window has had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from counter.db.journal.journal import SqlJournal
from counter.services.context.case_search import CaseFilter
from counter.services.context.ports import CaseRow
from tests.db.rows.test_finding_cases import put
from tests.db.rows.test_finding_cases import row as found_by

Listing = Callable[[SqlJournal], object]


def row(number: int) -> CaseRow:
    """A case; of the first three, originals lie here."""
    case = found_by(number, "甲", "", "", "")
    return replace(case, held=(("营业执照", 1),)) if number <= 3 else case


def steps(journal: SqlJournal, listing: Listing) -> int:
    """Of SQLite's machine."""
    connection, count = journal.connection(), 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    connection.set_progress_handler(step, 1)
    listing(journal)
    connection.set_progress_handler(None, 0)
    return count


@pytest.mark.parametrize(
    "listing",
    [
        lambda journal: journal.find_cases("", 10, CaseFilter()),
        lambda journal: journal.find_cases("", 10, CaseFilter(since=date(2026, 1, 1))),
        lambda journal: journal.find_cases("", 10, CaseFilter(state="accepted", clerk="W01")),
        lambda journal: journal.held().originals(),
        lambda journal: journal.case_choices(),
    ],
    ids=[
        "newest",
        "newest since a day",
        "newest of a state and a clerk",
        "originals lying here",
        "states and clerks",
    ],
)
def test_that_ten_times_as_many_cases_take_no_longer(journal: SqlJournal, listing: Listing) -> None:
    put(journal, *map(row, range(1, 50)))
    few = steps(journal, listing)
    put(journal, *map(row, range(50, 500)))
    assert steps(journal, listing) <= few + 20


def test_that_open_cases_are_found_among_ten_times_as_many_closed_ones(journal: SqlJournal) -> None:
    here = tuple(map(row, range(1, 50)))
    put(journal, *here)
    few = steps(journal, lambda journal: journal.open_cases())
    put(journal, *(replace(row(number), open=False) for number in range(50, 500)))
    assert steps(journal, lambda journal: journal.open_cases()) <= few + 20
    put(journal, replace(here[7], due="2026-01-01"), replace(here[8], due=None))
    assert journal.open_cases() == {"": tuple(case.case for case in here)}


def test_that_the_newest_come_first_and_among_equals_the_last_opened(journal: SqlJournal) -> None:
    early, late = row(1), row(2)
    put(journal, late, early, replace(row(3), opened_at=late.opened_at))
    assert [case.case for case in journal.find_cases("", 10, CaseFilter())] == ["c3", "c2", "c1"]


def test_that_originals_are_listed_by_number_until_they_leave(journal: SqlJournal) -> None:
    put(journal, *map(row, (2, 5, 1)))
    numbers = [thing.number for thing in journal.held().originals()]
    assert numbers == [row(1).number, row(2).number]
    put(journal, replace(row(2), held=()))
    assert [thing.number for thing in journal.held().originals()] == [row(1).number]


def test_that_every_state_and_clerk_that_occurs_is_offered_once_in_order(journal: SqlJournal) -> None:
    assert (journal.case_choices().states, journal.case_choices().clerks) == ((), ())
    pairs = [("closed", "W02"), ("accepted", "W03"), ("accepted", ""), ("closed", "W01"), ("accepted", "W02")]
    cases = [replace(row(n), state=state, clerk=clerk) for n, (state, clerk) in enumerate(pairs, 1)]
    put(journal, *cases)
    assert journal.case_choices().states == ("accepted", "closed")
    assert journal.case_choices().clerks == ("W01", "W02", "W03")
    put(journal, *(replace(case, state="archived", clerk="") for case in cases))
    assert (journal.case_choices().states, journal.case_choices().clerks) == (("archived",), ())
