"""What the items of a case still lack (仍缺), and the cover sheet that sums it up for all organs.

The applicant plans by the cover sheet: once one of its notices was voided or reissued, or something was brought, it is
replaced or void.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from counter.domain.case.acts.rejudge import judge_again
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import Document, PaperKind, Table
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.material import MaterialState
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.verdict import Gap, Outcome, Verdict, gaps_in
from counter.domain.visit.visit import PaperPlan, Setting


def covers(case: Case) -> tuple[IssuedPaper, ...]:
    """The cover sheets that still count, oldest first."""
    return tuple(p for p in case.papers if p.kind == PaperKind.COVER_SHEET and p.stage.binding)


def missing_of(case: Case, setting: Setting) -> tuple[Verdict, ...]:
    """A verdict for each item with papers that were notified or deferred and are not in, with exactly those gaps."""
    found = (_still(case, item, setting) for item in case.items)
    return tuple(verdict for verdict in found if verdict is not None and verdict.gaps)


def cover_plan(verdicts: tuple[Verdict, ...], jurisdiction: Jurisdiction) -> PaperPlan | None:
    """The cover sheet for these verdicts; None where no more than one organ asks for anything."""
    return next((p for p in plan(verdicts, jurisdiction) if p.kind is PaperKind.COVER_SHEET), None)


def same_demands(one: Document, other: Document) -> bool:
    """True where both cover sheets ask for the same papers by the same days."""
    return tuple(_asked(one)) == tuple(_asked(other))


def _asked(sheet: Document) -> Iterator[object]:
    for block in sheet.body:
        if isinstance(block, Table):
            yield block.rows
        elif block.strong and block.plain:
            yield block.text  # the day over a list


def _still(case: Case, item: CaseItem, setting: Setting) -> Verdict | None:
    if item.state is ItemState.TO_PLEDGE:
        return _to_pledge(case, item, setting)
    if item.gap_dues and not item.state.closed:
        return replace(recorded_verdict(item), gaps=deferred_gaps(case, item))
    notice = item.told[-1] if item.told else None
    if notice is None or not (item.state is ItemState.TO_CORRECT or _returned(item)):
        return None
    as_told = {gap.line: gap for gap in notice.gaps}
    current = (g for line in case.checklist.lines_of(item.id) for g in gaps_in(line, item.id, case.brought))
    gaps = tuple(
        replace(g, standard=as_told[g.line].standard, due=as_told[g.line].due)
        for g in current
        if g.line in as_told
    )
    return replace(recorded_verdict(item), gaps=gaps)


def _returned(item: CaseItem) -> bool:
    """True where the filing ended with the notice: what it lacks is brought with a new filing."""
    return item.state is ItemState.RETURNED and bool(item.told) and item.told[-1].returned


def _to_pledge(case: Case, item: CaseItem, setting: Setting) -> Verdict | None:
    """The verdict of an item that waits for a signature, with the days its pledge states."""
    pledge = next(
        (p for p in reversed(case.papers) if p.kind == PaperKind.PLEDGE and item.id in p.items), None
    )
    if pledge is None:
        return None
    then = replace(setting, now=pledge.issued_at)
    return next(iter(judge_again(case, then, case.brought, frozenset({item.id}))), None)


def still_lacking(case: Case, setting: Setting) -> Mapping[str, tuple[Gap, ...]]:
    """Item id → what it still lacks (补交后仍缺), of every item notified or accepted with gaps; nothing new (L3)."""
    asked = tuple(i for i in case.items if i.told and i.state in (ItemState.TO_CORRECT, ItemState.RETURNED))
    found = judge_again(case, setting, case.brought, frozenset(i.id for i in asked))
    wrong = {v.item: v.gaps for v in found if v.outcome is Outcome.CORRECT}
    by = {i.id: i.told[-1].due for i in asked}
    lacking = {i: tuple(replace(g, due=by[i]) for g in gaps) for i, gaps in wrong.items()}
    for item in case.items:
        if item.gap_dues and not item.state.closed:
            lacking[item.id] = deferred_gaps(case, item)
    return {i.id: lacking[i.id] for i in case.items if i.id in lacking}


def deferred_gaps(case: Case, item: CaseItem) -> tuple[Gap, ...]:
    """What may still be handed in after acceptance with gaps, defective papers with their defect."""
    found = []
    for gap in item.gap_dues:
        line = case.checklist.line(gap.line)
        brought = None if line is None else case.brought_of(line)
        if brought is not None and brought.state is MaterialState.DEFECTIVE:
            text, state = f"{gap.name}：{brought.note or '不符合要求'}", MaterialState.DEFECTIVE.value
        elif brought is not None and brought.state is MaterialState.RECEIVED:
            text, state = f"{gap.name}份数还不够", "short"
        else:
            text, state = f"{gap.name}还没有补齐", gap.state
        found.append(Gap(gap.line, gap.name, state, text, gap.standard, gap.due))
    return tuple(found)


def hard_gaps(case: Case, item: CaseItem) -> tuple[Gap, ...]:
    """What is missing, defective or too few of an item; without what may be handed in after acceptance."""
    found = (g for line in case.checklist.lines_of(item.id) for g in gaps_in(line, item.id, case.brought))
    return tuple(g for g in found if g.state != MaterialState.DEFERRED)
