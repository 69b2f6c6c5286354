"""The time that a report covers: from the day after the last report day to the report day, both printed."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.errors import BadInput


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
        return f"{_day(self.first)}至{_day(self.last)}"


def report_period(year: int, month: int, report_day: int) -> Period:
    """The period that is reported in that month. ``report_day`` 0: none is known, so whole months.

    A day that a month does not have is its last one. Raises BadInput for a month that does not exist.
    """
    if not 1 <= month <= 12 or not 1900 <= year <= 9000:
        raise BadInput(f"{year}年{month}月不是月份，应写成 2026-11。", field="month")
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Period(_ends(*before, report_day) + timedelta(days=1), _ends(year, month, report_day))


def period_before(period: Period, report_day: int) -> Period:
    """The period reported before that one; of any other span, as many days before it."""
    if period == report_period(period.last.year, period.last.month, report_day):
        last = period.first - timedelta(days=1)
        return report_period(last.year, last.month, report_day)
    days = (period.last - period.first).days + 1
    return Period(period.first - timedelta(days=days), period.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Compared:
    """The time that figures stand beside, and its name everywhere (screen, paper, workbook): one word for one span."""

    period: Period
    name: str


def compared_with(asked: Period, counted_to: date, report_day: int) -> Compared:
    """What that period is compared with, counted to that day: 上期, the reporting period before; while it still runs
    上期同期, as many days from its beginning; of any other span the days before it.
    """
    before = period_before(asked, report_day)
    days = (counted_to - asked.first).days + 1
    if asked != report_period(asked.last.year, asked.last.month, report_day):
        return Compared(period_before(Period(asked.first, counted_to), report_day), f"前{days}天")
    if counted_to >= asked.last:
        return Compared(before, "上期")
    return Compared(
        Period(before.first, min(before.last, before.first + timedelta(days=days - 1))), "上期同期"
    )


def year_before(period: Period, report_day: int) -> Period:
    """The same days a year before: of a reporting period the one reported in that month."""
    if period == report_period(period.last.year, period.last.month, report_day):
        return report_period(period.last.year - 1, period.last.month, report_day)
    return Period(_year_earlier(period.first), _year_earlier(period.last))


def periods_until(day: date, report_day: int, count: int) -> tuple[Period, ...]:
    """So many reporting periods in a row, the oldest first; the last one is that of the day."""
    found = [report_period(*month_of(day, report_day), report_day)]
    while len(found) < count:
        found.append(period_before(found[-1], report_day))
    return tuple(reversed(found))


def month_of(day: date, report_day: int) -> tuple[int, int]:
    """Year and month in whose report that day is counted."""
    if day <= _ends(day.year, day.month, report_day):
        return day.year, day.month
    return (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)


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


def _ends(year: int, month: int, report_day: int) -> date:
    longest = calendar.monthrange(year, month)[1]
    return date(year, month, min(report_day or longest, longest))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
