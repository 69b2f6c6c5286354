"""When the hall is open (办公时间), as far as the hall's own words say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from counter.domain.calendar.workdays import Calendar, civil_date, civil_time

BEFORE_AND_AFTER = timedelta(minutes=30)
"""Opening and closing up the hall is work of the day."""

_SPAN = re.compile(
    r"(\d{1,2})\s*[:：点时]\s*(\d{2})?\s*分?\s*[—–－~～至到-]+\s*(\d{1,2})\s*[:：点时]\s*(\d{2})?"
)
_AFTERNOON = re.compile(r"下午\s*$")
_ON_REST_DAYS = re.compile(r"周[六日末天]|星期[六日天]|双休|节假日|全年|无休|每天|每日")
_NOON = 12


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """``first``/``last``: from the earliest opening to the latest closing of any season; None: nobody has said it.

    ``rest_days``: the hall says that it is open on some of them, so that none of them is held against anybody.
    """

    first: time | None = None
    last: time | None = None
    rest_days: bool = False

    def outside(self, at: datetime, calendar: Calendar) -> str:
        """Why a moment is outside office hours, in words; empty: it is not, or nobody has said when they are."""
        day = civil_date(at)
        if calendar.is_rest(day) and not self.rest_days:
            return f"{day.month}月{day.day}日不是工作日"
        if self.first is None or self.last is None:
            return ""
        moment = civil_time(at).replace(tzinfo=None)
        opening = datetime.combine(day, self.first) - BEFORE_AND_AFTER
        closing = datetime.combine(day, self.last) + BEFORE_AND_AFTER
        return "" if opening <= moment <= closing else f"{moment:%H:%M}，不在办公时间"


def office_hours(words: str) -> OfficeHours:
    """The hours in a hall's own words (``周一至周五 8:30—12:00，14:30—17:30``); words that say no time give none."""
    spans = [span for found in _SPAN.finditer(words) if (span := _span(words, found)) is not None]
    rest_days = _ON_REST_DAYS.search(words) is not None and not re.search(r"除外|不办|休息", words)
    if not spans:
        return OfficeHours(rest_days=rest_days)
    return OfficeHours(min(first for first, _ in spans), max(last for _, last in spans), rest_days)


def _span(words: str, found: re.Match[str]) -> tuple[time, time] | None:
    hour, minute, until_hour, until_minute = (int(part or 0) for part in found.groups())
    if _AFTERNOON.search(words[: found.start()]):
        hour, until_hour = (h + _NOON if h < _NOON else h for h in (hour, until_hour))
    try:
        first, last = time(hour, minute), time(until_hour, until_minute)
    except ValueError:
        return None
    return (first, last) if first < last else None
