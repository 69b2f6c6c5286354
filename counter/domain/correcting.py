"""补齐补正 is told once, whole, in writing; a further round needs a new fact or a supervisor's reason (L3)."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case import Case, CaseItem
from counter.domain.errors import RuleRefused
from counter.domain.item_record import Again
from counter.domain.item_state import ItemState
from counter.domain.material import MaterialState

REASON_LENGTH = 4
"""A reason shorter than this says nothing."""


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why an item that was told once is told again: a new fact, or a supervisor's reason (with his code)."""

    why: Again
    words: str
    supervisor: str = ""


def next_round(item: CaseItem | None, reopening: Reopening | None) -> int:
    """The number of the correction round an item may be told in (许可法 32(1)(4), 72(4); S001 16(2)).

    A filing that was returned whole begins anew when it is filed again (市场主体登记管理条例 19): its earlier rounds do
    not count. Raises RuleRefused (L3) for a second round without new fact or supervisor.
    """
    earlier = () if item is None else tuple(t for t in item.told if not t.returned)
    if not earlier:
        return 1
    name = item.asked.name if item is not None else ""
    if reopening is None:
        raise RuleRefused(
            f"“{name}”已经书面一次告知过，不能再要求别的材料；出现新的事实，或者值班负责人写明理由，才能再告知一次。",
            rule="L3",
            field="again",
        )
    if len(reopening.words.strip()) < REASON_LENGTH:
        raise RuleRefused("再次告知要写明新的事实或者理由。", rule="L3", field="again")
    if reopening.why is Again.SUPERVISOR and not reopening.supervisor:
        raise RuleRefused("再次告知要由值班负责人输入口令并写明理由。", rule="L3", field="again")
    return len(earlier) + 1


def open_gaps(item: CaseItem) -> frozenset[str]:
    """Lines that may still be brought for an item: those told in its last round, or deferred and not yet in."""
    if item.state in (ItemState.TO_CORRECT, ItemState.RETURNED) and item.told:
        return frozenset(g.line for g in item.told[-1].gaps)
    return frozenset(g.line for g in item.gap_dues)


_LATER = (MaterialState.AWAITING, MaterialState.LATER)
_LACKING = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


def may_take(case: Case, item: CaseItem, line_id: str) -> bool:
    """What was told or deferred; or of an open item what nobody told about yet, or the guide takes later on (L1)."""
    if line_id in open_gaps(item) and (item.state is not ItemState.TO_CORRECT or lacks(case, item, line_id)):
        return True
    if item.state.closed:
        return False
    line = case.checklist.line(line_id)
    assert line is not None
    state = case.brought_of(line).state
    return state in _LATER or (state in _LACKING and item.state.open_here)


def lacks(case: Case, item: CaseItem, line_id: str) -> bool:
    """False once what was told is in: the same sheet is not taken, or receipted, a second time."""
    line = case.checklist.line(line_id)
    if line is None:
        return True
    brought = case.brought_of(line)
    if brought.state is MaterialState.RECEIVED:
        return any(n.copies > brought.copies for n in line.needs if n.item == item.id and n.later is None)
    return brought.state in (*_LACKING, *_LATER)
