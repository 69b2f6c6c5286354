"""Until when a result has to reach the applicant, and whether it did (送达)."""

from __future__ import annotations

from counter.domain.calendar.workdays import Calendar, add_working_days
from counter.domain.case.case import Case, CaseItem, Conclusion
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import PaperKind
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.verdict import Due

_WITHIN = 10  # working days from the decision (行政许可法 Art. 44, 82)


def delivered(case: Case, item: CaseItem) -> bool:
    """Whether the result itself reached the applicant, or there is nothing to be given.

    A proof of delivery of another paper says nothing of it. Only of results recorded before results were things the
    proof of delivery after them is all there is.
    """
    if things := case.results_of(item.id):
        return all(one.delivered for one in things)
    conclusion = item.conclusion
    if conclusion is None:
        return False
    if conclusion.hands_over is None:
        return _proved(case, item, conclusion)
    if conclusion.hands_over is HandsOver.DECISION:
        return any(
            p.number == conclusion.document and p.stage in (PaperStage.SERVED, PaperStage.DECLINED)
            for p in case.papers
            if p.number and item.id in p.items
        )
    return conclusion.hands_over is HandsOver.NOTHING


def _proved(case: Case, item: CaseItem, conclusion: Conclusion) -> bool:
    proofs = (p for p in case.papers if p.kind == PaperKind.PROOF_OF_DELIVERY and p.stage.binding)
    return any(item.id in p.items and (p.earlier or p.issued_at >= conclusion.at) for p in proofs)


def delivery_due(item: CaseItem, jurisdiction: Jurisdiction, calendar: Calendar) -> Due | None:
    """A licence is handed out within ten working days of the decision (许可法 44, 82); others have no clock here."""
    if item.conclusion is None or not jurisdiction.notice[item.asked.procedure].deemed:
        return None
    return Due(*add_working_days(calendar, item.conclusion.day, _WITHIN), "")
