"""The clock of a training profile: it may be put forward, never back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from counter.domain.calendar.workdays import CHINA, Calendar, add_working_days, civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.training.events import ClockMoved

MOST_DAYS = 400
"""Days by which it is put forward at once: longer than any period of a lesson."""

_FARTHEST = timedelta(days=3650)


def moved_to(now: datetime, days: int, *, working: bool, calendar: Calendar) -> datetime:
    """The same time of day, ``days`` days (or working days, L7) later. UTC.

    Raises RuleRefused for going back: what was done would then lie in the future. BadInput for too many days.
    """
    if days < 0:
        raise RuleRefused(
            "培训的时钟只能拨到以后的日子，不能拨回去：已经登记的事会变成还没发生。要从头练，请另做一份培训资料。",
            rule="L14",
            field="days",
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"要拨到几天以后？请写1到{MOST_DAYS}。", field="days")
    start = now.astimezone(CHINA).date()
    return now + (add_working_days(calendar, start, days).day - start if working else timedelta(days=days))


def ahead_in(entries: Iterable[Entry]) -> timedelta:
    """How far the clock is ahead of the machine's, by the last movement."""
    kind, ahead = kind_of(ClockMoved), 0
    for entry in entries:
        said = kind.read(entry)
        ahead = ahead if said is None else said.ahead
    return timedelta(seconds=ahead)


def movement(ahead: timedelta, now: datetime, to: datetime) -> ClockMoved:
    """The event of putting it from ``now`` to ``to``. Raises BadInput where it would be years ahead."""
    whole = ahead + (to - now)
    if whole > _FARTHEST:
        raise BadInput("培训的时钟已经走到十年以后，不能再拨；请另做一份培训资料。", field="days")
    return ClockMoved(round(whole.total_seconds()), civil_date(to))
