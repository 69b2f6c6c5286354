"""Which day of this window has no whole 日结单 yet: the last one on which it was worked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.events import CaseOpened, PaperIssued
from counter.domain.hall.day_events import DayClosed
from counter.domain.journal.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.domain.journal.entries import Entry
    from counter.services.context.ports import Journal

LOOK_BACK = 14
"""Days that are looked at: longer than any holiday."""

_LONG = timedelta(days=3_650)
"""Beyond any day on which a closing of the last fortnight can be dated."""

_WORK = (kind_of(CaseOpened).name, kind_of(PaperIssued).name)
"""What gives a number to somebody: a day without it needs no sheet."""


@dataclass(frozen=True, slots=True)
class UnclosedDay:
    """A day that waits for its sheet. ``closed``: it has one, and numbers were given out after it."""

    day: date
    closed: bool

    @property
    def words(self) -> str:
        """What is to be done about it."""
        day = f"{self.day.month}月{self.day.day}日"
        again = f"{day}日结以后又办了件，另打一张日结单归档"
        return again if self.closed else f"{day}的日结单还没有打，打出来归档"


def unclosed_day(journal: Journal, today: date) -> UnclosedDay | None:
    """The last day before today, of the last fortnight, on which numbers were given out, where it was never closed, or
    numbers were given out after its last closing, which no sheet bears; else None.
    """
    for back in range(1, LOOK_BACK + 1):
        day = today - timedelta(days=back)
        since = datetime.combine(day, time(), CHINA)
        work = journal.entries_between(_WORK, since, since + timedelta(days=1))
        if work:
            last = _last_closing(journal, day)
            whole = last is not None and not _after(work, last)
            return None if whole else UnclosedDay(day, closed=last is not None)
    return None


def _last_closing(journal: Journal, day: date) -> Entry | None:
    """Only what is newer than the beginning of the day is read."""
    kind, since = kind_of(DayClosed), datetime.combine(day, time(), CHINA)
    found = journal.entries_between((kind.name,), since, since + _LONG)
    of_day = [one for one in found if (closed := kind.read(one)) is not None and closed.day == day]
    return max(of_day, key=_place, default=None)


def _after(work: Sequence[Entry], closing: Entry) -> bool:
    return any(one.station == closing.station and _place(one) > _place(closing) for one in work)


def _place(entry: Entry) -> tuple[int, int]:
    return entry.epoch, entry.seq
