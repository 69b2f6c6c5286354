"""Changed answers keep what was ticked and say in plain words what moved (DESIGN §2.2)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import Brought, MaterialState, Unasked, in_hand
from counter.domain.visit.sharing import NOT_TO_BRING, allows

_IN_HAND = (MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.PLEDGED)
"""States in which somebody handed something over or signed it."""


def carry_over(
    old: Checklist, new: Checklist, brought: Mapping[str, Brought]
) -> tuple[dict[str, Brought], tuple[str, ...]]:
    """What was brought, for the new list, and sentences saying what moved; what was not touched moves silently.

    A line of which nothing fits any more is left out: nobody has looked at it under the new list (``looked_at``).
    What was received and is no longer asked for is no news among others: it has to go back now (``unasked_now``).
    """
    kept: dict[str, Brought] = {}
    said: list[str] = []
    for line in new.lines:
        before = old.line(line.id)
        mine = brought.get(line.id)
        if before is None:
            now = _added(line, mine)
            said.append(_sentence_added(line, now))
        else:
            now, moved = _kept(before, line, mine)
            said.extend(moved)
        if now is not None:
            kept[line.id] = now
    gone = (line for line in old.lines if new.line(line.id) is None)
    said.extend(f"“{line.name}”不再需要。" for line in gone if not _in_hand(line, brought.get(line.id)))
    return kept, tuple(said)


def unasked_now(
    old: Checklist, new: Checklist, brought: Mapping[str, Brought], before: Mapping[str, Unasked]
) -> dict[str, Unasked]:
    """What was received and is not asked for by the new list, or not in the form in which it came: it has to go back.

    ``before``: what was so already. A paper that is asked for again is in use again; one that went back stays told
    until then.
    """
    kept = {i: paper for i, paper in before.items() if not _fits(new, i, paper.brought)}
    for line in old.lines:
        mine = brought.get(line.id)
        if mine is not None and _in_hand(line, mine) and not _fits(new, line.id, mine):
            kept.setdefault(line.id, Unasked(line.name, mine))
    return kept


def _fits(new: Checklist, line_id: str, brought: Brought) -> bool:
    line = new.line(line_id)
    return line is not None and allows(line, brought)


def _in_hand(line: Line, mine: Brought | None) -> bool:
    return mine is not None and in_hand(mine, never_kept=line.never_kept)


def _added(line: Line, mine: Brought | None) -> Brought | None:
    """A paper that comes back after another answer was tried finds its old record again."""
    if mine is None or not allows(line, mine):
        return None
    if mine.state in (*_IN_HAND, line.initial) or mine.shared is not None:
        return mine
    return None


def _sentence_added(line: Line, now: Brought | None) -> str:
    if now is not None and now.state in _IN_HAND:
        return f"“{line.name}”又要用到，原来的记录保留。"
    if line.initial is MaterialState.AWAITING:
        return f"新增“{line.name}”：{line.wanted}。"
    if line.initial is MaterialState.SHARED:
        return f"新增“{line.name}”：{NOT_TO_BRING}。"
    return f"新增“{line.name}”（{line.wanted}）。"


def _kept(before: Line, line: Line, mine: Brought | None) -> tuple[Brought | None, list[str]]:
    same = mine is not None and mine.state is before.initial and mine.shared is None
    if mine is None or (same and line.initial is not before.initial):
        return None, _changed(before, line)
    if not allows(line, mine):
        return None, [f"“{line.name}”现在不能按“{_WORDS[mine.state]}”处理，请重新确认。"]
    return mine, _changed(before, line)


def _changed(before: Line, line: Line) -> list[str]:
    if before.wanted == line.wanted or line.initial is MaterialState.SHARED:
        return []
    return [f"“{line.name}”由“{before.wanted}”改为“{line.wanted}”。"]


_WORDS = {
    MaterialState.MISSING: "未交",
    MaterialState.RECEIVED: "已收",
    MaterialState.SHARED: "共享获取",
    MaterialState.AWAITING: "待前序",
    MaterialState.E_LICENCE: "电子证照",
    MaterialState.PLEDGED: "告知承诺",
    MaterialState.DEFERRED: "容缺",
    MaterialState.DEFECTIVE: "不符合",
    MaterialState.LATER: "以后再交",
    MaterialState.RELIEVED: "不用再交",
}
