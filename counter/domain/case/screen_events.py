"""What entries say of the applicant's own doings on the screen: what was shown is right or not; a drawn signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from counter.domain.document.signature import Drawing
from counter.domain.journal.kinds import HistoryOf, Slot, event


@event("applicant.confirmed", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ApplicantReplied:
    """``applicant.confirmed``: before filing the applicant pressed 对 or 有不对的地方 on the screen.

    ``digest``: of what was shown; ``same``: nothing was changed between that and filing. ``pages_shown`` of ``pages``:
    so many were on the screen before it was said; both left out where all of them were.
    """

    right: bool
    digest: str
    same: bool
    pages_shown: int = 0
    pages: int = 0

    LATER: ClassVar = ("pages_shown", "pages")


@dataclass(frozen=True, slots=True)
class SignatureDrawnSealed:
    """The drawing itself: personal data."""

    drawing: Drawing


@event("signature.drawn", sealed=SignatureDrawnSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class SignatureDrawn:
    """``signature.drawn``: the applicant drew a signature for a paper; an aid, the signed print stays the legal form
    (电子签名法 13; DOMAIN §8)."""

    paper: str
