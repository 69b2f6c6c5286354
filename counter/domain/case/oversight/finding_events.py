"""Events of a case that the supervisor's room and the owner write to each other: findings, and orders to hand over.

They travel with the case, so that whoever has it has them. None decides anything in it: they commute with everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.journal.kinds import HistoryOf, Slot, event


class FindingWeight(StrEnum):
    """How grave a finding is, as the published standards of other places divide it."""

    LAWFULNESS = "合法性问题"
    FORM = "规范性问题"
    ADVICE = "建议"


class FindingStance(StrEnum):
    """The owner's answer to a finding."""

    ADMITTED = "属实，整改"
    DISPUTED = "有异议"


class FindingEnd(StrEnum):
    """How a finding is closed."""

    PUT_RIGHT = "已改正"
    NOTED = "不能补救，已记录"
    DROPPED = "发现不成立"


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Words about a finding that may name somebody."""

    words: str


@event("review.found", sealed=FindingWords, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class FindingMade:
    """``review.found``: a review found something in the case. The entry's id is the finding's.

    ``point``: id of the point of the checklist, ``title``: as it read; ``item``: id of the item, "" for the whole case;
    ``announced``: id of the sample's announcement; ``until``: by when the owner answers.
    """

    announced: str
    point: str
    title: str
    item: str
    weight: FindingWeight
    until: date


@event("review.answered", sealed=FindingWords, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class FindingAnswered:
    """``review.answered``: the owner's answer to a finding (id)."""

    finding: str
    stance: FindingStance


@event("review.put_right", sealed=FindingWords, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class FindingPutRight:
    """``review.put_right``: the owner put right what a finding (id) named."""

    finding: str


@event("review.closed", sealed=FindingWords, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class FindingClosed:
    """``review.closed``: another person than its author closed a finding (id)."""

    finding: str
    end: FindingEnd


@dataclass(frozen=True, slots=True)
class ReassignReason:
    """Why, in words that may name somebody."""

    reason: str


@event("case.reassign_ordered", sealed=ReassignReason, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ReassignOrdered:
    """``case.reassign_ordered``: the supervisor orders the owner to hand the case over to ``to`` (改派).

    ``owner``: who owned it then; the same as ``to``: an earlier order is taken back. ``agreed_by``: the second person.
    """

    owner: str
    to: str
    agreed_by: str
