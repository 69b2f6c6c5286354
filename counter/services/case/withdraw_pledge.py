"""A pledge nobody signed is set aside when what it says is no longer so (承诺书作废): one alone is there to sign."""

from __future__ import annotations

from collections.abc import Collection

from counter.domain.case import paper_events
from counter.domain.case.case import Case, IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.services.case.case_writer import Dossier


def set_aside_pledges(dossier: Dossier, decided_anew: Collection[str] = ()) -> None:
    """Void every unsigned pledge about these items, or about items none of which waits for a signature any more."""
    case = dossier.case
    waiting = {i.id for i in case.items if i.state is ItemState.TO_PLEDGE}
    for paper in unsigned(case):
        mine = set(paper.items) & waiting
        if not mine or mine & set(decided_anew):
            voided = paper_events.PaperVoided(paper.id, paper.number, taken_back=False)
            dossier.add("paper.voided", voided, paper_events.PaperVoidedSealed("情况有变，不用再签。"))


def on_one_pledge(case: Case, items: Collection[str]) -> frozenset[str]:
    """Those items, and what waits for a signature on the same unsigned pledge: they are pledged anew together."""
    waiting = {i.id for i in case.items if i.state is ItemState.TO_PLEDGE}
    found = set(items)
    for paper in unsigned(case):
        if found & waiting & set(paper.items):
            found |= waiting & set(paper.items)
    return frozenset(found)


def unsigned(case: Case) -> tuple[IssuedPaper, ...]:
    """Pledges in force that nobody signed."""
    signed = {p.paper for p in case.pledges}
    return tuple(
        p for p in case.papers if p.kind == PaperKind.PLEDGE and p.stage.binding and p.id not in signed
    )
