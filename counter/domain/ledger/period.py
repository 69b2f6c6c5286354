"""The time that a report covers: from the day after the last report day to the report day, both printed.

A hall may change its report day. What was handed in keeps its days, and the next period begins on the day after it: no
day is reported twice or never.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from counter.domain.errors import BadInput
from counter.domain.text.day_words import day_text


@dataclass(frozen=True, slots=True)
class Period:
    """Civil days, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """``2026年10月24日至2026年11月23日``."""
        return f"{day_text(self.first)}至{day_text(self.last)}"


@dataclass(frozen=True, slots=True)
class ReportDays:
    """Until when each month's report counts. ``day``: of the month, by today's word of the hall; 0: none is known, so
    whole months; one that a month does not have is its last. ``handed_in``: (year, month) → the days of its report.
    """

    day: int
    handed_in: Mapping[tuple[int, int], Period] = field(default_factory=dict)

    def last(self, year: int, month: int) -> date:
        """The last day of that month's report: as handed in, else up to the next one that was, else by the day."""
        if (known := self.handed_in.get((year, month))) is not None:
            return known.last
        if (following := self.handed_in.get(_following(year, month))) is not None:
            return following.first - timedelta(days=1)
        longest = calendar.monthrange(year, month)[1]
        return date(year, month, min(self.day or longest, longest))


def report_period(year: int, month: int, days: ReportDays) -> Period:
    """The period that is reported in that month. Raises BadInput for a month that does not exist."""
    if not 1 <= month <= 12 or not 1900 <= year <= 9000:
        raise BadInput(f"{year}年{month}月不是月份，应写成 2026-11。", field="month")
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Period(days.last(*before) + timedelta(days=1), days.last(year, month))


def period_before(period: Period, days: ReportDays) -> Period:
    """The period reported before that one; of any other span, as many days before it."""
    if period == report_period(period.last.year, period.last.month, days):
        last = period.first - timedelta(days=1)
        return report_period(last.year, last.month, days)
    length = (period.last - period.first).days + 1
    return Period(period.first - timedelta(days=length), period.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Compared:
    """The time that figures stand beside, and its name everywhere (screen, paper, workbook): one word for one span."""

    period: Period
    name: str


def compared_with(asked: Period, counted_to: date, days: ReportDays) -> Compared:
    """What that period is compared with, counted to that day: 上期, the reporting period before; while it still runs
    上期同期, as many days from its beginning; of any other span the days before it.
    """
    before = period_before(asked, days)
    length = (counted_to - asked.first).days + 1
    if asked != report_period(asked.last.year, asked.last.month, days):
        return Compared(period_before(Period(asked.first, counted_to), days), f"前{length}天")
    if counted_to >= asked.last:
        return Compared(before, "上期")
    return Compared(
        Period(before.first, min(before.last, before.first + timedelta(days=length - 1))), "上期同期"
    )


def year_before(period: Period, days: ReportDays) -> Period:
    """The same days a year before: of a reporting period the one reported in that month."""
    if period == report_period(period.last.year, period.last.month, days):
        return report_period(period.last.year - 1, period.last.month, days)
    return Period(_year_earlier(period.first), _year_earlier(period.last))


def periods_until(day: date, days: ReportDays, count: int) -> tuple[Period, ...]:
    """So many reporting periods in a row, the oldest first; the last one is that of the day."""
    found = [report_period(*month_of(day, days), days)]
    while len(found) < count:
        found.append(period_before(found[-1], days))
    return tuple(reversed(found))


def month_of(day: date, days: ReportDays) -> tuple[int, int]:
    """Year and month in whose report that day is counted."""
    if day <= days.last(day.year, day.month):
        return day.year, day.month
    return _following(day.year, day.month)


def read_month(text: str) -> tuple[int, int]:
    """Year and month of ``2026-11``. Raises BadInput for anything else."""
    year, _, month = text.strip().partition("-")
    if not (len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise BadInput(f"“{text[:20]}”不是月份，应写成 2026-11。", field="month")
    return int(year), int(month)


def _year_earlier(day: date) -> date:
    """29 February is the 28th of a year that has none."""
    year = day.year - 1
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _following(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)
