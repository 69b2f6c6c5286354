"""What entries say of items after the first verdict: told, pledged, supplemented, concluded, ended, undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from counter.domain.case.organ_events import Breach, Extent, Ground, HandsOver, KnownBy
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event
from counter.domain.visit.verdict import Due


class Again(StrEnum):
    """Why a second correction notice may go out for one item (L3)."""

    NEW_FACT = "new_fact"  # 出现新的事实
    SUPERVISOR = "supervisor"  # 值班负责人说明理由


class Ending(StrEnum):
    """How an item ends without the organ's decision on its substance."""

    WITHDRAWN = "withdrawn"  # 申请人撤回
    DROPPED = "dropped"  # 申请人不再办理该事项（决定之前）
    RETURNED = "returned"  # 退件：前序事项没有办成，或者按规定退还材料


class Result(StrEnum):
    """What the organ decided (事项结果), recorded when its written paper is here."""

    GRANTED = "granted"  # 准予 / 办结
    REJECTED = "rejected"  # 不予批准
    REFUSED = "refused"  # 不予受理
    REVOKED = "revoked"  # 撤销受理 / 撤销决定
    LAPSED = "lapsed"  # 视为放弃、视为撤回


RESULT_WORDS = {
    Result.GRANTED: "准予、办结",
    Result.REJECTED: "不予批准",
    Result.REFUSED: "不予受理",
    Result.REVOKED: "撤销受理",
    Result.LAPSED: "按放弃处理",
}
"""The organ's result in the clerk's words."""


class Cause(StrEnum):
    """Why a draft decision is prepared for the organ (L5, L8)."""

    INSISTED = "insisted"  # 申请人坚持提交
    GAP_EXPIRED = "gap_expired"  # 容缺逾期未补
    GAP_WRONG = "gap_wrong"  # 容缺补正后仍不符合
    CORRECTION_LAPSED = "correction_lapsed"  # 补正逾期未交
    CORRECTION_WRONG = "correction_wrong"  # 补正后仍不符合
    NEGATIVE_RESULT = "negative_result"  # 审查结果不予批准


class Pause(StrEnum):
    """Special procedures (特别程序) whose time is not counted, once told in writing (许可法 Art. 42, 45)."""

    HEARING = "hearing"  # 听证
    TENDER = "tender"  # 招标
    AUCTION = "auction"  # 拍卖
    INSPECTION = "inspection"  # 检验
    TESTING = "testing"  # 检测
    QUARANTINE = "quarantine"  # 检疫
    APPRAISAL = "appraisal"  # 鉴定
    EXPERT_REVIEW = "expert_review"  # 专家评审
    EXTENSION = "extension"  # 延长审批（经本机关负责人批准）


class Signer(StrEnum):
    """By whom a pledge is signed, and with what authority (L4)."""

    APPLICANT = "applicant"  # 申请人本人
    LEGAL_REPRESENTATIVE = "legal_representative"  # 法定代表人、负责人
    GUARDIAN = "guardian"  # 法定代理人
    AGENT = "agent"  # 委托代理人（授权范围包括签署承诺）


@dataclass(frozen=True, slots=True)
class NotifiedGap:
    """One thing told to be corrected or deferred: line, state, standard and deadline; never free words."""

    line: str
    name: str
    state: str
    standard: str
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class ItemToldSealed:
    """The reasons per line in the clerk's words, and the reason of a further round: what is new, or the supervisor's.

    ``fact_document``: the document that shows a new fact; its name may name somebody.
    """

    reason: str
    texts: dict[str, str] = field(default_factory=dict)
    again: str = ""
    fact_document: str = ""

    LATER: ClassVar = ("fact_document",)


@event("item.told", sealed=ItemToldSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemTold:
    """``item.told``: a correction notice names everything this item lacks, once (L3).

    ``round``: 1, or more where ``again`` says why. ``returned``: the filing ends with it (退还材料，重新申请).
    ``due``: by when all of it has to be brought; None while the clock is in doubt. ``answer_by``: by when the
    applicant had to be told (L6). Of a further round for a new fact, ``fact_day``: the day of the document that shows
    it, and ``fact_lines``: what it concerns.
    """

    item: str
    name: str
    organ: str
    gaps: tuple[NotifiedGap, ...]
    round: int
    due: Due | None
    returned: bool = False
    again: Again | None = None
    supervisor: str = ""
    dates_held: bool = False
    answer_by: Due | None = None
    fact_day: date | None = None
    fact_lines: tuple[str, ...] = ()

    LATER: ClassVar = ("fact_day", "fact_lines")


@dataclass(frozen=True, slots=True)
class PledgeSignedSealed:
    """Who signed, and the words of the authority (e.g. the scope of the agent's authorisation)."""

    name: str
    authority: str = ""


@event("pledge.signed", sealed=PledgeSignedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PledgeSigned:
    """``pledge.signed``: the pledge on paper ``paper`` bears a signature, for these items (L4)."""

    paper: str
    number: str
    items: tuple[str, ...]
    signer: Signer
    day: date


@event("item.accepted_with_gaps", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemGapped:
    """``item.accepted_with_gaps``: accepted, with what may be handed in later, each by its own day (L4)."""

    item: str
    name: str
    organ: str
    gaps: tuple[NotifiedGap, ...]
    pledge: str
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None


@event("item.deemed_accepted", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES, same=())
@dataclass(frozen=True, slots=True)
class ItemDeemed:
    """``item.deemed_accepted``: nothing was told in time: accepted since hand-over (许可法 32(1)(4), L6).

    ``since``: the civil day of hand-over; ``told_by``: the last day on which a notice would have been in time.
    """

    item: str
    name: str
    organ: str
    since: date
    told_by: date
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class ItemProposedSealed:
    """The reasons as drafted."""

    reason: str


@event("item.proposed", sealed=ItemProposedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemProposed:
    """``item.proposed``: a decision was drafted for the organ (代拟稿); nothing is decided by it (L5, L8)."""

    item: str
    name: str
    organ: str
    cause: Cause
    result: Result
    basis: str
    paper: str = ""


@event(
    "item.organ_accepted", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES, same=("document", "day")
)
@dataclass(frozen=True, slots=True)
class ItemOrganAccepted:
    """``item.organ_accepted``: the organ it was sent on to accepted it on ``day`` (机关受理, S001 32; 许可法 32, 42).

    ``document``: number or name of its notice; ``by``: who signed. The organ's clock counts from ``day``.
    """

    item: str
    name: str
    organ: str
    day: date
    document: str
    by: str = ""
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class ItemConcludedSealed:
    """Certificate numbers and words that may name people. ``basis``: the law an adverse decision rests on.

    ``phone``: of the organ or of who answers there, as the paper of a confirmed draft has it. ``extent``: what was
    granted, or under which conditions, as the decision says it.
    """

    certificate: str = ""
    note: str = ""
    basis: str = ""
    phone: str = ""
    extent: str = ""

    LATER: ClassVar = ("basis", "phone", "extent")


@event(
    "item.concluded",
    sealed=ItemConcludedSealed,
    slot=Slot.ITEM,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=("result", "document", "day"),
)
@dataclass(frozen=True, slots=True)
class ItemConcluded:
    """``item.concluded``: the organ's written result is here: ``document`` its number, ``by`` who signed for it.

    ``confirmed``: the draft paper that the organ's 首席代表 confirmed, if it was one of ours. ``known_by``: by an own
    PIN or a signed paper, ``signer``: whose, by the code on the hall's list; ``signed_document``, ``signed_on``: number
    and day of the organ's paper that confirmed a draft. ``against``: rules that the decision, already signed by the
    organ, does not keep. ``review_body`` and ``court``: as the paper of a confirmed draft names them, where its class
    has remedies. ``mandate``: number of the letter by which the representative confirmed in person. ``extent``:
    where it was not granted as applied for. ``hands_over``: what the applicant is given, None in older entries.
    """

    item: str
    name: str
    organ: str
    result: Result
    day: date
    document: str = ""
    by: str = ""
    confirmed: str = ""
    ground: Ground | None = None
    known_by: KnownBy | None = None
    signer: str = ""
    signed_document: str = ""
    signed_on: date | None = None
    against: tuple[Breach, ...] = ()
    review_body: str = ""
    court: str = ""
    mandate: str = ""
    extent: Extent | None = None
    hands_over: HandsOver | None = None

    LATER: ClassVar = (
        *("ground", "known_by", "signer", "signed_document", "signed_on", "against"),
        *("review_body", "court", "mandate", "extent", "hands_over"),
    )


@dataclass(frozen=True, slots=True)
class ItemEndedSealed:
    """The reason in words; for a withdrawal the applicant's."""

    reason: str


@event(
    "item.ended",
    sealed=ItemEndedSealed,
    slot=Slot.ITEM,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=("ending",),
)
@dataclass(frozen=True, slots=True)
class ItemEnded:
    """``item.ended``: withdrawn, dropped or returned; nothing was refused by it."""

    item: str
    name: str
    ending: Ending
    because: str = ""  # id of the earlier item that failed


@dataclass(frozen=True, slots=True)
class DecisionVoidedSealed:
    """Why, in words."""

    reason: str


@event(
    "decision.voided",
    sealed=DecisionVoidedSealed,
    slot=Slot.ITEM,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=(),
)
@dataclass(frozen=True, slots=True)
class DecisionVoided:
    """``decision.voided``: the decisions on these items are undone, their papers were taken back (作废).

    They stand again as taken in; the material stays where it is.
    """

    items: tuple[str, ...]
    papers: tuple[str, ...]
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class MovedPaper:
    """Sheets of one line that changed hands: ``originals`` and ``copies`` count sheets."""

    line: str
    name: str
    originals: int
    copies: int


class Hands(StrEnum):
    """Where papers go."""

    TO_ORGAN = "to_organ"  # 窗口 → 部门
    TO_WINDOW = "to_window"  # 部门 → 窗口
    TO_APPLICANT = "to_applicant"  # 退还申请人


@dataclass(frozen=True, slots=True)
class CustodyMovedSealed:
    """Who gave and who took."""

    given_by: str
    taken_by: str
    note: str = ""


@event(
    "custody.moved", sealed=CustodyMovedSealed, slot=Slot.ORIGINAL, of=HistoryOf.CASE, meets=Meeting.EXCLUDES
)
@dataclass(frozen=True, slots=True)
class CustodyMoved:
    """``custody.moved``: papers changed hands (物料流转), originals counted apart (L12). ``paper``: the slip."""

    organ: str
    hands: Hands
    moved: tuple[MovedPaper, ...]
    paper: str = ""
