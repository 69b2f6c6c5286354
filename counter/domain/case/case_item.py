"""One item of a case, folded from its entries: its state, what was decided, and the days by which something is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events, item_events
from counter.domain.case.clock_events import ProcedureTold
from counter.domain.case.conflict import CaseClaim
from counter.domain.case.item_events import Cause, Ending, Pause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Breach, Extent, Ground, HandsOver, KnownBy
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.visit.checklist import ChecklistItem
from counter.domain.visit.verdict import Due, Outcome, ground_in


@dataclass(frozen=True, slots=True)
class CorrectionRound:
    """One round of correction of an item (补正告知): its gaps, when it was notified, and by when they are due.

    ``returned``: the filing ended with it and the papers went back. Of a further round, ``again``: why it was allowed,
    with its ``words``, and the ``supervisor`` or the document, day and lines of the new fact (L3).
    """

    round: int
    gaps: tuple[item_events.NotifiedGap, ...]
    due: Due | None
    at: datetime
    texts: dict[str, str] = field(default_factory=dict)
    returned: bool = False
    again: item_events.Again | None = None
    words: str = ""
    supervisor: str = ""
    fact_document: str = ""
    fact_day: date | None = None
    fact_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision drafted for the organ, waiting for its representative (L5, L8). ``clerk``: code of who drafted it."""

    cause: Cause
    result: Result
    reason: str
    basis: str
    paper: str
    at: datetime
    clerk: str = ""

    @property
    def ground(self) -> str:
        """The reason as the organ's own decision states it."""
        return ground_in(self.reason) if self.cause is Cause.INSISTED else self.reason


@dataclass(frozen=True, slots=True)
class Paused:
    """A special procedure, whose time is not counted. ``ended`` None: still running. ``until``: when it should end."""

    pause: Pause
    notice: str
    since: date
    days: int | None = None
    ended: date | None = None
    until: Due | None = None


class ClockStep(StrEnum):
    """What a clock measures."""

    ANSWER = "answer"  # 答复：受理、当场办结或者告知补正
    DECISION = "decision"  # 机关决定


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A clock that ended: its last day, and the day on which it ended. ``at``: when that was recorded.

    ``stood``: since when the clock was paused, where a special procedure still ran on that day.
    """

    step: ClockStep
    due: Due
    day: date
    at: datetime
    stood: date | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The organ's result as recorded. ``document``: number of its written decision, ``by``: who signed or confirmed it.

    ``known_by``: how that is known, None in older entries and where nothing was asked; ``against``: rules that it
    breaks (与规则不符); ``noted``: a supervisor has read that. ``recourse``: of a confirmed draft. ``extent`` with its
    ``extent_words``: where it was not granted as applied for. ``hands_over``: what the applicant is given, None in
    older entries.
    """

    result: Result
    day: date
    document: str
    by: str
    certificate: str
    at: datetime
    ground: Ground | None = None
    basis: str = ""
    known_by: KnownBy | None = None
    signed_document: str = ""
    signed_on: date | None = None
    against: tuple[Breach, ...] = ()
    noted: bool = False
    recourse: Recourse = NO_RECOURSE
    extent: Extent | None = None
    extent_words: str = ""
    hands_over: HandsOver | None = None


@dataclass(frozen=True, slots=True)
class OrganNotice:
    """What the organ itself told the applicant to correct (机关补正). ``outstanding``: lines that did not come."""

    day: date
    document: str
    until: date
    lines: tuple[str, ...]
    outstanding: tuple[str, ...]
    what: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedFiling:
    """A filing that was returned to be completed (退件) on one day, and came again, as a new filing, on another."""

    returned: date
    again: date


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One item of the case: its state, what was decided, and the days by which something has to happen.

    ``decided``: accepted (with gaps or not) or done at this window. ``due``: when the organ, or for an undecided item
    this window, has to decide. ``gap_dues``: what may still be handed in after acceptance with gaps, each with its own
    day, until it is in. ``told``: the correction rounds, oldest first. ``dates_held``: days not set (时间待核).
    ``received_on``: the true day of its receipt, as a supervisor confirmed it.
    ``brought_at``: when something was last brought after a notice: receipt counts anew from then.
    ``changed_at``: time of the last entry about the item. ``answered``: the clocks that ended, oldest first;
    ``silence``: the one that ran out when silence accepted.
    ``ended_with``: id of the earlier item it depended on. ``organ_accepted``: the day on which the organ it was sent on
    to accepted it; ``decided`` is then True. ``procedures``: notices of special procedures issued here, served or not.
    ``rule``: of the verdict behind ``reason``. ``conflict``: what contradicting records of several stations say; the
    other fields are as both knew them, but days: the organ's the earliest, the applicant's the latest of all.
    ``organ_told``: notices by which the organ it was sent on to asked for more, oldest first.
    ``deemed_on``: since when silence had accepted it. ``gapped``: what was deferred at its acceptance with gaps,
    whatever came since; ``gaps_in_at``: when the last of it came. ``ended_at``: when it was withdrawn, dropped or
    returned. ``ran``: of the organ's or window's clock that ran when the applicant ended it. ``filings``: those before
    the present one, oldest first.
    """

    asked: ChecklistItem
    state: ItemState = ItemState.RECEIVED
    outcome: Outcome | None = None
    decided: bool = False
    reason: str = ""
    rule: str = ""
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    gaps: tuple[events.GapRecord, ...] = ()
    waits_for: tuple[str, ...] = ()
    at: datetime | None = None
    untimely: bool = False
    dates_held: bool = False
    received_on: date | None = None
    gap_dues: tuple[item_events.NotifiedGap, ...] = ()
    told: tuple[CorrectionRound, ...] = ()
    proposal: Proposal | None = None
    paused: tuple[Paused, ...] = ()
    conclusion: Conclusion | None = None
    ending: Ending | None = None
    ended_with: str = ""
    brought_at: datetime | None = None
    changed_at: datetime | None = None
    answered: tuple[StoppedClock, ...] = ()
    silence: StoppedClock | None = None
    organ_accepted: date | None = None
    procedures: tuple[ProcedureTold, ...] = ()
    conflict: tuple[CaseClaim, ...] = ()
    organ_told: tuple[OrganNotice, ...] = ()
    deemed_on: date | None = None
    gapped: tuple[item_events.NotifiedGap, ...] = ()
    gaps_in_at: datetime | None = None
    ended_at: datetime | None = None
    ran: Due | None = None
    filings: tuple[ReturnedFiling, ...] = ()

    @property
    def accepted_on(self) -> date | None:
        """The civil day of acceptance or completion; None where there was none, or silence accepted it (``deemed_on``),
        also once the organ has decided.
        """
        if self.organ_accepted is not None:
            return self.organ_accepted
        if not self.decided or self.at is None or self.deemed_on is not None:
            return None
        return civil_date(self.at)

    @property
    def id(self) -> str:
        """The item's id in the guide."""
        return self.asked.id

    @property
    def pausing(self) -> bool:
        """True while a special procedure runs and the item's clock is paused."""
        return any(p.ended is None for p in self.paused)
