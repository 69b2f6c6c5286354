"""Steps of the fold about the windows of a case: who owns it, and what was settled between them."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.conflict_events import (
    CaseHandedOver,
    CaseHandedOverSealed,
    ConflictSettled,
    ConflictSettledSealed,
)
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.paper_events import PaperStage
from counter.domain.journal.entries import Entry


def conflict_settled(event: ConflictSettled) -> str:
    """Whose record stands, and how many papers are withdrawn."""
    back = f"，书面收回文书 {len(event.taken_back)} 份" if event.taken_back else ""
    return f"记录有矛盾，已处理：以窗口 {event.station} 的记录为准{back}（值班负责人{event.supervisor}）"


@CASE.on(CaseHandedOver, "移交窗口 {e.to} 主办（{e.agreed_by}同意）")
def _hand_over(case: Case, entry: Entry, event: CaseHandedOver, sealed: CaseHandedOverSealed | None) -> Case:
    return with_fields(case, owner=event.to)


@CASE.on(ConflictSettled, conflict_settled)
def _settle(case: Case, entry: Entry, event: ConflictSettled, sealed: ConflictSettledSealed | None) -> Case:
    """Which of the claims holds is found out before the replay (``fold.contradictions``); here its papers fall."""
    papers = tuple(
        with_fields(p, stage=PaperStage.VOID) if p.id in event.taken_back else p for p in case.papers
    )
    return with_fields(case, papers=papers)
