"""Which day of this window has no 日结单 yet: the last one on which it was worked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.events import CaseOpened, PaperIssued
from counter.domain.hall.day_events import DayClosed
from counter.domain.journal.kinds import kind_of

if TYPE_CHECKING:
    from counter.services.context.ports import Journal

LOOK_BACK = 14
"""Days that are looked at: longer than any holiday."""

_LONG = timedelta(days=3_650)
"""Beyond any day on which a closing of the last fortnight can be dated."""

_WORK = (kind_of(CaseOpened).name, kind_of(PaperIssued).name)
"""What gives a number to somebody: a day without it needs no sheet."""


def unclosed_day(journal: Journal, today: date) -> date | None:
    """The last day before today, of the last fortnight, on which numbers were given out, where it was never closed;
    else None.
    """
    for back in range(1, LOOK_BACK + 1):
        day = today - timedelta(days=back)
        since = datetime.combine(day, time(), CHINA)
        if journal.entries_between(_WORK, since, since + timedelta(days=1)):
            return None if _is_closed(journal, day, since) else day
    return None


def _is_closed(journal: Journal, day: date, since: datetime) -> bool:
    """Whether the day was closed, on itself or later; only what is newer than its beginning is read."""
    kind = kind_of(DayClosed)
    found = journal.entries_between((kind.name,), since, since + _LONG)
    return any(closed.day == day for one in found if (closed := kind.read(one)) is not None)
