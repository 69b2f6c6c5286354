"""Event of an imported holiday arrangement, and the calendar in force by these events (L7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from counter.domain.calendar.workdays import Calendar, CalendarYear
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Slot, event, kind_of

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off in a row under one name, first and last inclusive."""

    name: str
    first: date
    last: date


@event("calendar.imported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class CalendarImported:
    """``calendar.imported``: one year's arrangement, in force at this station from now on.

    ``version``: recorded with every due date computed by it. ``source``: the document it was taken from. ``sha256``:
    of the imported file, in hexadecimal.
    """

    year: int
    version: str
    official: bool
    off: tuple[DaysOff, ...]
    worked: tuple[date, ...]
    source: str
    sha256: str


def imported(year: CalendarYear, sha256: str) -> CalendarImported:
    """The event of an arrangement."""
    spans: list[DaysOff] = []
    for day in sorted(year.off):
        name = year.names.get(day, "")
        before = spans[-1] if spans else None
        if before is not None and before.name == name and before.last + _ONE_DAY == day:
            spans[-1] = replace(before, last=day)
        else:
            spans.append(DaysOff(name, day, day))
    worked = tuple(sorted(year.worked))
    return CalendarImported(year.year, year.version, year.official, tuple(spans), worked, year.source, sha256)


def arrangement(event: CalendarImported) -> CalendarYear:
    """The arrangement of an event."""
    names = {
        span.first + timedelta(days=n): span.name
        for span in event.off
        for n in range((span.last - span.first).days + 1)
    }
    return CalendarYear(
        event.year,
        event.official,
        frozenset(names),
        frozenset(event.worked),
        event.version,
        event.source,
        names,
    )


def in_force(shipped: Calendar, entries: Iterable[Entry]) -> Calendar:
    """The shipped calendar with the imported years; of one year the last import counts.

    A provisional import never replaces what a newer program ships as official. An unreadable entry (of a newer
    program, or damaged: ``counter check`` reports it) is skipped; its year falls back to what is shipped.
    """
    years = dict(shipped.years)
    for entry in entries:
        event = _read(entry)
        if event is not None and (event.official or not shipped.official(event.year)):
            years[event.year] = arrangement(event)
    return Calendar(years)


def same_days(one: CalendarYear, other: CalendarYear) -> bool:
    """True when both arrangements have the same days off and worked, and the same official status."""
    return (one.official, _moved(one), one.worked) == (other.official, _moved(other), other.worked)


def next_version(year: int, known: Calendar, entries: Iterable[Entry]) -> str:
    """``2027-1``, ``2027-2`` …: one higher than every version of that year seen at this station, in force or not."""
    taken = [event.version for entry in entries if (event := _read(entry)) is not None]
    taken += [known.years[year].version] if year in known.years else []
    numbers = [int(m[1]) for text in taken if (m := re.fullmatch(rf"{year}-(\d{{1,6}})", text))]
    return f"{year}-{max(numbers, default=0) + 1}"


def _read(entry: Entry) -> CalendarImported | None:
    try:
        return kind_of(CalendarImported).read(entry)
    except (codec.Unreadable, ValueError):
        return None


def _moved(year: CalendarYear) -> frozenset[date]:
    """Days off on weekdays: some files list weekends too, others do not."""
    return frozenset(day for day in year.off if day.weekday() < _SATURDAY)
