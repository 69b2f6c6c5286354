"""Working days (工作日): the end of a period by the State Council's arrangement, and whether it is provisional.

Sources: 行政许可法 Art. 82 (working days, statutory holidays not counted), 民法典 Art. 201 and 203 (the first day
does not count; a natural-day period that ends on a rest day moves on), 全国年节及纪念日放假办法.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from counter.domain.errors import BadInput
from counter.domain.guide.model import TimeUnit

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Civil time at the counter: fixed +08:00, independent of the machine's time zone data."""

FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Statutory days with a fixed solar date (放假办法 Art. 2), for years without any arrangement."""

_REACHES_BACK = frozenset((6, 0, 1, 2))
"""Weekdays of 1 January, Monday 0, whose arrangement may work or free days of December."""
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def civil_date(at: datetime) -> date:
    """The calendar day in China at that moment; the moment must carry its time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without time zone has no civil date")
    return at.astimezone(CHINA).date()


def civil_time(at: datetime) -> datetime:
    """The moment on the clocks of China, to the second."""
    return at.astimezone(CHINA).replace(microsecond=0)


class Reckoned(NamedTuple):
    """The last day of a period, inclusive. ``provisional``: it touches a year not yet arranged (L7)."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's arrangement. ``official`` False: only the statutory days are known, none is published yet.

    ``off`` and ``worked`` may reach into the neighbouring year, as a New Year's arrangement does. ``names``: name of
    a day off (元旦); for display only.
    """

    year: int
    official: bool
    off: frozenset[date]
    worked: frozenset[date]
    version: str
    source: str
    names: Mapping[date, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All arrangements known at this station; ``version`` goes into every entry that holds a due date."""

    years: Mapping[int, CalendarYear]

    @property
    def version(self) -> str:
        """Versions of all years in order, e.g. ``2026-1+2027-0``."""
        return "+".join(self.years[y].version for y in sorted(self.years))

    def official(self, year: int) -> bool:
        """True when the State Council's arrangement of that year is loaded."""
        known = self.years.get(year)
        return known is not None and known.official

    def is_rest(self, day: date) -> bool:
        """True on a day off: arranged or statutory holiday, or a weekend that is not worked."""
        near = [self.years[y] for y in (day.year - 1, day.year, day.year + 1) if y in self.years]
        if any(day in known.worked for known in near):
            return False
        if any(day in known.off for known in near):
            return True
        if day.year not in self.years and (day.month, day.day) in FIXED_HOLIDAYS:
            return True
        return day.weekday() >= _SATURDAY

    def is_unsure(self, day: date) -> bool:
        """True when a later arrangement may still change whether ``day`` is worked.

        A year without arrangement; and the end of December while the next year's is missing and 1 January
        falls on a day from Sunday to Wednesday: arrangements for such years moved days of the old one (30 and 31
        December 2006, 29 and 31 December 2007, 31 December 2011, 29 and 31 December 2018), those for others never.
        """
        if not self.official(day.year):
            return True
        reaches_back = date(day.year + 1, 1, 1).weekday() in _REACHES_BACK
        return reaches_back and (day.month, day.day) >= (12, 28) and not self.official(day.year + 1)

    def next_working_day(self, day: date) -> date:
        """``day`` itself, or the first working day after it."""
        while self.is_rest(day):
            day += _ONE_DAY
        return day


def add_working_days(calendar: Calendar, start: date, count: int) -> Reckoned:
    """Last day of a period of ``count`` working days; counting begins the next day (民法典 Art. 201).

    ``count`` 0 is 当日: the day itself.
    """
    if count < 0:
        raise ValueError("a period has no negative length")
    day, provisional = start, False
    while count:
        day += _ONE_DAY
        provisional = provisional or calendar.is_unsure(day)
        if not calendar.is_rest(day):
            count -= 1
    return Reckoned(day, provisional)


def working_days_before(calendar: Calendar, last: date, count: int) -> date:
    """The working day that lies so many working days before a last day."""
    day = last
    while count:
        day -= _ONE_DAY
        count -= not calendar.is_rest(day)
    return day


def add_natural_days(calendar: Calendar, start: date, count: int) -> Reckoned:
    """Last day of a period of ``count`` natural days; ending on a rest day, it moves on (民法典 Art. 203)."""
    if count < 0:
        raise ValueError("a period has no negative length")
    if count == 0:
        return Reckoned(start, provisional=False)
    end = start + timedelta(days=count)
    day = calendar.next_working_day(end)
    provisional = any(calendar.is_unsure(end + timedelta(days=n)) for n in range((day - end).days + 1))
    return Reckoned(day, provisional)


def add_days(calendar: Calendar, start: date, count: int, unit: TimeUnit) -> Reckoned:
    """Last day of a period in the given unit; AT_ONCE is the day itself."""
    if unit is TimeUnit.WORKING:
        return add_working_days(calendar, start, count)
    if unit is TimeUnit.NATURAL:
        return add_natural_days(calendar, start, count)
    return Reckoned(start, provisional=False)


WEEKEND = "周末"
STATUTORY = "法定节假日"


class Rest(NamedTuple):
    """Rest days in a row under one name: 周末, 元旦, 春节 …"""

    first: date
    last: date
    name: str


def rests_between(calendar: Calendar, first: date, last: date) -> tuple[Rest, ...]:
    """The rest days from ``first`` to ``last`` inclusive, in order."""
    rests: list[Rest] = []
    day = first
    while day <= last:
        if calendar.is_rest(day):
            name = _rest_name(calendar, day)
            before = rests[-1] if rests else None
            if before is not None and before.name == name and before.last + _ONE_DAY == day:
                rests[-1] = before._replace(last=day)
            else:
                rests.append(Rest(day, day, name))
        day += _ONE_DAY
    return tuple(rests)


def worked_weekends(calendar: Calendar, first: date, last: date) -> tuple[date, ...]:
    """Saturdays and Sundays from ``first`` to ``last`` that are worked by arrangement (调休上班)."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() >= _SATURDAY and not calendar.is_rest(day))


def _rest_name(calendar: Calendar, day: date) -> str:
    for year in (day.year, day.year - 1, day.year + 1):
        known = calendar.years.get(year)
        if known is not None and day in known.off:
            return known.names.get(day) or STATUTORY
    return WEEKEND if day.weekday() >= _SATURDAY else STATUTORY


def calendar_from(*files: Mapping[str, object]) -> Calendar:
    """The calendar of parsed ``resources/calendars/YYYY.json`` files; of one year the last file counts."""
    years = [_year_from(data) for data in files]
    return Calendar({known.year: known for known in years})


def _year_from(data: Mapping[str, object]) -> CalendarYear:
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 2000 <= year <= 2100:
        raise BadInput("放假日历里的 year 应是四位年份，请改正后再导入。", field="year")
    status = data.get("status")
    if status not in ("official", "provisional"):
        raise BadInput(f"{year}年放假日历里的 status 应是 official 或 provisional。", field="status")
    off: dict[date, str] = {}
    for row in _list(data, "off", year):
        off |= _span(row, year)
    worked = {_day(text, "worked", year) for text in _list(data, "worked", year)}
    for day in sorted(worked):
        if day.weekday() < _SATURDAY:
            raise BadInput(
                f"{day.isoformat()}是周一至周五，不应列在 worked（调休上班日）里。", field="worked"
            )
        if day in off:
            raise BadInput(f"{day.isoformat()}同时列为放假和上班，请核对通知原文。", field="worked")
    return CalendarYear(
        year=year,
        official=status == "official",
        off=frozenset(off),
        worked=frozenset(worked),
        version=_text(data, "version", year),
        source=_text(data, "source", year),
        names=off,
    )


def _span(row: object, year: int) -> dict[date, str]:
    if not isinstance(row, Mapping):
        raise BadInput(f"{year}年放假日历里的 off 每条应写 name、from、to。", field="off")
    first, last = _day(row.get("from"), "off", year), _day(row.get("to"), "off", year)
    if not 0 <= (last - first).days <= 20:
        raise BadInput(f"{year}年放假日历里“{row.get('name')}”的起止日期不对，请核对。", field="off")
    name = str(row.get("name") or "").strip()
    return {first + timedelta(days=n): name for n in range((last - first).days + 1)}


def _day(text: object, field: str, year: int) -> date:
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        raise BadInput(f"{year}年放假日历里的“{text}”不是日期，应写成 {year}-01-01。", field=field) from None
    if abs(day - date(year, 7, 1)) > timedelta(days=200):
        raise BadInput(f"{text}不属于{year}年的放假安排，请核对。", field=field)
    return day


def _list(data: Mapping[str, object], field: str, year: int) -> list[object]:
    rows = data.get(field)
    if not isinstance(rows, list):
        raise BadInput(f"{year}年放假日历里的 {field} 应是一个列表。", field=field)
    return rows


def _text(data: Mapping[str, object], field: str, year: int) -> str:
    text = data.get(field)
    if not isinstance(text, str) or not text.strip():
        raise BadInput(f"{year}年放假日历没有写明 {field}。", field=field)
    return text.strip()
