"""Carry recorded materials over to the checklist of changed answers, with sentences on what changed (DESIGN §2.2)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import HELD_STATES, Brought, MaterialState, Unasked, held_at_window
from counter.domain.visit.received import STATE_WORDS
from counter.domain.visit.sharing import NOT_TO_BRING, allows


def carry_over(
    old: Checklist, new: Checklist, brought: Mapping[str, Brought]
) -> tuple[dict[str, Brought], tuple[str, ...]]:
    """What was brought, for the new checklist, and sentences on what changed; untouched lines change silently.

    A record that no longer fits its line is dropped: the line counts as not looked at (``looked_at``). What was
    received and is no longer asked for has no sentence here: it has to go back (``papers_to_return``).
    """
    kept: dict[str, Brought] = {}
    sentences: list[str] = []
    for line in new.lines:
        before = old.line(line.id)
        recorded = brought.get(line.id)
        if before is None:
            carried = _reused(line, recorded)
            sentences.append(_sentence_added(line, carried))
        else:
            carried, changes = _carried(before, line, recorded)
            sentences.extend(changes)
        if carried is not None:
            kept[line.id] = carried
    removed = (line for line in old.lines if new.line(line.id) is None)
    sentences.extend(
        f"“{line.name}”不再要了。" for line in removed if not _is_held(line, brought.get(line.id))
    )
    return kept, tuple(sentences)


def papers_to_return(
    old: Checklist, new: Checklist, brought: Mapping[str, Brought], before: Mapping[str, Unasked]
) -> dict[str, Unasked]:
    """Received papers that the new checklist does not ask for, or not in that form: line id → paper to return.

    ``before``: those known already; one that was returned stays listed until the checklist asks for it again.
    """
    kept = {i: paper for i, paper in before.items() if not _fits(new, i, paper.brought)}
    for line in old.lines:
        recorded = brought.get(line.id)
        if recorded is not None and _is_held(line, recorded) and not _fits(new, line.id, recorded):
            kept.setdefault(line.id, Unasked(line.name, recorded))
    return kept


def _fits(new: Checklist, line_id: str, brought: Brought) -> bool:
    line = new.line(line_id)
    return line is not None and allows(line, brought)


def _is_held(line: Line, recorded: Brought | None) -> bool:
    return recorded is not None and held_at_window(recorded, never_kept=line.never_kept)


def _reused(line: Line, recorded: Brought | None) -> Brought | None:
    """The former record of a line that is on the checklist again."""
    if recorded is None or not allows(line, recorded):
        return None
    if recorded.state in (*HELD_STATES, line.initial) or recorded.shared is not None:
        return recorded
    return None


def _sentence_added(line: Line, carried: Brought | None) -> str:
    if carried is not None and carried.state in HELD_STATES:
        return f"“{line.name}”又要用到，原来的记录保留。"
    if line.initial is MaterialState.AWAITING:
        return f"新增“{line.name}”：{line.wanted}。"
    if line.initial is MaterialState.SHARED:
        return f"新增“{line.name}”：{NOT_TO_BRING}。"
    return f"新增“{line.name}”（{line.wanted}）。"


def _carried(before: Line, line: Line, recorded: Brought | None) -> tuple[Brought | None, list[str]]:
    same = recorded is not None and recorded.state is before.initial and recorded.shared is None
    if recorded is None or (same and line.initial is not before.initial):
        return None, _changed(before, line)
    if not allows(line, recorded):
        return None, [f"“{line.name}”现在不能按“{STATE_WORDS[recorded.state]}”处理，请重新确认。"]
    return recorded, _changed(before, line)


def _changed(before: Line, line: Line) -> list[str]:
    if before.wanted == line.wanted or line.initial is MaterialState.SHARED:
        return []
    return [f"“{line.name}”由“{before.wanted}”改为“{line.wanted}”。"]
