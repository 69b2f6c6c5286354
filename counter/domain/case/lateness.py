"""Missed deadlines (超期): which clock of an item ended late, by how much, and the sentence about it (L6).

The days come from the entries, those of a serial item from the case (``serial_clocks``), as in the ledger; their
difference is counted in working days where the period was. Clocks that still run are not judged: the task list shows
them as overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, ClockStep, StoppedClock
from counter.domain.case.serial_clocks import AnswerBy, ended_clocks
from counter.domain.text.day_words import day_text

_STEPS = {ClockStep.ANSWER: "答复", ClockStep.DECISION: "决定"}


@dataclass(frozen=True, slots=True)
class Late:
    """A clock that ended late. ``days`` may be 0: it ended on a rest day, before the next working day.

    ``silent``: nobody answered, and the law accepted on ``day`` (许可法 32). ``at``: when the end was recorded.
    """

    step: ClockStep
    due: date
    day: date
    days: int
    working: bool
    at: datetime
    silent: bool = False


def late(case: Case, item: CaseItem, calendar: Calendar, answer_by: AnswerBy) -> tuple[Late, ...]:
    """Every clock of the item that ended late, oldest first; paused time does not count (许可法 45).

    ``answer_by``: the region's term for an answer, by the calendar in force.
    """
    found = (_late(item, clock, calendar) for clock in ended_clocks(case, item, answer_by))
    return tuple(one for one in found if one is not None)


def late_words(one: Late) -> str:
    """``应于12月1日（含当日）前决定，实际12月3日，超期2个工作日``; years where they differ."""
    last = one.day - timedelta(days=1) if one.silent else one.day
    same = one.due.year == last.year
    due, day = (_day(d, year=not same) for d in (one.due, last))
    unit = "个工作日" if one.working else "日"
    over = f"{one.days}{unit}" if one.days else f"不足1{unit}"
    ended = f"到{day}没有答复，视为受理" if one.silent else f"实际{day}"
    return f"应于{due}（含当日）前{_STEPS[one.step]}，{ended}，超期{over}"


def late_of(case: Case, calendar: Calendar, answer_by: AnswerBy) -> dict[str, tuple[str, ...]]:
    """Item id → sentences about its missed deadlines, for the items that have any."""
    found = {item.id: tuple(map(late_words, late(case, item, calendar, answer_by))) for item in case.items}
    return {item: words for item, words in found.items() if words}


def _late(item: CaseItem, answer: StoppedClock, calendar: Calendar) -> Late | None:
    until = answer.day if answer.stood is None else min(answer.day, answer.stood)
    due = answer.due.day
    if until <= due:
        return None
    working = "工作日" in answer.due.text or not answer.due.text
    span = (due + timedelta(days=n) for n in range(1, (until - due).days + 1))
    days = sum(not (working and calendar.is_rest(day)) for day in span)
    silent = item.silence is not None and answer.at == item.silence.at and answer.step is ClockStep.ANSWER
    return Late(answer.step, due, answer.day, days, working, answer.at, silent)


def _day(day: date, *, year: bool) -> str:
    return day_text(day) if year else f"{day.month}月{day.day}日"
