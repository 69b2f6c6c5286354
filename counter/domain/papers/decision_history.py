"""What happened before an organ's decision: accepted, notified, brought since, still open (L5, L8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import Cause
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import PaperKind
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Gap

_OPEN = (MaterialState.MISSING, MaterialState.DEFERRED, MaterialState.DEFECTIVE)
_GAPS = (Cause.GAP_EXPIRED, Cause.GAP_WRONG)
_LAPSES = (*_GAPS, Cause.CORRECTION_LAPSED, Cause.CORRECTION_WRONG)


def with_history(case: Case, item: CaseItem, proposed: ProposedDecision, today: date) -> ProposedDecision:
    """The proposal with its dates, its notice and what is open, from the case's entries.

    A deferred paper whose own day is not over is not among what was not brought.
    """
    accepted = _papers(case, item, PaperKind.ACCEPTANCE_NOTICE, PaperKind.GAP_NOTICE)
    found = replace(proposed, accepted_on=civil_date(accepted[0].issued_at) if accepted else None)
    if proposed.cause not in _LAPSES:
        return found
    kind = PaperKind.GAP_NOTICE if proposed.cause in _GAPS else PaperKind.CORRECTION_NOTICE
    notices = _papers(case, item, kind)
    receipts = _papers(case, item, PaperKind.SUPPLEMENT_RECEIPT)
    running = {g.line for g in item.gap_dues if g.due is None or g.due.day >= today}
    gaps = (_open(case, gap) for gap in recorded_verdict(item).gaps if gap.line not in running)
    return replace(
        found,
        notice=notices[-1].number if notices else "",
        told_on=civil_date(notices[-1].issued_at) if notices else None,
        lacking=tuple(g for g in gaps if g is not None),
        came_on=civil_date(receipts[-1].issued_at) if receipts else None,
    )


def _papers(case: Case, item: CaseItem, *kinds: PaperKind) -> list[IssuedPaper]:
    """Papers of these kinds about the item that were not taken back, oldest first."""
    return [
        p for p in case.papers if p.kind in kinds and item.id in p.items and p.stage is not PaperStage.VOID
    ]


def _open(case: Case, gap: Gap) -> Gap | None:
    """The gap's current state: not brought, or brought and wrong; None where it is closed."""
    line = case.checklist.line(gap.line)
    brought = Brought() if line is None else case.brought_of(line)
    if brought.state is MaterialState.DEFECTIVE:
        text = f"{gap.name}：{brought.note or '不符合要求'}"
        return replace(gap, state=MaterialState.DEFECTIVE.value, text=text)
    if brought.state in _OPEN:
        return replace(gap, state=MaterialState.MISSING.value, text=f"{gap.name}未交")
    wanted = 0 if line is None else max((n.copies for n in line.needs), default=0)
    if brought.state is MaterialState.RECEIVED and brought.copies < wanted:
        return replace(gap, state="short", text=f"{gap.name}还差{wanted - brought.copies}份")
    return None
