"""Clocks that ended with an entry, as facts; ``lateness`` computes whether that was late."""

from __future__ import annotations

from datetime import date, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case_item import CaseItem, ClockStep, Conclusion, ReturnedFiling, StoppedClock
from counter.domain.case.item_state import ItemState
from counter.domain.journal.entries import Entry
from counter.domain.visit.verdict import Due

_UNANSWERED = (ItemState.RECEIVED, ItemState.TO_PLEDGE, ItemState.TO_REFUSE)
"""States in which the window's own clock runs and ``due`` is its day."""


def answered_now(item: CaseItem, entry: Entry, by: Due | None) -> tuple[StoppedClock, ...]:
    """The applicant is notified whether the item is accepted. ``by``: the entry's own day, else the item's."""
    due = by or (item.due if item.state in _UNANSWERED else None)
    if due is None or entry.untimely:
        return item.answered
    return (*item.answered, StoppedClock(ClockStep.ANSWER, due, civil_date(entry.at), entry.at))


def silenced(item: CaseItem, entry: Entry, told_by: date) -> StoppedClock | None:
    """Nobody answered by ``told_by``, the law's last day: from the next one on the item is accepted, not unanswered.

    What came after another item has no day of its own on record: the law's stands for it.
    """
    if item.state is ItemState.WAITING or (item.due is None and item.waits_for):
        due = Due(told_by, False, "法定告知期限（工作日）")
    elif item.due is None or item.state not in _UNANSWERED:
        return None
    else:
        due = item.due
    return StoppedClock(ClockStep.ANSWER, due, told_by + timedelta(days=1), entry.at)


def accepted_there(item: CaseItem, entry: Entry, day: date) -> tuple[StoppedClock, ...]:
    """The organ accepted on ``day``, which ends the clock for an answer."""
    if item.due is None or item.state not in _UNANSWERED or entry.untimely:
        return item.answered
    return (*item.answered, StoppedClock(ClockStep.ANSWER, item.due, day, entry.at))


def concluded_now(item: CaseItem, end: Conclusion) -> tuple[StoppedClock, ...]:
    """The organ's result ends its own clock, or the window's where it refuses to accept."""
    if item.due is None or not (item.state.accepted or item.state in _UNANSWERED):
        return item.answered
    step = ClockStep.DECISION if item.state.accepted else ClockStep.ANSWER
    stood = next((p.since for p in reversed(item.paused) if p.ended is None), None)
    return (*item.answered, StoppedClock(step, item.due, end.day, end.at, stood))


def filings_before(item: CaseItem, entry: Entry) -> tuple[ReturnedFiling, ...]:
    """The filings that ended before the one that this entry decides of: what was returned came again."""
    if item.state is not ItemState.RETURNED or not item.told or item.ended_at is None:
        return item.filings
    return (*item.filings, ReturnedFiling(civil_date(item.ended_at), civil_date(entry.at)))


def still_answered(item: CaseItem) -> tuple[StoppedClock, ...]:
    """The clocks that remain ended when the item's decision is undone: its own answer is removed."""
    return tuple(a for a in item.answered if a.at != item.at)
