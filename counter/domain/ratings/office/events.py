"""Events of ratings in the office's journal: imported, rectified, reviewed. Subject of each: the rating's own id.

The office (差评处理室) is a profile of its own with its own key; nothing of this is ever written at the rated station.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from counter.domain.journal import entries
from counter.domain.journal.kinds import HistoryOf, Slot, event
from counter.domain.ratings.accounts import DayTaken
from counter.domain.ratings.clerks import PackedMonths
from counter.domain.ratings.rating import Channel, Grade, Mode, Stage
from counter.domain.ratings.sealed_box import RatedItem, Rater
from counter.domain.visit.verdict import Due


class Finding(StrEnum):
    """核实结论."""

    TRUE = "属实"
    PARTLY = "部分属实"
    UNTRUE = "不属实"
    MISTAKEN = "误评"
    MALICIOUS = "恶意"

    @property
    def set_aside(self) -> bool:
        """误评、恶意: reviewed and left out of the rate, never deleted (国办发〔2019〕51号 申诉复核)."""
        return self in (Finding.MISTAKEN, Finding.MALICIOUS)


class Reached(StrEnum):
    """How a contact ended."""

    YES = "联系上"
    NO_ANSWER = "没有接通"
    DECLINED = "不愿意说"


@event("ratings.taken_in", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RatingsTakenIn:
    """``ratings.taken_in`` (subject ``office``): a station's pack was opened. Counts of what was new in it.

    ``public_key``: the station key that signed it; ``trusted_by``: the supervisor who trusted it where no hall known
    here has certified it. ``slips``: marks of slip codes that station gave out, ``used``: of those that came back in a
    box. A mark can be made from a code only with the office's own key, so it leads nobody to a slip's case.
    ``since``/``until``: span of the station's chain that the pack covers; ``boxes``: first digits of the SHA-256 of its
    named boxes, so that an invitation packed twice counts once. ``account``: number of the window's newest account,
    None where an older program keeps none; ``days``: the accounts in the pack; ``faults``: contradictions in the pack.
    ``clerks``: the tables by clerk and month in it, None where an older program keeps none.
    """

    station: str
    epoch: int
    digest: str  # SHA-256 of the file
    named: int
    anonymous: int
    known: int  # boxes that had been taken in before
    unreadable: int  # sealed to another key, or damaged
    invited: int  # invitations the station closed, so far as its pack tells: the base of 评价率
    public_key: str = ""
    trusted_by: str = ""
    slips: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    boxes: tuple[str, ...] = ()
    hall: str = ""
    window: str = ""
    made_at: str = ""
    account: int | None = None
    days: tuple[DayTaken, ...] = ()
    faults: tuple[str, ...] = ()
    clerks: PackedMonths | None = None

    LATER: ClassVar = ("clerks",)


@dataclass(frozen=True, slots=True)
class RatingRegisteredSealed:
    """Its personal part. ``clerk_name`` is the rated clerk's; ``rater`` None for 匿名."""

    words: str = ""
    clerk_name: str = ""
    rater: Rater | None = None


@event(entries.RATING_REGISTERED, sealed=RatingRegisteredSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class RatingRegistered:
    """``rating.registered``: a rating as counted. ``station``, ``window``, ``clerk``, ``case`` empty for 匿名.

    ``at``: UTC ISO for 实名, the day for 匿名. ``doubt``: why a 代录 is not proved by a slip known here, or "".
    """

    rating: str
    mode: Mode
    channel: Channel
    hall: str
    region: str
    station: str
    window: str
    clerk: str
    case: str
    bundle: int
    bundle_name: str
    items: tuple[RatedItem, ...]
    stage: Stage
    at: str
    grade: Grade
    reasons: tuple[str, ...]
    reasons_version: str
    accepted_on: str = ""
    on_the_spot: bool = False
    doubt: str = ""


@event("rectification.opened", slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class RectificationOpened:
    """``rectification.opened`` (L10): a bad rating must end with an answer by that day.

    ``due`` None: this place has no number of days yet (待部门核定).
    """

    due: Due | None
    basis: str
    settled: bool  # False: 工作日还是自然日待部门核定


@dataclass(frozen=True, slots=True)
class OwnerNamedSealed:
    """Why the owner changed, as free text, which may name the rater; empty for the first."""

    why: str = ""


@event("rectification.assigned", sealed=OwnerNamedSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class OwnerNamed:
    """``rectification.assigned``: who looks into it; never the rated clerk."""

    owner: str


@dataclass(frozen=True, slots=True)
class ContactedSealed:
    """Notes of the conversation."""

    words: str


@event("rectification.contacted", sealed=ContactedSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class Contacted:
    """``rectification.contacted``: a try to reach the rater (实名 only), the first within one working day."""

    reached: Reached
    how: str  # 电话 | 短信 | 上门 | 当面


@dataclass(frozen=True, slots=True)
class FoundSealed:
    """The basis of the finding."""

    facts: str


@event("rectification.found", sealed=FoundSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class Found:
    """``rectification.found``: 核实结论. ``reviewer``: a second person, required to set a rating aside."""

    finding: Finding
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class MeasuredSealed:
    """The measure in words."""

    words: str


@event("rectification.measured", sealed=MeasuredSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class Measured:
    """``rectification.measured``: 整改措施; for 不属实 the explanation (解释说明). ``done_by``: civil day or None."""

    kind: str  # 立行立改 | 限期整改 | 解释说明
    done_by: date | None = None


@dataclass(frozen=True, slots=True)
class AnsweredSealed:
    """Its Document as JSON (``domain.document.document.to_json``)."""

    document: dict[str, object]


@event("rectification.answered", sealed=AnsweredSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class Answered:
    """``rectification.answered``: 差评整改反馈单 was issued; every rectification ends with an answer (L10)."""

    paper: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class CalledBackSealed:
    """What was said."""

    words: str


@event("rectification.called_back", sealed=CalledBackSealed, slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class CalledBack:
    """``rectification.called_back``: 回访 (实名 only). ``again``: the second rating, which stands beside the first."""

    reached: Reached
    again: Grade | None = None


@event("rectification.closed", slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class RectificationClosed:
    """``rectification.closed``: answered, and called back (or tried) where the rater can be called."""


@event("rating.proxy_confirmed", slot=Slot.OWN, of=HistoryOf.RATING)
@dataclass(frozen=True, slots=True)
class ProxyConfirmed:
    """``rating.proxy_confirmed``: a 代录, or a doubtful one, was called back. ``same``: the rater, once reached,
    confirms it, and it counts; else it is never in the rate.
    """

    reached: Reached
    same: bool
