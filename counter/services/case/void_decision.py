"""Void a decision within minutes (收回决定): its papers are void, numbers stay used, material stays taken in."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import item_events, paper_events
from counter.domain.case.acts.acts import Void
from counter.domain.case.acts.undo import check_void, papers_of_decision
from counter.domain.case.case import Case
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.hall.jurisdiction import HALL
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.write_verdicts import date_event
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import consented


def void_decision(app: AppContext, case_id: str, act: Void, clerk: StaffRow, base: str | None = None) -> Case:
    """Void the decisions on the act's items, and on other items of the same papers.

    Raises RuleRefused when the time is over, a sheet was not returned, this window decided nothing, or a supervisor's
    PIN is wrong.
    """
    by = "" if act.consent is None else consented(app.journal, act.consent).code
    with open_writer(app, case_id, clerk, base) as writer:
        before, setting = writer.case, writer.setting
        items = check_void(before, act, setting.now, setting.jurisdiction.undo_minutes)
        papers = papers_of_decision(before, items)
        event = item_events.DecisionVoided(items, tuple(p.id for p in papers), by)
        writer.add(event, item_events.DecisionVoidedSealed(act.reason.strip()))
        for paper in papers:
            voided = paper_events.PaperVoided(paper.id, paper.number, paper.id in act.taken_back)
            writer.add(voided, paper_events.PaperVoidedSealed(act.reason.strip()))
        date_event(writer)
        _receipt(writer, items)
        return writer.commit()


def _receipt(writer: CaseWriter, items: tuple[str, ...]) -> None:
    """Issue receipts (收件凭证) for items that have none in force: their material stays in the hall."""
    case = writer.case
    receipts = [p for p in case.papers if p.stage.binding and p.kind == PaperKind.INTAKE_RECEIPT]
    bare = tuple(i for i in items if not any(i in p.items for p in receipts))
    jurisdiction = writer.setting.jurisdiction
    groups: dict[str, list[Verdict]] = {}
    organs: dict[str, str] = {}
    today = civil_date(writer.setting.now)
    for item in (case.item(i) for i in bare):
        assert item is not None
        entrusted = writer.setting.authority.entrusts(item.asked.organ, item.id, today)
        organ = item.asked.organ if entrusted else HALL
        name = jurisdiction.organ(organ).name
        organs.setdefault(name, organ)
        groups.setdefault(name, []).append(
            Verdict(
                item.id,
                item.asked.name,
                item.asked.organ,
                Outcome.RECEIVED,
                "决定已收回，重新办理。",
                "undo",
                entrusted=entrusted,
            )
        )
    kind = PaperKind.INTAKE_RECEIPT
    for name, verdicts in groups.items():
        ids = tuple(v.item for v in verdicts)
        writer.issue(PaperPlan(kind, TITLES[kind], organs[name], ids), verdicts)
