"""Events of a round of custody: the slip is made, signed by the organ or void; what was missing or torn, and its end.

Sheets that leave the window are moved by ``custody.moved`` beside the slip, once, so that an original is never in two
hands (L12); what the organ did not take is back at the window with the confirmation. Names of who signed are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.journal.kinds import HistoryOf, Slot, event


class MismatchKind(StrEnum):
    """What is wrong with a paper as it was handed over (交接不符)."""

    MISSING = "missing"  # 缺
    TORN = "torn"  # 破损
    WRONG_COUNT = "wrong_count"  # 份数不对
    WRONG_PAPER = "wrong_paper"  # 不是这份

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return _FAULTS[self]


class MismatchEnd(StrEnum):
    """How it was settled."""

    FOUND = "found"  # 找到了
    REPLACED = "replaced"  # 已补上
    AGREED = "agreed"  # 双方核对，照现状接收
    TOLD = "told"  # 已告知申请人，按其意见处理

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return _ENDS[self]


_FAULTS = {
    MismatchKind.MISSING: "缺少",
    MismatchKind.TORN: "破损",
    MismatchKind.WRONG_COUNT: "份数不对",
    MismatchKind.WRONG_PAPER: "不是这份材料",
}
_ENDS = {
    MismatchEnd.FOUND: "找到了",
    MismatchEnd.REPLACED: "已补上",
    MismatchEnd.AGREED: "双方核对，照现状接收",
    MismatchEnd.TOLD: "已告知申请人，按其意见处理",
}


@event("custody.round_made", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RoundMade:
    """``custody.round_made``: papers of this case are on the slip of a round (物料流转单（汇总）).

    ``round``: its id, the same in every case on it; ``cases``: ids of these; the first holds ``paper``, the id of the
    slip, with its ``number`` and the ``code`` of its bar code. ``moved``: of this case. ``items``: on the way back,
    items whose certificate is to come along.
    """

    round: str
    number: str
    code: str
    paper: str
    cases: tuple[str, ...]
    organ: str
    hands: Hands
    moved: tuple[MovedPaper, ...]
    day: date
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundConfirmedSealed:
    """Who of the organ signed, and a note."""

    signed_by: str
    note: str = ""


@event("custody.round_confirmed", sealed=RoundConfirmedSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RoundConfirmed:
    """``custody.round_confirmed``: the organ signed the slip on ``day``.

    ``number``: of the slip. ``left``: lines of this case that did not change hands; these are where they were.
    """

    round: str
    number: str
    day: date
    left: tuple[str, ...] = ()


@event("custody.round_dropped", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class RoundDropped:
    """``custody.round_dropped``: nothing on the slip went, and it is void."""

    round: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class MismatchFoundSealed:
    """Who saw it, and what exactly."""

    seen_by: str
    words: str = ""


@event("custody.mismatch_found", sealed=MismatchFoundSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class MismatchFound:
    """``custody.mismatch_found``: a paper was not as the slip says (交接不符). ``mismatch``: its id.

    ``line``: of the checklist, "" for a certificate; ``name``: as on the slip; ``round``: id of the round, or "".
    """

    mismatch: str
    line: str
    name: str
    organ: str
    fault: MismatchKind
    day: date
    round: str = ""


@dataclass(frozen=True, slots=True)
class MismatchSettledSealed:
    """How exactly."""

    words: str


@event("custody.mismatch_settled", sealed=MismatchSettledSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class MismatchSettled:
    """``custody.mismatch_settled``: it was looked into and is over."""

    mismatch: str
    name: str
    end: MismatchEnd
    day: date
