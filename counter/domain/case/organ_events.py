"""Events and terms of an organ's own decision beyond its result: its ground, how it is known, what it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


class Ground(StrEnum):
    """Why an organ decided against the applicant (不利决定的理由)."""

    INCOMPLETE = "incomplete"  # 材料不齐、逾期未补
    OTHER = "other"  # 其他法定理由：不符合法定条件、标准等（许可法 38），写明理由和依据


class KnownBy(StrEnum):
    """How this window knows that the organ decided (确认方式, L8)."""

    PIN = "own_pin"  # 首席代表以本人口令确认
    PAPER = "signed_paper"  # 按机关签发的文书登记


class Extent(StrEnum):
    """How far the organ granted what was applied for, where not simply as applied for."""

    PARTIAL = "partial"  # 部分准予
    CONDITIONS = "conditions"  # 附条件准予
    CHANGED = "changed"  # 变更后准予

    @property
    def label(self) -> str:
        """The extent in plain Chinese."""
        return {"partial": "部分准予", "conditions": "附条件准予", "changed": "变更后准予"}[self.value]


class HandsOver(StrEnum):
    """What the applicant is given as the result of an item."""

    THING = "thing"  # 证照、批文等
    DECISION = "decision"  # 机关的决定书本身
    NOTHING = "nothing"  # 没有要交的：登记信息、系统办结


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a decision already signed by the organ breaks (与规则不符). ``words``: a whole sentence."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class DecisionNotedSealed:
    """What was done about it, and who at the organ was informed."""

    words: str


@event("decision.noted", sealed=DecisionNotedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class DecisionNoted:
    """``decision.noted``: a supervisor has read, by PIN, that a recorded decision breaks a rule (已阅)."""

    item: str
    name: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class ItemOrganToldSealed:
    """What the organ asks for, in its words."""

    what: str


@event("item.organ_told", sealed=ItemOrganToldSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class ItemOrganTold:
    """``item.organ_told``: the organ an item was sent on to told the applicant what to correct (机关补正).

    ``document``: number or name of its notice, of ``day``; ``until``: the day it set; ``lines``: ids of the papers.
    """

    item: str
    name: str
    organ: str
    day: date
    document: str
    until: date
    lines: tuple[str, ...]
