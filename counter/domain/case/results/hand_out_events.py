"""Events around a hand-out: prepared with its proof, given up again, calls to who does not come, back to the organ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.item_events import MovedPaper
from counter.domain.case.results.events import CollectorKind
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


class CallOutcome(StrEnum):
    """What came of a call to who has not collected."""

    REACHED = "reached"  # 接通，会来领
    NO_ANSWER = "no_answer"  # 没人接
    WRONG_NUMBER = "wrong_number"  # 号码不对
    BY_POST = "by_post"  # 接通，要邮寄

    @property
    def label(self) -> str:
        """The outcome in plain Chinese."""
        return _OUTCOMES[self]


_OUTCOMES = {
    CallOutcome.REACHED: "接通，会来领",
    CallOutcome.NO_ANSWER: "没人接",
    CallOutcome.WRONG_NUMBER: "号码不对",
    CallOutcome.BY_POST: "接通，要邮寄",
}


@dataclass(frozen=True, slots=True)
class HandOutPreparedSealed:
    """Who is collecting, as in ``ResultHandedOutSealed``."""

    name: str
    relation: str = ""
    masked_number: str = ""
    checked: str = ""


@event(
    "result.hand_out_prepared",
    sealed=HandOutPreparedSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class HandOutPrepared:
    """``result.hand_out_prepared``: the 送达回证 is made, nothing has been given yet.

    ``hand_out``: its id, the same in every case that it covers; ``cases``: ids of these, the first holds ``proof`` (the
    id of the paper), whose number is ``proof_number``. ``certificates``, ``papers``, ``originals``: of this case.
    """

    hand_out: str
    proof: str
    proof_number: str
    cases: tuple[str, ...]
    certificates: tuple[str, ...]
    collector: CollectorKind
    day: date
    papers: tuple[str, ...] = ()
    originals: tuple[MovedPaper, ...] = ()


@event("result.hand_out_dropped", slot=Slot.CERTIFICATE, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class HandOutDropped:
    """``result.hand_out_dropped``: nothing was given on that proof, and it is void (没有领，回证作废)."""

    hand_out: str
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultCalledSealed:
    """What was said."""

    words: str = ""


@event(
    "result.called",
    sealed=ResultCalledSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultCalled:
    """``result.called``: a call about what lies here (领取电话)."""

    certificates: tuple[str, ...]
    day: date
    outcome: CallOutcome


@dataclass(frozen=True, slots=True)
class ResultSentBackSealed:
    """Who of the organ took it, and a note."""

    taken_by: str
    note: str = ""


@event(
    "result.sent_back",
    sealed=ResultSentBackSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultSentBack:
    """``result.sent_back``: nobody came, and its organ has it again (交回机关). ``slip``: id of the 物料流转单."""

    certificates: tuple[str, ...]
    organ: str
    day: date
    slip: str = ""
