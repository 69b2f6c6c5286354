"""The rest days that a period runs over, grouped and named, so that a date can be explained to the person it binds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from counter.domain.calendar.workdays import Calendar

WEEKEND = "周末"
STATUTORY = "法定节假日"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


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
            name = _name(calendar, day)
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


def _name(calendar: Calendar, day: date) -> str:
    for year in (day.year, day.year - 1, day.year + 1):
        known = calendar.years.get(year)
        if known is not None and day in known.off:
            return known.names.get(day) or STATUTORY
    return WEEKEND if day.weekday() >= _SATURDAY else STATUTORY
