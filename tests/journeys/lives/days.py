"""Working days of that winter, counted on the fingers: weekends and the published holidays."""

from __future__ import annotations

from datetime import date, timedelta

FREE = {
    date(2027, 1, 1),
    *(date(2027, 2, 5) + timedelta(days=n) for n in range(4)),
    date(2027, 4, 5),
}


def day_of(text: str) -> date:
    """``MM-DD`` of that winter."""
    month, day = int(text[:2]), int(text[3:])
    return date(2026 if month > 6 else 2027, month, day)


def rests(day: date) -> bool:
    return day.weekday() > 4 or day in FREE


def next_work(day: date) -> date:
    """The day itself, or the next one on which people work."""
    while rests(day):
        day += timedelta(days=1)
    return day


def work_after(day: date, count: int) -> date:
    """So many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= not rests(day)
    return day


def work_before(day: date, count: int) -> date:
    """So many working days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= not rests(day)
    return day
