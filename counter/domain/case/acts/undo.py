"""收回决定: a clerk may undo a decision within minutes, with its papers returned; afterwards only the organ may.

A paper in a citizen's possession binds until its organ withdraws it in writing (DESIGN §5); so every sheet has to be
returned, and after the minutes of the region's profile the organ's own act is recorded instead (``Conclude`` with
撤销).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from counter.domain.case.acts.acts import Void
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import RECEIPTS, PaperKind
from counter.domain.errors import BadInput, RuleRefused

_UNDOABLE = frozenset(
    {
        ItemState.ACCEPTED,
        ItemState.GAPPED,
        ItemState.DONE,
        ItemState.TO_CORRECT,
        ItemState.TO_PLEDGE,
        ItemState.RETURNED,
    }
)
"""Items the applicant insisted on are not among them: the window decided nothing, and the organ decides (L8). An
applicant who no longer insists withdraws and applies anew.
"""


def may_be_undone(item: CaseItem) -> bool:
    """True for what this window decided or notified, without anything done since."""
    by_told = item.state is not ItemState.RETURNED or bool(item.told and item.told[-1].returned)
    return item.state in _UNDOABLE and by_told and item.at is not None


def papers_of_decision(case: Case, items: tuple[str, ...]) -> tuple[IssuedPaper, ...]:
    """Papers that stated these decisions and have to be returned. One paper states the items of one organ together."""
    return tuple(
        p for p in case.papers if p.stage.binding and p.kind not in RECEIPTS and set(p.items) & set(items)
    )


def _replaced_by(case: Case, papers: tuple[IssuedPaper, ...]) -> tuple[IssuedPaper, ...]:
    """Papers replaced by one of these: their sheets may still be in use."""
    found = {p.id for p in papers}
    while more := {p.id for p in case.papers if p.replaced_by in found} - found:
        found |= more
    return tuple(p for p in case.papers if p.id in found and p not in papers)


def together(case: Case, items: tuple[str, ...]) -> tuple[str, ...]:
    """Items undone with these: on the same papers (a paper is taken back whole), or depending on them.

    The hall's cover sheet only repeats what the organs' own papers state: it is taken back, and undoes no other item.
    """
    found = set(items)
    while True:
        papers = papers_of_decision(case, tuple(found))
        more = {i for p in papers if p.kind != PaperKind.COVER_SHEET for i in p.items}
        more |= {i.id for i in case.items if set(i.asked.after) & found}
        more = {i for i in more if (item := case.item(i)) is not None and may_be_undone(item)}
        if more <= found:
            return tuple(i.id for i in case.items if i.id in found)
        found |= more


def check_void(case: Case, act: Void, now: datetime, minutes: int) -> tuple[str, ...]:
    """The items that are undone by the act. Raises BadInput for an unknown item or no reason, RuleRefused otherwise."""
    if len(act.reason.strip()) < 2:
        raise BadInput("请写明为什么收回。", field="reason")
    for item_id in act.items:
        item = case.item(item_id)
        if item is None:
            raise BadInput(f"这件办件里没有事项“{item_id}”。", field="items")
        if not may_be_undone(item):
            raise RuleRefused(f"“{item.asked.name}”{item.state.label}，没有可以收回的窗口决定。", rule="undo")
    if any(case.paper(p) is None for p in act.taken_back):
        raise BadInput("收回的文书里有一份不是这件办件的，请重新选。", field="taken_back")
    if not act.items:
        raise BadInput("请选要收回哪些事项的决定。", field="items")
    every = together(case, act.items)
    _check_time(case, every, now, minutes)
    _check_returned(case, every, act.taken_back)
    return every


def _check_time(case: Case, items: tuple[str, ...], now: datetime, minutes: int) -> None:
    for item in (case.item(i) for i in items):
        assert item is not None
        assert item.at is not None
        if item.untimely or now < item.at:
            raise RuleRefused("时间待核，分不清决定是什么时候作的，不能自行收回。", rule="undo")
        if now - item.at > timedelta(minutes=minutes):
            raise RuleRefused(
                f"“{item.asked.name}”的决定已超过{minutes}分钟，窗口不能自行收回，只能由机关依法撤销或者更正。",
                rule="undo",
            )


def _check_returned(case: Case, items: tuple[str, ...], taken_back: tuple[str, ...]) -> None:
    """Every sheet is returned, also of a paper that was reissued since (L3)."""
    papers = papers_of_decision(case, items)
    for paper in (*papers, *_replaced_by(case, papers)):
        if paper.kind == PaperKind.CORRECTION_NOTICE and paper.serving is not None:
            raise RuleRefused(
                f"{paper.number} 已经送达，告知已经完成，窗口不能收回重新告知。", rule="undo", field="items"
            )
        left = paper.copies > 0 or paper.stage is not PaperStage.MADE
        if left and paper.id not in taken_back:
            named = paper.number or paper.title
            raise RuleRefused(f"{named} 已经打出，要先把纸收回来才能作废。", rule="undo", field="taken_back")
