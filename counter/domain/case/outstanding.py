"""What the cover sheet sums up as it now stands: every paper that is still to be brought, whichever organ told of it.

The sheet is a plan for its reader, and a plan that is no longer so sends him for the wrong thing on the wrong day:
once one of its notices was taken back or made anew, or something was brought, it is replaced or no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.case.acts.missing import deferred_gaps
from counter.domain.case.acts.rejudge import judge_again
from counter.domain.case.case import Case, CaseItem, IssuedPaper
from counter.domain.case.issued_verdict import standing
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import Document, PaperKind, Table
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.verdict import Verdict, gaps_in
from counter.domain.visit.visit import PaperPlan, Setting


def covers(case: Case) -> tuple[IssuedPaper, ...]:
    """The cover sheets that still count, oldest first."""
    return tuple(p for p in case.papers if p.kind == PaperKind.COVER_SHEET and p.stage.binding)


def still_told(case: Case, setting: Setting) -> tuple[Verdict, ...]:
    """Each item of which something was told, or may follow, and is not in yet, with exactly that."""
    found = (_still(case, item, setting) for item in case.items)
    return tuple(verdict for verdict in found if verdict is not None and verdict.gaps)


def cover_plan(verdicts: tuple[Verdict, ...], jurisdiction: Jurisdiction) -> PaperPlan | None:
    """The sheet these call for; None where no more than one organ asks for anything."""
    return next((p for p in plan(verdicts, jurisdiction) if p.kind is PaperKind.COVER_SHEET), None)


def says_the_same(one: Document, other: Document) -> bool:
    """Whether both ask for the same papers by the same days."""
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
        return replace(standing(item), gaps=deferred_gaps(case, item))
    notice = item.told[-1] if item.told else None
    if notice is None or not (item.state is ItemState.TO_CORRECT or _returned(item)):
        return None
    as_told = {gap.line: gap for gap in notice.gaps}
    now = (g for line in case.checklist.lines_of(item.id) for g in gaps_in(line, item.id, case.brought))
    gaps = tuple(
        replace(g, standard=as_told[g.line].standard, due=as_told[g.line].due)
        for g in now
        if g.line in as_told
    )
    return replace(standing(item), gaps=gaps)


def _returned(item: CaseItem) -> bool:
    """Its filing ended with the notice: what it lacks is brought with a new filing."""
    return item.state is ItemState.RETURNED and bool(item.told) and item.told[-1].returned


def _to_pledge(case: Case, item: CaseItem, setting: Setting) -> Verdict | None:
    """What waits for a signature has the days that its pledge states, counted from the day it was made."""
    pledge = next(
        (p for p in reversed(case.papers) if p.kind == PaperKind.PLEDGE and item.id in p.items), None
    )
    if pledge is None:
        return None
    then = replace(setting, now=pledge.issued_at)
    return next(iter(judge_again(case, then, case.brought, frozenset({item.id}))), None)
