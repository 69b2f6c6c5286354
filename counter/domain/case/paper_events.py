"""Events of a paper after it was issued: the stages of printing and service (文书流转, DESIGN §7).

已生成 → 已送打印 → 已出纸（人工确认）→ 已盖章 → 已签收 / 拒签 / 公告中 → 公告送达; besides 作废 and 被替换. These open
payloads hold no names: those of receivers are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


class PaperStage(StrEnum):
    """How far a paper has come; each stage includes the earlier ones."""

    MADE = "made"  # 已生成
    QUEUED = "queued"  # 已送打印
    FAILED = "failed"  # 没打出来
    PRINTED = "printed"  # 已出纸（人工确认）
    STAMPED = "stamped"  # 已盖章
    PUBLISHED = "published"  # 公告中
    SERVED = "served"  # 已签收
    ANNOUNCED = "announced"  # 公告送达
    DECLINED = "declined"  # 拒签
    SUPERSEDED = "superseded"  # 被替换
    VOID = "void"  # 作废

    @property
    def label(self) -> str:
        """The stage in plain Chinese."""
        return _LABELS[self]

    @property
    def binding(self) -> bool:
        """False for papers that no longer count: taken back or replaced."""
        return self not in (PaperStage.VOID, PaperStage.SUPERSEDED)


_LABELS = {
    PaperStage.MADE: "已生成",
    PaperStage.QUEUED: "已送打印",
    PaperStage.FAILED: "没打出来",
    PaperStage.PRINTED: "已出纸",
    PaperStage.STAMPED: "已盖章",
    PaperStage.PUBLISHED: "公告中",
    PaperStage.SERVED: "已签收",
    PaperStage.ANNOUNCED: "公告送达",
    PaperStage.DECLINED: "拒签",
    PaperStage.SUPERSEDED: "被替换",
    PaperStage.VOID: "作废",
}


REACHED = (PaperStage.SERVED, PaperStage.ANNOUNCED, PaperStage.DECLINED)
"""It counts as served: signed for, published until the law holds it served, or the receiver would not sign."""

TO_BE_SERVED = (PaperStage.PRINTED, PaperStage.STAMPED, PaperStage.PUBLISHED)
"""It is out, and has not reached anybody yet."""

CAME_OUT = (*TO_BE_SERVED, *REACHED)
"""Stages confirmed by a person who had the sheet."""


class Way(StrEnum):
    """How a paper or result reaches the applicant: three ways of S001 Art. 19; by public notice papers alone."""

    WINDOW = "window"  # 窗口领取
    POST = "post"  # 邮寄
    ELECTRONIC = "electronic"  # 电子送达
    PUBLIC_NOTICE = "public_notice"  # 公告送达


@event("paper.queued", slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperQueued:
    """``paper.queued``: a copy was sent to the print queue as ``job``; it is not confirmed that it came out."""

    paper: str
    number: str
    copy: int
    printer: str
    job: str


@event("paper.failed", slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperFailed:
    """``paper.failed``: that copy did not come out; ``words``: the reason from the queue or the clerk.

    ``astray``: it came out elsewhere (打到别处), and its serial is used up.
    """

    paper: str
    number: str
    copy: int
    printer: str
    words: str
    astray: bool = False


@event("paper.printed", slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """``paper.printed``: a person confirmed that the sheet came out (已出纸，人工确认).

    ``handed_over``: no sheet came out of this program; the clerk states that one made by hand or printed elsewhere was
    handed over.
    """

    paper: str
    number: str
    handed_over: bool = False

    LATER: ClassVar = ("handed_over",)


@event("paper.stamped", slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperStamped:
    """``paper.stamped``: it bears the organ's seal (已盖章). ``seal``: the seal's name as on the paper."""

    paper: str
    number: str
    seal: str


@dataclass(frozen=True, slots=True)
class PaperServedSealed:
    """Who signed for it: 代收人 with the relation to the applicant; ``note``: the witness where signing was declined,
    the reason and course of a public notice.
    """

    receiver: str
    relation: str = ""
    note: str = ""


@event(
    "paper.served",
    sealed=PaperServedSealed,
    slot=Slot.PAPER,
    of=HistoryOf.CASE,
    meets=Meeting.SERVED,
    same=("way", "day", "declined"),
)
@dataclass(frozen=True, slots=True)
class PaperServed:
    """``paper.served``: handed to the applicant on ``day`` (送达); ``declined``: the receiver would not sign (拒签).

    ``at``: of what went through a platform, when that says it arrived; None where only the day is known.
    ``announced``: of a public notice, the day it was published; it counts as served on ``day``.
    """

    paper: str
    number: str
    way: Way
    day: date
    declined: bool = False
    at: datetime | None = None
    announced: date | None = None
    LATER: ClassVar = ("at", "announced")


@dataclass(frozen=True, slots=True)
class PaperPublishedSealed:
    """Why a public notice is made, where, and what was tried before."""

    note: str


@event("paper.published", sealed=PaperPublishedSealed, slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperPublished:
    """``paper.published``: a public notice of it was put up on ``day`` (公告发出); nobody is served before its days are
    over. Recorded again with another day, the later record holds.
    """

    paper: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class PaperVoidedSealed:
    """Why, in the clerk's words."""

    reason: str


@event(
    "paper.voided",
    sealed=PaperVoidedSealed,
    slot=Slot.PAPER,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=(),
)
@dataclass(frozen=True, slots=True)
class PaperVoided:
    """``paper.voided``: the paper is void (作废); its number stays used. ``taken_back``: its sheets were returned."""

    paper: str
    number: str
    taken_back: bool


@event("paper.superseded", slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.DECIDES, same=("by",))
@dataclass(frozen=True, slots=True)
class PaperSuperseded:
    """``paper.superseded``: paper ``by`` replaces it, e.g. with days that run from a later service."""

    paper: str
    number: str
    by: str
    why: str
