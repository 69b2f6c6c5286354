"""File a visit: one transaction that makes the case, its decisions, numbers and papers durable, or none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from uuid_utils import uuid7

from counter.domain import numbering, record
from counter.domain.assess import assess, plan
from counter.domain.case import Case
from counter.domain.entries import Draft, Entry, canonical_bytes
from counter.domain.errors import RuleRefused
from counter.domain.folding import fold
from counter.domain.intake import check_brought
from counter.domain.material import Brought
from counter.domain.papers import Document, to_json
from counter.domain.paperwork import PaperContext, compose
from counter.domain.verdict import Outcome, Verdict
from counter.domain.visit import Assessment, PaperPlan, Setting, Visit
from counter.domain.workdays import civil_date
from counter.services.find_duplicates import open_like
from counter.services.ports import Journal, StaffRow, StationIdentity, Transaction
from counter.services.project import Projector


class Decision(StrEnum):
    """What the clerk does with the visit."""

    DECIDE = "auto"  # 按结论出具
    KEEP = "keep"  # 只收件，稍后决定


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper with its number, ready to be made."""

    id: str
    number: str
    document: Document


@dataclass(frozen=True, slots=True)
class Filed:
    """What exists now: the folded case and its papers."""

    case: Case
    papers: tuple[FiledPaper, ...]


_KINDS = {Outcome.ACCEPT: "item.accepted", Outcome.DONE: "item.completed"}


def file_case(
    journal: Journal,
    projector: Projector,
    setting: Setting,
    visit: Visit,
    *,
    clerk: StaffRow,
    decision: Decision,
    draft: str | None = None,
    via: str = "window",
) -> Filed:
    """Take the visit in and decide it as its assessment says, or take it in only.

    Raises RuleRefused when something still stands in the way or the same person has an open case of the same bundle
    and no reason is given; BadInput for what the guide does not know; WorldTrouble when it cannot be made durable
    (then nothing was stored and no number was used).
    """
    found = assess(setting, visit)
    check_brought(found.checklist, visit.brought)
    obstacles = found.obstacles if decision is Decision.DECIDE else found.keep_obstacles
    if obstacles:
        first = obstacles[0]
        raise RuleRefused(first.sentence, rule="intake", field=first.field)
    filing = _Filing(journal.station(), setting, visit, found, clerk, decision, via)
    with journal.transaction() as tx:
        duplicate = _refuse_silent_duplicate(tx, visit)
        entries, papers = filing.write(tx, duplicate=duplicate)
        case = fold(entries)
        assert case is not None
        rows = projector.rows_of(case)
        assert rows.case is not None
        tx.put_case(rows.case)
        for paper in rows.papers:
            tx.put_paper(paper)
        if draft is not None:
            tx.erase_draft(draft)
        tx.commit()
    return Filed(case, papers)


def _refuse_silent_duplicate(tx: Transaction, visit: Visit) -> bool:
    """The same person's open case of the same bundle is named before a second one is filed (issue: 查重说理)."""
    open_cases = open_like(tx, visit)
    if open_cases and not visit.duplicate_reason.strip():
        other = open_cases[0]
        raise RuleRefused(
            f"这位申请人已有同一件事在办（{numbering.grouped(other.number)}）。确要再办一件，请写明理由。",
            rule="duplicate",
            field="duplicate_reason",
        )
    return bool(open_cases)


@dataclass(slots=True)
class _Filing:
    """One filing in progress: what goes into the entries, in the order they happen."""

    station: StationIdentity
    setting: Setting
    visit: Visit
    found: Assessment
    clerk: StaffRow
    decision: Decision
    via: str

    def write(self, tx: Transaction, *, duplicate: bool) -> tuple[tuple[Entry, ...], tuple[FiledPaper, ...]]:
        """Append every entry of the filing; returns them with the papers that were given numbers."""
        case_id = str(uuid7())
        today = civil_date(self.setting.now)
        serial = tx.next_number(numbering.case_series(today))
        number = numbering.case_number(self.station.code, self.station.epoch, today, serial)
        entries = [tx.append(self._opened(case_id, number, duplicate), actor=self.clerk.code)]
        untimely = entries[0].untimely
        verdicts = tuple(_undated(v) for v in self._verdicts()) if untimely else self._verdicts()

        def add(draft: Draft) -> None:
            entries.append(tx.append(draft, actor=self.clerk.code))

        add(self._materials(case_id, entries[-1].id))
        for verdict in verdicts:
            add(_decided(case_id, entries[-1].id, verdict, untimely=untimely))
        papers = []
        for planned in plan(verdicts, self.setting.jurisdiction):
            paper = self._paper(tx, case_id, number, planned, verdicts, untimely=untimely)
            papers.append(paper)
            add(_issued(case_id, entries[-1].id, planned, paper))
        return tuple(entries), tuple(papers)

    def _verdicts(self) -> tuple[Verdict, ...]:
        return self.found.verdicts if self.decision is Decision.DECIDE else self.found.keep_verdicts

    def _opened(self, case_id: str, number: str, duplicate: bool) -> Draft:
        visit, found, setting = self.visit, self.found, self.setting
        assert visit.applicant is not None
        today = civil_date(setting.now)
        opened = record.CaseOpened(
            number=number,
            bundle=visit.bundle,
            bundle_name=found.checklist.bundle_name,
            guide_version=found.checklist.guide_version,
            overlay=setting.guide.overlay,
            jurisdiction=setting.jurisdiction.id,
            calendar_version=setting.calendar.version,
            answers=tuple(
                record.SaidAnswer(
                    q.id, q.text, q.chosen, tuple(o.label for o in q.options if o.id in q.chosen)
                )
                for q in found.asked
                if q.chosen
            ),
            items=found.checklist.items,
            lines=found.checklist.lines,
            saved=found.checklist.saved,
            begun_at=visit.begun_at or setting.now,
            insisted=visit.insisted,
            agreements=tuple(
                a.number
                for a in setting.authority.agreements
                if any(a.covers(i.organ, i.id, today) for i in found.checklist.items)
            ),
            duplicate=duplicate,
            via=self.via,
        )
        sealed = record.CaseOpenedSealed(visit.applicant, visit.duplicate_reason.strip())
        return Draft("case.opened", case_id, record.write(opened), sealed=record.write(sealed))

    def _materials(self, case_id: str, base: str) -> Draft:
        lines = {x.id: self.visit.brought.get(x.id, Brought(x.initial)) for x in self.found.checklist.lines}
        received = record.MaterialsReceived(
            {i: record.BroughtRecord(b.state.value, b.original_seen, b.copies) for i, b in lines.items()}
        )
        notes = {i: b.note for i, b in lines.items() if b.note}
        return Draft(
            "materials.received",
            case_id,
            record.write(received),
            sealed=record.write(record.MaterialsReceivedSealed(notes)) if notes else None,
            base=base,
        )

    def _paper(
        self,
        tx: Transaction,
        case_id: str,
        number: str,
        planned: PaperPlan,
        verdicts: Iterable[Verdict],
        *,
        untimely: bool,
    ) -> FiledPaper:
        year = civil_date(self.setting.now).year
        form = self.setting.jurisdiction.number_form(planned.organ, planned.kind)
        serial = tx.next_number(numbering.paper_series(form, year))
        paper_number = numbering.paper_number(form, self.station.code, self.station.epoch, year, serial)
        context = PaperContext.of(
            station=self.station,
            setting=self.setting,
            visit=self.visit,
            checklist=self.found.checklist,
            verdicts=tuple(v for v in verdicts if v.item in planned.items),
            plan=planned,
            case_id=case_id,
            case_number=number,
            paper_number=paper_number,
            clerk=f"{self.clerk.name}（{self.clerk.code}）",
            untimely=untimely,
        )
        return FiledPaper(str(uuid7()), paper_number, compose(context))


def _undated(verdict: Verdict) -> Verdict:
    """A clock that went back gives no dates: they are held until a supervisor has confirmed it (时间待核)."""
    return replace(verdict, due=None, statutory=None, promised=None)


def _decided(case_id: str, base: str, verdict: Verdict, *, untimely: bool) -> Draft:
    said = record.ItemDecided(
        item=verdict.item,
        name=verdict.item_name,
        organ=verdict.organ,
        outcome=verdict.outcome,
        rule=verdict.rule,
        gaps=tuple(record.GapRecord(g.line, g.name, g.state) for g in verdict.gaps),
        due=verdict.due,
        statutory=verdict.statutory,
        promised=verdict.promised,
        waits_for=verdict.waits_for,
        dates_held=untimely,
    )
    return Draft(
        _KINDS.get(verdict.outcome, "item.held"),
        case_id,
        record.write(said),
        sealed=record.write(record.ItemDecidedSealed(verdict.reason)),
        base=base,
    )


def _issued(case_id: str, base: str, planned: PaperPlan, paper: FiledPaper) -> Draft:
    content = to_json(paper.document)
    exact = canonical_bytes(content)
    issued = record.PaperIssued(
        paper=paper.id,
        kind=planned.kind.value,
        title=planned.title,
        number=paper.number,
        organ=planned.organ,
        items=planned.items,
        digest=hashlib.sha256(exact).hexdigest(),
    )
    return Draft("paper.issued", case_id, record.write(issued), sealed={"document": content}, base=base)
