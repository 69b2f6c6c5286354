"""When applicants may be called or written to: on working days, never at night."""

from __future__ import annotations

from datetime import date, datetime, time

from counter.domain.calendar.workdays import Calendar, civil_date, civil_time
from counter.domain.errors import RuleRefused

FROM, UNTIL = time(8), time(20)
"""8–20 o'clock."""


def may_call(calendar: Calendar, now: datetime) -> bool:
    """Whether somebody may be called now."""
    return not calendar.is_rest(civil_date(now)) and FROM <= civil_time(now).time() < UNTIL


def check_hours(calendar: Calendar, now: datetime) -> None:
    """Raises RuleRefused outside the hours."""
    if not may_call(calendar, now):
        raise RuleRefused("现在不是告知的时间：工作日 8:00—20:00 才打电话、发短信。", rule="reminders")


def check_called_on(calendar: Calendar, day: date, now: datetime) -> None:
    """Whether a call of that day may be recorded: it may be written down in the evening, but was not made then.

    Raises RuleRefused for a day off, a day to come, and this morning before the hours begin.
    """
    today = civil_date(now)
    if day > today:
        raise RuleRefused("告知的日子还没有到，不能登记。", rule="reminders", field="day")
    early = day == today and civil_time(now).time() < FROM
    if calendar.is_rest(day) or early:
        raise RuleRefused(
            "告知只在工作日 8:00—20:00；这个时间没有告知可以登记。", rule="reminders", field="day"
        )
