"""A case (办件), folded from its entries (``case/fold``): what was taken in, decided, issued and done since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events, item_events
from counter.domain.case.archive_events import ArchiveHandedOver, CaseArchived, CasePacked
from counter.domain.case.clock_events import ProcedureTold
from counter.domain.case.conflict import CaseClaim, Conflict
from counter.domain.case.handed_over import HandedOver
from counter.domain.case.item_events import Cause, Ending, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.official_events import OfficialNumber
from counter.domain.case.organ_events import Breach, Extent, Ground, HandsOver, KnownBy
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingMade,
    FindingPutRight,
    ReassignOrdered,
)
from counter.domain.case.oversight.findings import CaseFinding, ReassignOrder
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.person_events import PersonViewed
from counter.domain.case.print_log import SentSheet
from counter.domain.case.reminded import NOT_REMINDED, Reminding
from counter.domain.case.reminder_events import ReminderAgreed, ReminderSent, ReminderTakenBack
from counter.domain.case.results.certificate import (
    CaseCertificate,
    HandOut,
    PreparedHandOut,
    Presence,
    visits_made,
)
from counter.domain.case.rounds.round import CaseRound, Mismatch
from counter.domain.case.take_over_events import CaseTakenOver
from counter.domain.case.withdrawal_events import WithdrawalSigned
from counter.domain.document.signature import Drawing
from counter.domain.guide.published_elements import PublishedElements
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.journal.kinds import kind_of
from counter.domain.people.applicant import Applicant
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line
from counter.domain.visit.material import Brought
from counter.domain.visit.sharing import effective_record
from counter.domain.visit.verdict import Due, Outcome, ground_in
from counter.domain.visit.visit import Visit

NO_ACTS = frozenset(
    kind_of(kind).name
    for kind in (
        *(PersonViewed, FindingMade, FindingAnswered, FindingPutRight, FindingClosed, ReassignOrdered),
        *(ReminderAgreed, ReminderSent, ReminderTakenBack),
        *(CasePacked, ArchiveHandedOver),
    )
)
"""Looks, what a review says of a finished case, reminders, packages: the day on which it was finished stays."""


class CaseState(StrEnum):
    """办件状态."""

    RECEIVED = "received"  # 已收件，待决定
    CORRECTING = "correcting"  # 待补正
    PARTLY_ACCEPTED = "partly_accepted"  # 部分事项已受理
    ACCEPTED = "accepted"  # 全部受理
    COMPLETED = "completed"  # 全部有结果
    ENDED = "ended"  # 全部终止，没有办成的事项
    CONFLICT = "conflict"  # 两个窗口的记录有矛盾，还没有处理
    LOOSE = "loose"  # 代收了材料，原件信息还没有到

    @property
    def label(self) -> str:
        """The state in plain Chinese."""
        return _STATE_LABELS[self]

    @property
    def open(self) -> bool:
        """True while something is still to be done."""
        return self not in (CaseState.COMPLETED, CaseState.ENDED)


_STATE_LABELS = {
    CaseState.RECEIVED: "已收件",
    CaseState.CORRECTING: "待补正",
    CaseState.PARTLY_ACCEPTED: "部分受理",
    CaseState.ACCEPTED: "已受理",
    CaseState.COMPLETED: "已办结",
    CaseState.ENDED: "已终止",
    CaseState.CONFLICT: "记录有矛盾",
    CaseState.LOOSE: "等原件信息",
}


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
class CaseItem:
    """One item of the case: its state, what was decided, and the days by which something has to happen.

    ``decided``: accepted (with gaps or not) or done at this window. ``due``: when the organ, or for an undecided item
    this window, has to decide. ``gap_dues``: what may still be handed in after acceptance with gaps, each with its own
    day, until it is in. ``told``: the correction rounds, oldest first. ``dates_held``: days not set (时间待核).
    ``brought_at``: when something was last brought after a notice: receipt counts anew from then.
    ``changed_at``: time of the last entry about the item. ``answered``: the clocks that ended, oldest first.
    ``ended_with``: id of the earlier item it depended on. ``organ_accepted``: the day on which the organ it was sent on
    to accepted it; ``decided`` is then True. ``procedures``: notices of special procedures issued here, served or not.
    ``rule``: of the verdict behind ``reason``. ``conflict``: what contradicting records of several stations say; the
    other fields are as both knew them, but days: the organ's the earliest, the applicant's the latest of all.
    ``organ_told``: notices by which the organ it was sent on to asked for more, oldest first.
    ``deemed_on``: since when silence had accepted it. ``gapped``: what was deferred at its acceptance with gaps,
    whatever came since; ``gaps_in_at``: when the last of it came. ``ended_at``: when it was withdrawn, dropped or
    returned.
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
    organ_accepted: date | None = None
    procedures: tuple[ProcedureTold, ...] = ()
    conflict: tuple[CaseClaim, ...] = ()
    organ_told: tuple[OrganNotice, ...] = ()
    deemed_on: date | None = None
    gapped: tuple[item_events.NotifiedGap, ...] = ()
    gaps_in_at: datetime | None = None
    ended_at: datetime | None = None

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


@dataclass(frozen=True, slots=True)
class Serving:
    """How and when a paper reached the applicant; ``at``: the moment a platform recorded, None where not known."""

    way: Way
    day: date
    receiver: str
    relation: str
    declined: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper of the case. ``content`` is the sealed Document as JSON, None once the person is forgotten.

    ``copies``: sheets that left the program; ``stage``: how far it has come; ``job``: the last print job;
    ``words``: why it failed; ``replaced_by``: id of the paper that replaces it; ``sheets``: the print log, a line for
    every sheet. ``handed_over_at``: when the clerk stated that a sheet was made by hand or elsewhere. ``earlier``:
    issued by the system the case was taken over from; its content is not here. ``station``: code of the station that
    issued it, "" for an earlier one; ``sealed_elsewhere``: its content can be opened there only.
    """

    id: str
    kind: str
    title: str
    number: str
    organ: str
    items: tuple[str, ...]
    issued_at: datetime
    clerk: str
    content: dict[str, object] | None
    copies: int = 0
    stage: PaperStage = PaperStage.MADE
    printer: str = ""
    job: str = ""
    words: str = ""
    stamped: bool = False
    serving: Serving | None = None
    replaced_by: str = ""
    sheets: tuple[SentSheet, ...] = ()
    handed_over_at: datetime | None = None
    earlier: bool = False
    station: str = ""
    sealed_elsewhere: bool = False

    @property
    def handed_over(self) -> bool:
        """True where the clerk stated that a sheet was made outside this program."""
        return self.handed_over_at is not None


@dataclass(frozen=True, slots=True)
class Pledge:
    """A signed pledge (L4)."""

    paper: str
    number: str
    items: tuple[str, ...]
    signer: Signer
    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """One movement of papers, originals counted apart (L12)."""

    organ: str
    hands: item_events.Hands
    moved: tuple[item_events.MovedPaper, ...]
    at: datetime
    paper: str = ""


@dataclass(frozen=True, slots=True)
class TakenElsewhere:
    """Papers that another window than the owner took in (代收). ``entry``: id of its record.

    ``lines``: ids of lines; ``unnamed``: names as printed that are none of the case's lines. ``checked``: the owner has
    looked at them.
    """

    entry: str
    station: str
    at: datetime
    lines: tuple[str, ...]
    unnamed: tuple[str, ...] = ()
    checked: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the case's history: when, who, and what was done in plain Chinese."""

    at: datetime
    actor: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``base``: ids of the entries nobody has seen more than, to be passed with the next act on it.

    ``drawings``: paper id → the signature last drawn for it on the applicant's screen, an aid beside the signed print.
    ``event_due``: by when all licences handled together are due. ``needs_upgrade``: kinds of entries this program does
    not know: the case is read-only (需升级). ``taken_over``: how it stood when it was taken over (接转), else None;
    ``given_up``: that was undone. ``owner``: code of the station that decides in it (主办窗口). ``conflicts``: what is
    contradictory in it; ``received_twice``: lines for which two stations took papers in (两处都收到);
    ``taken_elsewhere``: what windows other than the owner took in. ``loose``: nothing but such a supplement is here
    (待归件的办理, ``fold.loose``): all else is empty. ``handed``: its last change of the window, None while it stays;
    ``forgetting_asked``: who asked the owner to clear the personal data, and why. ``findings``: of reviews (案卷评查);
    ``to_reassign``: the order to hand it over that its owner has not carried out yet. ``certificates``: results as
    things, as they arrived (证照、决定书); ``hand_outs``: how they were collected; ``presences``: when the applicant
    was at a window, and why (到场); ``prepared``: proofs on which nothing has been given yet. ``reminding``: whether
    and how the applicant is told how it goes. ``packages``, ``transfers``: packages for the archive, and their
    handing over, oldest first. ``rounds``: slips of many cases that its papers travel on; ``mismatches``: what was
    not as a slip says (交接不符). ``passed_to``: who follows it instead of ``clerk``. ``official``: numbers that the
    province's platform gave. ``unrepresented``: whether nothing may be accepted of the applicant yet, as far as it is
    said in the open.
    """

    id: str
    number: str
    opened: events.CaseOpened
    opened_at: datetime
    clerk: str
    base: str
    applicant: Applicant | None = None
    duplicate_reason: str = ""
    brought: dict[str, Brought] = field(default_factory=dict)
    items: tuple[CaseItem, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    withdrawals: tuple[WithdrawalSigned, ...] = ()
    custody: tuple[Handover, ...] = ()
    drawings: dict[str, Drawing] = field(default_factory=dict)
    event_due: Due | None = None
    history: tuple[HistoryLine, ...] = ()
    forgotten: bool = False
    untimely: bool = False
    needs_upgrade: tuple[str, ...] = ()
    taken_over: CaseTakenOver | None = None
    given_up: bool = False
    archived: CaseArchived | None = None
    owner: str = ""
    conflicts: tuple[Conflict, ...] = ()
    received_twice: tuple[str, ...] = ()
    taken_elsewhere: tuple[TakenElsewhere, ...] = ()
    loose: bool = False
    handed: HandedOver | None = None
    forgetting_asked: tuple[str, ...] = ()
    findings: tuple[CaseFinding, ...] = ()
    to_reassign: ReassignOrder | None = None
    reminding: Reminding = NOT_REMINDED
    certificates: tuple[CaseCertificate, ...] = ()
    hand_outs: tuple[HandOut, ...] = ()
    presences: tuple[Presence, ...] = ()
    prepared: tuple[PreparedHandOut, ...] = ()
    packages: tuple[CasePacked, ...] = ()
    transfers: tuple[ArchiveHandedOver, ...] = ()
    rounds: tuple[CaseRound, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    passed_to: str = ""
    official: tuple[OfficialNumber, ...] = ()
    unrepresented: bool = False

    @property
    def follower(self) -> str:
        """Code of who follows it to its end (跟踪人): whoever filed it, until it is passed on."""
        return self.passed_to or self.clerk

    def official_of(self, item_id: str) -> str:
        """The platform's number of exactly that item, of the case as a whole for ""; "" where none is recorded."""
        return next((one.number for one in self.official if one.item == item_id), "")

    def official_for(self, item_id: str) -> str:
        """The platform's number under which that item goes: its own, else the whole case's."""
        return self.official_of(item_id) or self.official_of("")

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the checklist with which the case was opened."""
        return self.opened.lines

    @property
    def checklist(self) -> Checklist:
        """The checklist with which the case was opened; every act is judged on it, whatever the guide says since."""
        opened = self.opened
        return Checklist(
            bundle=opened.bundle,
            bundle_name=opened.bundle_name,
            guide_version=opened.guide_version,
            items=opened.items,
            lines=opened.lines,
            saved=opened.saved,
            insisted=opened.insisted,
        )

    @property
    def elements(self) -> PublishedElements:
        """The published elements with which the case was opened."""
        return PublishedElements(self.opened.item_elements, self.opened.material_elements)

    @property
    def visit(self) -> Visit:
        """The visit with the answers and person it was filed with, and everything brought since."""
        return Visit(
            bundle=self.opened.bundle,
            answers={a.question: a.options for a in self.opened.answers},
            brought=self.brought,
            applicant=self.applicant,
            insisted=self.opened.insisted,
            begun_at=self.opened.begun_at,
            remind=self.reminding.wanted,
            remind_number=self.reminding.number,
        )

    @property
    def state(self) -> CaseState:
        """State of the case as a whole."""
        if self.loose:
            return CaseState.LOOSE
        if self.conflicts and not all(one.soft for one in self.conflicts):
            return CaseState.CONFLICT
        live = [i for i in self.items if not i.state.closed]
        if not live:
            finished = any(i.state.finished or i.conclusion is not None for i in self.items)
            return CaseState.COMPLETED if finished else CaseState.ENDED
        accepted = [i for i in self.items if i.state.accepted or i.state.finished]
        if all(i.state.accepted for i in live):
            return CaseState.ACCEPTED
        if accepted:
            return CaseState.PARTLY_ACCEPTED
        correcting = any(i.state is ItemState.TO_CORRECT for i in live)
        return CaseState.CORRECTING if correcting else CaseState.RECEIVED

    @property
    def due(self) -> Due | None:
        """The nearest date by which something has to happen."""
        dates = [i.due for i in self.items if i.due is not None and not i.state.closed]
        dates += [g.due for i in self.items if not i.state.closed for g in i.gap_dues if g.due is not None]
        return min(dates, key=lambda d: d.day, default=None)

    @property
    def applicant_words(self) -> str:
        """The applicant's name, or why it is not here."""
        if self.applicant is not None:
            return self.applicant.name
        return "（个人信息已清除）" if self.forgotten else "（资料待授权）"

    @property
    def updated_at(self) -> datetime:
        """Time of the last entry that is more than a look at the case or a review of it."""
        return next((line.at for line in reversed(self.history) if line.kind not in NO_ACTS), self.opened_at)

    def brought_of(self, line: Line) -> Brought:
        """What was recorded for that line, as the rules count it; else its initial state (see ``visit/looked_at``)."""
        return effective_record(line, self.brought.get(line.id))

    def item(self, item_id: str) -> CaseItem | None:
        """The item of that id, or None."""
        return next((i for i in self.items if i.id == item_id), None)

    @property
    def visits_made(self) -> int:
        """How often the applicant came (跑动次数): what is done on one day is one visit."""
        return visits_made(self.presences)

    def certificate(self, certificate_id: str) -> CaseCertificate | None:
        """The result of that id, or None."""
        return next((c for c in self.certificates if c.id == certificate_id), None)

    def results_of(self, item_id: str) -> tuple[CaseCertificate, ...]:
        """The results of that item that the organ has not taken back."""
        return tuple(c for c in self.certificates if c.item == item_id and c.holds)

    def paper(self, paper_id: str) -> IssuedPaper | None:
        """The paper of that id, or None."""
        return next((p for p in self.papers if p.id == paper_id), None)
