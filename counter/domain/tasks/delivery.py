"""Until when a result has to reach the applicant (送达)."""

from __future__ import annotations

from counter.domain.calendar.workdays import Calendar, add_working_days
from counter.domain.case.case import Case, CaseItem
from counter.domain.document.document import PaperKind
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.verdict import Due

_WITHIN = 10  # working days from the decision (行政许可法 Art. 44, 82)


def delivered(case: Case, item: CaseItem) -> bool:
    """Whether a proof of delivery of the item holds."""
    return any(
        p.kind == PaperKind.PROOF_OF_DELIVERY and item.id in p.items and p.stage.binding for p in case.papers
    )


def delivery_due(item: CaseItem, jurisdiction: Jurisdiction, calendar: Calendar) -> Due | None:
    """A licence is handed out within ten working days of the decision (许可法 44, 82); others have no clock here."""
    if item.conclusion is None or not jurisdiction.notice[item.asked.procedure].deemed:
        return None
    return Due(*add_working_days(calendar, item.conclusion.day, _WITHIN), "")
