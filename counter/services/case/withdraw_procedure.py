"""A notice of a special procedure that nobody was served is set aside when its item goes another way (告知书作废)."""

from __future__ import annotations

from counter.domain.case import paper_events
from counter.domain.case.acts.pause import unserved
from counter.domain.case.case import CaseItem
from counter.services.case.case_writer import Dossier


def set_aside_procedures(dossier: Dossier, item: CaseItem, why: str) -> None:
    """Void what was made for the item and never reached the applicant: no clock stands by it any more."""
    for paper in unserved(dossier.case, item):
        voided = paper_events.PaperVoided(paper.id, paper.number, taken_back=False)
        dossier.add("paper.voided", voided, paper_events.PaperVoidedSealed(why))
