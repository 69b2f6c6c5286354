"""An application to withdraw that nobody signed is set aside when what it says is no longer so (撤回申请书作废)."""

from __future__ import annotations

from counter.domain.case import paper_events
from counter.domain.case.acts.ending import unsigned
from counter.services.case.case_writer import Dossier


def set_aside_applications(dossier: Dossier, why: str = "") -> None:
    """Void every unsigned one on which an item has ended meanwhile; all of them where ``why`` says for what."""
    case = dossier.case
    over = {item.id for item in case.items if item.state.closed}
    for paper in unsigned(case):
        if why or over & set(paper.items):
            voided = paper_events.PaperVoided(paper.id, paper.number, taken_back=False)
            words = why or "情况有变，不用再签。"
            dossier.add("paper.voided", voided, paper_events.PaperVoidedSealed(words))
