"""Take a decision back within minutes (收回决定): papers void, numbers kept, material still taken in."""

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
from counter.services.case.case_writer import Dossier, open_dossier
from counter.services.context.ports import StaffRow
from counter.services.context.services import House
from counter.services.hall.staff import consented


def void_decision(house: House, case_id: str, act: Void, clerk: StaffRow, base: str | None = None) -> Case:
    """Undo the decisions on the act's items, and on those that stand on the same papers.

    Raises RuleRefused when the minutes are over, a sheet is not back, there is nothing of this window's to undo, or a
    supervisor's PIN is wrong.
    """
    by = "" if act.consent is None else consented(house.journal, act.consent).code
    with open_dossier(house, case_id, clerk, base) as dossier:
        before, setting = dossier.case, dossier.setting
        items = check_void(before, act, setting.now, setting.jurisdiction.undo_minutes)
        papers = papers_of_decision(before, items)
        said = item_events.DecisionVoided(items, tuple(p.id for p in papers), by)
        dossier.add(said, item_events.DecisionVoidedSealed(act.reason.strip()))
        for paper in papers:
            voided = paper_events.PaperVoided(paper.id, paper.number, paper.id in act.taken_back)
            dossier.add(voided, paper_events.PaperVoidedSealed(act.reason.strip()))
        _receipt(dossier, items)
        return dossier.keep()


def _receipt(dossier: Dossier, items: tuple[str, ...]) -> None:
    """Material stays in the hall: whoever has no receipt for an item any more gets one (收件凭证)."""
    case = dossier.case
    receipts = [p for p in case.papers if p.stage.binding and p.kind == PaperKind.INTAKE_RECEIPT]
    bare = tuple(i for i in items if not any(i in p.items for p in receipts))
    jurisdiction = dossier.setting.jurisdiction
    groups: dict[str, list[Verdict]] = {}
    organs: dict[str, str] = {}
    today = civil_date(dossier.setting.now)
    for item in (case.item(i) for i in bare):
        assert item is not None
        entrusted = dossier.setting.authority.entrusts(item.asked.organ, item.id, today)
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
        dossier.issue(PaperPlan(kind, TITLES[kind], organs[name], ids), verdicts)
