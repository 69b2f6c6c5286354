"""The organ's decision that was issued here as a paper (决定书): the one by which an item ended."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Result
from counter.domain.document.document import ORGAN_DECISIONS


def decision_paper(case: Case, item: CaseItem) -> IssuedPaper | None:
    """The paper of the item's conclusion that is in force; None where the organ issued its own, or granted."""
    conclusion = item.conclusion
    if conclusion is None:
        return None
    of_item = (p for p in reversed(case.papers) if p.number and item.id in p.items and p.stage.binding)
    kinds = ORGAN_DECISIONS if conclusion.result is not Result.GRANTED else ()
    return next((p for p in of_item if p.kind in kinds or p.number == conclusion.document), None)
