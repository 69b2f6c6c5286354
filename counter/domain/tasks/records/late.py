"""Missed days found across many cases: a cheap look at open payloads first, the exact rule for what remains (L6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter.domain.calendar.workdays import Calendar, civil_date
from counter.domain.case.case import Case
from counter.domain.case.clock_events import ClockExtended, ClockPaused, ClockResumed, DatesSet, EventDated
from counter.domain.case.events import ItemAccepted, ItemCompleted, ItemDecided, ItemHeld
from counter.domain.case.item_events import ItemConcluded, ItemDeemed, ItemGapped, ItemOrganAccepted, ItemTold
from counter.domain.case.lateness import late, late_words
from counter.domain.case.serial_clocks import AnswerBy
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.records.case_records import ENDS_CLOCK
from counter.domain.tasks.records.record import payload_of

_DATED = (
    *(ItemHeld, ItemAccepted, ItemCompleted, ItemGapped, ItemTold, ItemDeemed, ItemOrganAccepted),
    *(ClockPaused, ClockExtended, ClockResumed, DatesSet, EventDated, ItemConcluded),
)
DATED_EVENTS = frozenset(kind_of(payload).name for payload in _DATED)
"""Kinds of events that set a day of an item or end one of its clocks."""
CLOCK_ENDS = frozenset(kind_of(payload).name for payload in ENDS_CLOCK)

_EVERY_ITEM = ""


def in_time(entry: Entry) -> bool:
    """Whether the entry itself says that it ended its clock in time, so that nothing else has to be read."""
    event = readable(entry)
    answer = event.answer_by if isinstance(event, ItemDecided | ItemTold) else None
    return answer is not None and civil_date(entry.at) <= answer.day


def may_be_late(entries: Iterable[Entry]) -> bool:
    """Whether a clock of the case may have ended late: after the earliest day ever set for it.

    ``entries``: those of ``DATED_EVENTS`` of one case, in order. A later day may have taken its place; ``late_entries``
    knows. Where no day was set, nothing can be late; what comes after another item may have one that no entry says.
    """
    earliest: dict[str, date] = {}
    serial = False
    for entry in entries:
        event = readable(entry)
        item = getattr(event, "item", _EVERY_ITEM)
        answer = event.answer_by if isinstance(event, ItemDecided | ItemTold) else None
        if isinstance(event, ENDS_CLOCK):
            until = [earliest[key] for key in (item, _EVERY_ITEM) if key in earliest]
            by = answer.day if answer is not None else min(until, default=None)
            ended = (
                event.day if isinstance(event, ItemConcluded | ItemOrganAccepted) else civil_date(entry.at)
            )
            if by is not None and ended > by:
                return True
            if serial and item not in earliest and answer is None:
                return True
            serial = serial or isinstance(event, ItemConcluded | ItemCompleted)
        due = getattr(event, "due", None) or getattr(event, "until", None)
        if due is not None and not isinstance(event, ItemTold):  # its day is the applicant's
            earliest[item] = min(due.day, earliest.get(item, due.day))
    return False


def late_entries(
    case: Case, entries: Iterable[Entry], calendar: Calendar, answer_by: AnswerBy
) -> dict[str, tuple[str, ...]]:
    """Id of the entry that ended a clock late → sentences about it. ``entries``: of the case."""
    ends = [
        (entry, event)
        for entry in entries
        if entry.kind in CLOCK_ENDS and (event := readable(entry)) is not None
    ]
    found: dict[str, tuple[str, ...]] = {}
    for item in case.items:
        for missed in late(case, item, calendar, answer_by):
            ended_by = next((e for e, event in ends if e.at == missed.at and _item(event) == item.id), None)
            if ended_by is not None:
                found[ended_by.id] = (*found.get(ended_by.id, ()), late_words(missed))
    return found


def readable(entry: Entry) -> object | None:
    """The entry's payload; None for what is damaged (``counter check`` names it) or of a newer program."""
    try:
        return payload_of(entry)
    except (Unreadable, ValueError):
        return None


def _item(event: object) -> str:
    return str(getattr(event, "item", _EVERY_ITEM))
