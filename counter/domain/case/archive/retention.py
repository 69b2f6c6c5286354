"""How long a case is kept (保管期限), by the hall's approved schedule.

Periods are counted in whole years from 1 January after the year in which the case was finished, so that no case is
destroyed before every reading of its period has run out. Which day they start with is for each unit's schedule to say;
the program takes the later one (待部门核定).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter.domain.case.archive_events import RetentionApproved, RetentionRow
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.text.day_words import day_text

REST = 0
"""Bundle of the row that holds for every bundle without a row of its own."""

FOR_EVER = 0
"""Years of a case that is kept for ever (永久)."""

LONGEST = 100
"""Years: more is a typing error."""


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """How long one case is kept. ``until``: its last day, None for ever."""

    years: int
    until: date | None

    @property
    def words(self) -> str:
        """In words: 永久, or 10年（至2037年12月31日）."""
        return period_words(self.years, self.until)


def period_word(years: int) -> str:
    """The period alone: 永久, 30年."""
    return "永久" if years == FOR_EVER else f"{years}年"


def period_words(years: int, until: date | None) -> str:
    """A period in words."""
    if until is None:
        return period_word(FOR_EVER)
    return f"{period_word(years)}（至{day_text(until)}）"


def schedule_in(entries: Iterable[Entry]) -> RetentionApproved | None:
    """The newest approved schedule, None where the hall has none."""
    kind = kind_of(RetentionApproved)
    found = [event for entry in entries if (event := kind.read(entry)) is not None]
    return found[-1] if found else None


def row_of(schedule: RetentionApproved, bundle: int) -> RetentionRow | None:
    """The row of a bundle, else the row of the rest; None where the schedule says nothing of it."""
    own = next((row for row in schedule.rows if row.bundle == bundle), None)
    return own or next((row for row in schedule.rows if row.bundle == REST), None)


def period_of(years: int, finished: date) -> RetentionPeriod:
    """The period of a case finished on that day."""
    return RetentionPeriod(years, None if years == FOR_EVER else date(finished.year + years, 12, 31))
