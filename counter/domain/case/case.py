"""A case (办件), folded from its entries (``case/fold``): what was taken in, decided, issued and done since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events, item_events
from counter.domain.case.archive_events import ArchiveHandedOver, CaseArchived, CasePacked
from counter.domain.case.case_item import CaseItem
from counter.domain.case.conflict import Conflict
from counter.domain.case.handed_over import HandedOver
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.official_events import OfficialNumber
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingMade,
    FindingPutRight,
    ReassignOrdered,
)
from counter.domain.case.oversight.findings import CaseFinding, ReassignOrder
from counter.domain.case.person_events import PersonViewed
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
from counter.domain.case.take_over_events import CaseTakenOver, start_of
from counter.domain.case.withdrawal_events import WithdrawalSigned
from counter.domain.document.signature import Drawing
from counter.domain.guide.published_elements import PublishedElements
from counter.domain.journal.kinds import kind_of
from counter.domain.people.applicant import Applicant
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import Brought
from counter.domain.visit.sharing import effective_record
from counter.domain.visit.verdict import Due
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
    """One line of the case's history: when, who, and what was done in plain Chinese.

    ``untimely``: the clock of whoever wrote it was in doubt then.
    """

    at: datetime
    actor: str
    kind: str
    text: str
    untimely: bool = False


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
    said in the open. ``confirmed_on``: the true day of hand-over, confirmed where the clock had been in doubt.
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
    confirmed_on: date | None = None

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
            begun_at=self.begun_at,
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
    def begun_at(self) -> datetime:
        """Hand-over, from which clocks run, not filing (L6). Of a confirmed day the hour is not known."""
        return self.opened.begun_at if self.confirmed_on is None else start_of(self.confirmed_on)

    @property
    def received_on(self) -> date:
        """The civil day of hand-over."""
        return civil_date(self.begun_at)

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
