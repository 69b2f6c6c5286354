"""Events of a case about rating invitations (评价邀请): never whether or how one was answered (L9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.journal.kinds import HistoryOf, Slot, event


class Stage(StrEnum):
    """环节 that is rated (DOMAIN §3, evalProcess)."""

    ACCEPTANCE = "受理环节"
    COMPLETION = "办结环节"


@event("rating.invited", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RatingInvited:
    """``rating.invited`` (subject: the case): the applicant was invited once for this visit (L9)."""

    stage: Stage
    how: str  # pad | slip


@event("rating.closed", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RatingClosed:
    """``rating.closed`` (subject: the case): the invitation is over. Never whether or how it was used."""


@event("rating.slip_printed", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """``rating.slip_printed`` (subject ``rating_slips``): a slip was printed; only its code's SHA-256 is stored."""

    digest: str
    stage: Stage
    until: date


@event("rating.code_used", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class CodeUsed:
    """``rating.code_used`` (subject ``rating_slips``): the code was entered; a second time it is refused."""

    digest: str
