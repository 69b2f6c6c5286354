"""Event of the applicant's written withdrawal (撤回申请书)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.item_events import Signer
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


@dataclass(frozen=True, slots=True)
class WithdrawalSignedSealed:
    """Who signed, and the words of the authority (e.g. the scope of the agent's authorisation)."""

    name: str
    authority: str = ""


@event(
    "withdrawal.signed", sealed=WithdrawalSignedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.ADDS
)
@dataclass(frozen=True, slots=True)
class WithdrawalSigned:
    """``withdrawal.signed``: the applicant signed that he withdraws these items, on ``day``.

    ``paper``, ``number``: the application issued here; both empty for his own writing.
    """

    items: tuple[str, ...]
    day: date
    signer: Signer
    paper: str = ""
    number: str = ""
