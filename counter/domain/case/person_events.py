"""Events about the data of a person, in the history of a case or a rating (L11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from counter.domain.journal import entries
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


class LookReason(StrEnum):
    """Why somebody looks who does not handle the case. A choice, because the reason stays in the open: never whom."""

    COMPLAINT = "投诉信访核实"
    CHECK = "抽查核对"
    CORRECTION = "更正差错"
    INSPECTION = "上级检查"
    URGING = "督办催办"


@event("person.viewed", slot=Slot.NONE, of=HistoryOf.CASE | HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class PersonViewed:
    """``person.viewed``: the full values of the applicant were shown to the actor (L11).

    ``place``: where: case, rating, records, oversight. ``reason``: one of ``LookReason``, where the place asks for one.
    """

    place: str
    reason: str = ""

    LATER: ClassVar = ("reason",)


def looked_words(event: PersonViewed) -> str:
    """The sentence of a look in the history of a case."""
    return "查看了完整的个人信息" + (f"（{event.reason}）" if event.reason else "")


@event(entries.FORGOTTEN, slot=Slot.ALL, of=HistoryOf.CASE | HistoryOf.RATING, meets=Meeting.ABSORBS)
@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """``person.forgotten``: the personal data were destroyed. ``reason`` stays in the open for ever: never whom.

    ``document``: number of the approval to destroy (销毁批准文号); ``agreed_by``: the second person who signed.
    """

    reason: str
    document: str = ""
    agreed_by: str = ""

    LATER: ClassVar = ("document", "agreed_by")
