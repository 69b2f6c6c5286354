"""What entries say of an item's clocks: stopped, going on, dated anew; and the common clock of licences together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from counter.domain.case.item_events import NotifiedGap, Pause
from counter.domain.case.organ_events import KnownBy
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event
from counter.domain.visit.verdict import Due

PAUSE_WORDS = {
    Pause.HEARING: "听证",
    Pause.TENDER: "招标",
    Pause.AUCTION: "拍卖",
    Pause.INSPECTION: "检验",
    Pause.TESTING: "检测",
    Pause.QUARANTINE: "检疫",
    Pause.APPRAISAL: "鉴定",
    Pause.EXPERT_REVIEW: "专家评审",
    Pause.EXTENSION: "延长审批",
}
"""What each special procedure is called, in lists and on papers."""


@dataclass(frozen=True, slots=True)
class ProcedureToldSealed:
    """What is done, in words that may name somebody."""

    what: str


@event("procedure.told", sealed=ProcedureToldSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ProcedureTold:
    """``procedure.told``: the notice of a special procedure was made here; the clock stands once it is served.

    ``days`` (of the item's own unit, from the day after service) or ``until``: how long it is said to take.
    """

    item: str
    name: str
    pause: Pause
    paper: str
    number: str
    basis: str
    days: int | None = None
    until: date | None = None


@event("clock.paused", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ClockPaused:
    """``clock.paused``: a special procedure of an item began; its written notice has a number and a day of service.

    ``until``: by when it is said to be over; ``paper``: the notice, where it was made here.
    """

    item: str
    name: str
    pause: Pause
    notice: str
    served: date
    days: int | None = None
    until: Due | None = None
    paper: str = ""

    LATER: ClassVar = ("until", "paper")


@dataclass(frozen=True, slots=True)
class ClockExtendedSealed:
    """Why, in words that may name somebody."""

    reason: str


@event("clock.extended", sealed=ClockExtendedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ClockExtended:
    """``clock.extended``: the organ extended the item's time on ``day`` by ``days``; the days are as they now stand.

    ``known_by``, ``by``, ``signer``: how that is known, by whom, and the code on the hall's list. ``document``: number
    of the organ's paper; ``notice``: number of ours, "" where the organ told it itself. ``mandate``: number of the
    letter by which the representative confirmed in person.
    """

    item: str
    name: str
    day: date
    days: int
    known_by: KnownBy
    by: str
    signer: str
    document: str = ""
    notice: str = ""
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    mandate: str = ""

    LATER: ClassVar = ("mandate",)


@event("clock.resumed", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ClockResumed:
    """``clock.resumed``: it ended on ``day``; ``due`` and ``statutory`` are the days as they now stand."""

    item: str
    name: str
    day: date
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None


@event("dates.set", slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class DatesSet:
    """``dates.set``: days that were held while the clock was in doubt, or that run anew from a later service.

    ``received``: the true day of receipt of an item that was only taken in; None in older entries and of others.
    ``confirmed``: the true day of what was recorded while the clock was in doubt, ``handed_over`` that of hand-over
    where the case was opened so; None in older entries. ``answer_by``: by when what was then answered had to be, where
    its receipt was sure.
    """

    LATER: ClassVar = ("confirmed", "handed_over", "answer_by")

    item: str
    name: str
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    gaps: tuple[NotifiedGap, ...] = ()
    why: str = ""
    received: date | None = None
    confirmed: date | None = None
    handed_over: date | None = None
    answer_by: Due | None = None


@event("event.dated", slot=Slot.CASE, of=HistoryOf.CASE, meets=Meeting.EARLIEST)
@dataclass(frozen=True, slots=True)
class EventDated:
    """``event.dated``: several licences of one matter are handled together: all of it is due by then (许可法 42)."""

    due: Due
    basis: str
