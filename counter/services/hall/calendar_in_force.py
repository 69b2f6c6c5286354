"""The calendar in force at a station: what ships with the program and what was imported there (L7)."""

from __future__ import annotations

from counter.domain.calendar.events import in_force
from counter.domain.calendar.workdays import Calendar
from counter.services.context.ports import Journal

SUBJECT = "calendar"


def known_calendar(journal: Journal, shipped: Calendar) -> Calendar:
    """The shipped calendar with the years imported here over it."""
    return in_force(shipped, journal.entries(SUBJECT))
