"""Events about the data of a person, in the history of a case or a rating (L11)."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal import entries
from counter.domain.journal.kinds import HistoryOf, Slot, event


@event("person.viewed", slot=Slot.NONE, of=HistoryOf.CASE | HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class PersonViewed:
    """``person.viewed``: the full values of the applicant were shown to the actor (L11)."""

    place: str


@event(entries.FORGOTTEN, slot=Slot.ALL, of=HistoryOf.CASE | HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """``person.forgotten``: the personal data were destroyed. ``reason`` stays in the open for ever: never whom."""

    reason: str
