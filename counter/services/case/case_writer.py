"""A case open for writing: entries in order, papers with their numbers, read-model rows, all in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events, paper_events
from counter.domain.case.acts.ownership import Barred, barred, is_here, refuse_elsewhere
from counter.domain.case.acts.rejudge import receipt_of
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.fold.loose import case_here
from counter.domain.case.missing_papers import cover_plan, covers, missing_of, same_demands
from counter.domain.document import numbering
from counter.domain.document.document import (
    ORGAN_DECISIONS,
    UNNUMBERED,
    Document,
    PaperKind,
    from_json,
    to_json,
)
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.guide.published_elements import PublishedElements
from counter.domain.journal.entries import Entry, NewEntry, canonical_bytes
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import Slot
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details, ProposedDecision
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, SharedAnswer
from counter.domain.visit.paper_plan import check_in_its_name
from counter.domain.visit.verdict import Verdict
from counter.domain.visit.visit import PaperPlan, Setting, Visit
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, StationIdentity, Transaction
from counter.services.context.projection import Projector, store
from counter.services.exchange.incomplete_case import lacks
from counter.services.hall.serving import require_serving


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper issued by this act; ``number`` empty where its kind has none."""

    id: str
    number: str
    document: Document


@dataclass(slots=True)
class CaseWriter:
    """Writes the entries, papers and rows of one act on one case. Times and chain come from the journal.

    ``entries``: the case's entries so far, this act's included. ``checklist`` and ``visit``: what papers are composed
    from; the visit is the one after the act. ``elements``: those the case was opened with. ``papers``: those issued by
    this act. ``found``: how many entries were there before it; ``doubted``: the clock was in doubt then. ``barred``:
    what may not be written, None: nothing. ``name_of``: a person's name by the code; None at the filing, when nobody
    else has anything to do with the case yet.
    """

    tx: Transaction
    projector: Projector
    station: StationIdentity
    setting: Setting
    clerk: StaffRow
    case_id: str
    number: str
    checklist: Checklist
    visit: Visit
    elements: PublishedElements
    entries: list[Entry] = field(default_factory=list)
    papers: list[FiledPaper] = field(default_factory=list)
    found: int = 0
    doubted: bool = False
    barred: Barred | None = None
    name_of: Callable[[str], str] | None = None
    _base: str | None = None
    _case: Case | None = None
    _replayed: int = 0
    _only_papers: bool = False

    @property
    def case(self) -> Case:
        """The current case, this act's entries included. Only entries since the last call are replayed.

        Of a case in conflict all are: an act may settle it.
        """
        before = self._case
        if before is None or before.conflicts or before.loose:
            case = case_here(self.entries)
        else:
            case = fold(self.entries[self._replayed :], before)
        assert case is not None
        self._case, self._replayed, self._only_papers = case, len(self.entries), True
        return case

    @property
    def untimely(self) -> bool:
        """True while the clock is in doubt: this act's dates are held (时间待核). Before its first entry nothing of the
        case says so.
        """
        return self.entries[-1].untimely if len(self.entries) > self.found else self.doubted

    def add(self, event: object, sealed: object | None = None) -> Entry:
        """Append one event of the case, with its personal part sealed.

        Raises RuleRefused for a decision on what is in conflict, or in a case that another window owns.
        """
        if self.barred is not None:
            self.barred.check(event)
        entry = self.tx.append(NewEntry(self.case_id, event, self._base, sealed), actor=self.clerk.code)
        self.entries.append(entry)
        self._base = self._base if is_withheld(entry.kind) else entry.id
        self._only_papers = self._only_papers and isinstance(event, events.PaperIssued)
        return entry

    def issue(
        self,
        planned: PaperPlan,
        verdicts: Iterable[Verdict],
        details: Details | None = None,
        decided_on: date | None = None,
    ) -> FiledPaper:
        """Number and compose a planned paper, and append that it was issued.

        ``verdicts``: those of its items are used. ``decided_on``: the day of the decision it states, where not today.
        Raises RuleRefused (L13) in the name of an organ that does not entrust the window on that day.
        """
        day = decided_on or civil_date(self.setting.now)
        check_in_its_name(planned, self.checklist, self.setting.authority, day)
        number = self._number(planned, details)
        return self._append_issued(
            planned, number, self.document_of(planned, verdicts, number, details, decided_on)
        )

    def issue_composed(self, planned: PaperPlan, composed: Callable[[str], Document]) -> FiledPaper:
        """Number a paper that is composed of what is known here, and append that it was issued.

        ``composed``: the paper by its number.
        """
        number = self._number(planned, None)
        return self._append_issued(planned, number, composed(number))

    def document_of(
        self,
        planned: PaperPlan,
        verdicts: Iterable[Verdict],
        number: str = "",
        details: Details | None = None,
        decided_on: date | None = None,
    ) -> Document:
        """The document of a planned paper for the current case. Nothing is written."""
        context = PaperContext.of(
            station=self.station,
            setting=self.setting,
            visit=self.visit,
            checklist=self.checklist,
            verdicts=tuple(v for v in verdicts if v.item in planned.items),
            elements=self.elements,
            plan=planned,
            case_id=self.case_id,
            case_number=self.number,
            paper_number=number,
            clerk=f"{self.clerk.name}（{self.clerk.code}）",
            follower=self._follower(),
            untimely=self.untimely,
            details=details,
            answer_from=self._answer_from(planned),
            decided_on=decided_on,
        )
        return compose(context)

    def _follower(self) -> str:
        """Who follows the case, where it is not who acts."""
        if self.name_of is None or (code := self.case.follower) == self.clerk.code:
            return ""
        name = self.name_of(code)
        return f"{name}（{code}）" if name else code

    def _append_issued(self, planned: PaperPlan, number: str, document: Document) -> FiledPaper:
        paper = FiledPaper(str(uuid7()), number, document)
        content = to_json(paper.document)
        issued = events.PaperIssued(
            paper=paper.id,
            kind=planned.kind.value,
            title=planned.title,
            number=number,
            organ=planned.organ,
            items=planned.items,
            digest=hashlib.sha256(canonical_bytes(content)).hexdigest(),
        )
        self.add(issued, events.PaperIssuedSealed(content))
        self.papers.append(paper)
        return paper

    def finish(self) -> Case:
        """Write the rows of the act, without committing: other cases are written in the same transaction."""
        self._update_cover_sheet()
        case = self.case
        store(self.tx, self.projector.rows_of(case))
        return case

    def commit(self, draft: str | None = None) -> Case:
        """Finish the act: write the rows, erase the draft it came from, commit. Returns the case."""
        case = self.finish()
        if draft is not None:
            self.tx.erase_draft(draft)
        self.tx.commit()
        return case

    def _update_cover_sheet(self) -> None:
        """Replace or void the cover sheet where what it sums up has changed (``case/outstanding``).

        Done here because every act ends here: no act can leave a wrong sheet in force. The sheet of another window's
        case is that window's.
        """
        if self.barred is not None and self.barred.elsewhere:
            return
        issued = {paper.id for paper in self.papers}
        disputed = self.barred.disputed if self.barred is not None else ()
        old = [
            paper
            for paper in covers(self.case)
            if paper.id not in issued and (Slot.PAPER, paper.id) not in disputed
        ]
        if not old or self.untimely:
            return
        outstanding = missing_of(self.case, self.setting)
        planned = cover_plan(outstanding, self.setting.jurisdiction)
        if planned is None:
            for paper in old:
                voided = paper_events.PaperVoided(
                    paper.id, paper.number or f"《{paper.title}》", taken_back=False
                )
                self.add(voided, paper_events.PaperVoidedSealed("汇总的内容已经变化。"))
            return
        new = self.document_of(planned, outstanding)
        unchanged = [p for p in covers(self.case) if p.content and same_demands(from_json(p.content), new)]
        by = unchanged[-1].id if unchanged else self._append_issued(planned, "", new).id
        for paper in covers(self.case):
            if paper.id != by:
                named = paper.number or f"《{paper.title}》"
                self.add(paper_events.PaperSuperseded(paper.id, named, by, "summed_up"))

    def _answer_from(self, planned: PaperPlan) -> datetime | None:
        """The time from which a receipt's clock runs: the latest receipt of its items."""
        if planned.kind is not PaperKind.INTAKE_RECEIPT:
            return None
        # Issuing a paper moves no receipt, so a replay that lacks only issued papers is recent enough.
        case = self._case if self._case is not None and self._only_papers else self.case
        return max((receipt_of(case, i) for i in case.items if i.id in planned.items), default=None)

    def _number(self, planned: PaperPlan, details: Details | None) -> str:
        """The paper's number; "" for kinds without one, and for drafts no representative has confirmed (L8)."""
        draft = planned.kind in ORGAN_DECISIONS and not (
            isinstance(details, ProposedDecision) and details.confirmed_by
        )
        if draft or planned.kind in UNNUMBERED:
            return ""
        year = civil_date(self.tx.numbered_at(self.setting.now)).year
        form = self.setting.jurisdiction.number_form(planned.organ, planned.kind)
        serial = self.tx.next_number(numbering.paper_series(form, year))
        return numbering.paper_number(form, self.station.code, self.station.epoch, year, serial)


@contextmanager
def open_writer(
    app: AppContext,
    case_id: str,
    clerk: StaffRow,
    base: str | None = None,
    *,
    adds: bool = False,
    unopened: Case | None = None,
) -> Iterator[CaseWriter]:
    """Open a case for one act, in a transaction. Leaving without ``commit`` writes nothing.

    ``base``: id of the last entry the actor saw. ``adds``: the act decides nothing, so that any window may do it;
    ``unopened``: the case where nothing of it is here yet.
    Raises StaleBase when the case changed since, BadInput when there is no such case, RuleRefused when it is from a
    newer program (需升级), archived, its personal data were destroyed, or another window decides in it.
    """
    require_serving(serves=app.hall.serves)
    with app.journal.transaction() as tx:
        yield _opened(app, tx, case_id, clerk, base, adds=adds, unopened=unopened)


@contextmanager
def open_writers(
    app: AppContext, cases: Mapping[str, str | None], clerk: StaffRow
) -> Iterator[tuple[CaseWriter, ...]]:
    """Open several cases for one act that only adds, in one transaction: the last one's ``commit`` ends it, the others
    ``finish``. ``cases``: id → id of the last entry that was seen, or None.

    Raises as ``open_writer``.
    """
    require_serving(serves=app.hall.serves)
    with app.journal.transaction() as tx:
        yield tuple(_opened(app, tx, case, clerk, base, adds=True) for case, base in cases.items())


def _opened(
    app: AppContext,
    tx: Transaction,
    case_id: str,
    clerk: StaffRow,
    base: str | None,
    *,
    adds: bool,
    unopened: Case | None = None,
) -> CaseWriter:
    entries = list(tx.entries(case_id))
    case = case_here(entries) or unopened
    station = app.journal.station()
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    if case.needs_upgrade:
        raise RuleRefused("这件办件有新版程序写的记录，请先升级再办理。", rule="upgrade")
    if case.given_up:
        raise RuleRefused("这件办件的接转已经撤回，不在这里办理。", rule="take_over")
    if not adds:
        refuse_elsewhere(case, station.code)
    here = is_here(case, station.code)
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已按规定清除，不能再办理。", rule="forgotten")
    if here and case.applicant is None and not adds:  # it changed its window, and the key is on its way
        raise RuleRefused(
            "申请人的资料还没有授权到这个窗口：先上报一次（或者收U盘），资料到了再办。", rule="key"
        )
    if case.archived is not None:
        raise RuleRefused(
            "这件办件已经归档，不能再办理；确有要办的，先取消归档。",
            rule="archived",
        )
    if base is not None and base != case.base:
        raise StaleBase("这件办件刚被别处改过，请看过最新情况再办。")
    return CaseWriter(
        tx=tx,
        projector=app.projector,
        station=station.named(app.jurisdiction.contacts),
        setting=app.setting(),
        clerk=clerk,
        case_id=case.id,
        number=case.number,
        checklist=case.checklist,
        visit=case.visit,
        elements=case.elements,
        entries=entries,
        barred=barred(case, station.code, incomplete=lacks(entries, app.journal.exchange())),
        name_of=lambda code: next((one.name for one in app.journal.staff() if one.code == code), ""),
        found=len(entries),
        doubted=app.journal.untimely(),
        _base=case.base or None,
    )


def receive(
    writer: CaseWriter,
    lines: Mapping[str, Brought],
    *,
    seen_together: tuple[str, ...] = (),
    seen_later: tuple[str, ...] = (),
    returned: tuple[events.ReturnedPaper, ...] = (),
) -> None:
    """Append ``materials.received``: line id → what is recorded of it; states and counts open, notes sealed."""
    event = events.MaterialsReceived(
        records_of(lines),
        seen_together=seen_together,
        seen_later=seen_later,
        returned=returned,
        shared=answers_of(lines),
    )
    notes = notes_of(lines)
    writer.add(event, events.MaterialsReceivedSealed(notes) if notes else None)


def records_of(lines: Mapping[str, Brought]) -> dict[str, events.BroughtRecord]:
    """Line id → the part that is stored open: state, original seen, count."""
    return {i: events.BroughtRecord(b.state.value, b.original_seen, b.copies) for i, b in lines.items()}


def answers_of(lines: Mapping[str, Brought]) -> dict[str, SharedAnswer]:
    """Line id → the result of looking a shareable paper up, where there is one."""
    return {i: b.shared for i, b in lines.items() if b.shared is not None}


def notes_of(lines: Mapping[str, Brought]) -> dict[str, str]:
    """Line id → the clerk's note, where there is one; sealed because it may name a person."""
    return {i: b.note for i, b in lines.items() if b.note}
