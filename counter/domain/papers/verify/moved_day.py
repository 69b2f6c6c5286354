"""The last day on a paper in the applicant's hand, and the day as it stands now (许可法 42, 45).

An extension and a special procedure have papers of their own; the acceptance notice stays valid with its old day.
"""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.extension import ends
from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind

_OF_THE_DECISION = frozenset(
    {PaperKind.ACCEPTANCE_NOTICE, PaperKind.PROCEDURE_END, PaperKind.EXTENSION_NOTICE}
)
"""Kinds whose day is that of the organ's decision."""


def moved_day(case: Case, paper_id: str, deadline: date | None) -> date | None:
    """The day of the decision as recorded now, where it is not ``deadline``; None where nothing moved it."""
    paper = case.paper(paper_id)
    if deadline is None or paper is None or paper.kind not in _OF_THE_DECISION:
        return None
    running = [i for i in case.items if i.id in paper.items and i.state.accepted]
    if not any(pause.ended is not None for item in running for pause in item.paused):
        return None
    now = min((end.day for item in running if (end := ends(item)) is not None), default=deadline)
    return None if now == deadline else now
