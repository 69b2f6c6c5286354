"""What an item still lacks after something was brought (补交后仍缺): told or deferred before, nothing new (L3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counter.domain.case.acts.rejudge import judge_again
from counter.domain.case.case import Case, CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Gap, Outcome, gaps_in
from counter.domain.visit.visit import Setting


def still_lacking(case: Case, setting: Setting) -> Mapping[str, tuple[Gap, ...]]:
    """Item id → what keeps it from being whole, of every item that was told or accepted with gaps."""
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
    """What may still be handed in after acceptance with gaps; of what came in wrong, what is wrong with it."""
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
    """What is missing, not fit or too few of an item now; what may follow after acceptance is none of it."""
    found = (g for line in case.checklist.lines_of(item.id) for g in gaps_in(line, item.id, case.brought))
    return tuple(g for g in found if g.state != MaterialState.DEFERRED)
