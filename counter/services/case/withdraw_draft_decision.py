"""A draft waiting for the organ is set aside when its item goes another way (代拟稿作废): nobody confirms it then."""

from __future__ import annotations

from counter.domain.case import paper_events
from counter.domain.case.case import CaseItem
from counter.services.case.case_writer import Dossier


def set_aside_draft(dossier: Dossier, item: CaseItem | None, why: str) -> None:
    """Void the draft that waited for this item as it stood, if there is one still in force."""
    if item is None or item.proposal is None:
        return
    draft = dossier.case.paper(item.proposal.paper)
    if draft is None or not draft.stage.binding:
        return
    voided = paper_events.PaperVoided(draft.id, draft.number, taken_back=False)
    dossier.add("paper.voided", voided, paper_events.PaperVoidedSealed(why))
