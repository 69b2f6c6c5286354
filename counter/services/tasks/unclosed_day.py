"""Which day of this window has no 日结单 yet: the last one on which it was worked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.events import CaseOpened, PaperIssued
from counter.domain.hall.day_events import SUBJECT, DayClosed
from counter.domain.journal.kinds import kind_of

if TYPE_CHECKING:
    from counter.services.context.ports import Journal

LOOK_BACK = 14
"""Days that are looked at: longer than any holiday."""

_WORK = (kind_of(CaseOpened).name, kind_of(PaperIssued).name)
"""What gives a number to somebody: a day without it needs no sheet."""


def unclosed_day(journal: Journal, today: date) -> date | None:
    """The last day before today on which numbers were given out, where it was never closed; else None."""
    worked = last_worked_day(journal, today)
    return None if worked is None or worked in closed_days(journal) else worked


def last_worked_day(journal: Journal, today: date) -> date | None:
    """The last day before today, of the last fortnight, on which numbers were given out."""
    for back in range(1, LOOK_BACK + 1):
        day = today - timedelta(days=back)
        since = datetime.combine(day, time(), CHINA)
        if journal.entries_between(_WORK, since, since + timedelta(days=1)):
            return day
    return None


def closed_days(journal: Journal) -> frozenset[date]:
    """Every day that was closed here."""
    kind = kind_of(DayClosed)
    read = (kind.read(entry) for entry in journal.entries(SUBJECT))
    return frozenset(closed.day for closed in read if closed is not None)
