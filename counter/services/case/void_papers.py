"""Void papers that wait for a signature, a confirmation or service once they are out of date (作废).

Drafts for an organ, pledges, applications to withdraw, notices of a special procedure: each is void as soon as its item
is decided otherwise, so that it cannot be signed, confirmed or served any more.
"""

from __future__ import annotations

from collections.abc import Collection

from counter.domain.case import paper_events
from counter.domain.case.acts import ending
from counter.domain.case.acts.pause import unserved
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.services.case.case_writer import CaseWriter

CHANGED = "情况有变，不用再签。"


def void_draft_decision(writer: CaseWriter, item: CaseItem | None, why: str) -> None:
    """Void the draft decision that waits for this item, if one is in force (代拟稿作废). ``item``: before the act."""
    if item is None or item.proposal is None:
        return
    draft = writer.case.paper(item.proposal.paper)
    if draft is not None and draft.stage.binding:
        _void(writer, draft, why)


def void_pledges(writer: CaseWriter, decided_anew: Collection[str] = ()) -> None:
    """Void every unsigned pledge about these items, or of whose items none waits for a signature (承诺书作废).

    So at most one pledge is open for each item.
    """
    case = writer.case
    waiting = {i.id for i in case.items if i.state is ItemState.TO_PLEDGE}
    for paper in unsigned_pledges(case):
        concerned = set(paper.items) & waiting
        if not concerned or concerned & set(decided_anew):
            _void(writer, paper, CHANGED)


def void_applications(writer: CaseWriter, why: str = "") -> None:
    """Void every unsigned application to withdraw with an item that has ended (撤回申请书作废); with ``why``: all."""
    case = writer.case
    over = {item.id for item in case.items if item.state.closed}
    for paper in ending.unsigned(case):
        if why or over & set(paper.items):
            _void(writer, paper, why or CHANGED)


def void_procedure_notices(writer: CaseWriter, item: CaseItem, why: str) -> None:
    """Void unserved notices of special procedures of the item: they can no longer stop a clock (告知书作废)."""
    for paper in unserved(writer.case, item):
        _void(writer, paper, why)


def on_one_pledge(case: Case, items: Collection[str]) -> frozenset[str]:
    """Those items with all that wait for a signature on the same unsigned pledge: they are pledged anew together."""
    waiting = {i.id for i in case.items if i.state is ItemState.TO_PLEDGE}
    found = set(items)
    for paper in unsigned_pledges(case):
        if found & waiting & set(paper.items):
            found |= waiting & set(paper.items)
    return frozenset(found)


def unsigned_pledges(case: Case) -> tuple[IssuedPaper, ...]:
    """Pledges in force and not signed."""
    signed = {p.paper for p in case.pledges}
    return tuple(
        p for p in case.papers if p.kind == PaperKind.PLEDGE and p.stage.binding and p.id not in signed
    )


def _void(writer: CaseWriter, paper: IssuedPaper, why: str) -> None:
    voided = paper_events.PaperVoided(paper.id, paper.number, taken_back=False)
    writer.add(voided, paper_events.PaperVoidedSealed(why))
