"""Changed answers keep what was ticked and say in plain words what moved (DESIGN §2.2)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.checklist import Checklist, Line
from counter.domain.material import Brought, MaterialState

_IN_HAND = (MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.PLEDGED)
"""States in which somebody handed something over or signed it."""


def carry_over(
    old: Checklist, new: Checklist, brought: Mapping[str, Brought]
) -> tuple[dict[str, Brought], tuple[str, ...]]:
    """What was brought, for the new list, and sentences saying what moved; what was not touched moves silently.

    A line of which nothing fits any more is left out: nobody has looked at it under the new list (``looked_at``).
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
    said.extend(_sentence_gone(line, brought.get(line.id)) for line in gone)
    return kept, tuple(said)


def _added(line: Line, mine: Brought | None) -> Brought | None:
    """A paper that comes back after another answer was tried finds its old record again."""
    if mine is not None and mine.state in line.allowed and mine.state in (*_IN_HAND, line.initial):
        return mine
    return None


def _sentence_added(line: Line, now: Brought | None) -> str:
    if now is not None and now.state in _IN_HAND:
        return f"“{line.name}”又要用到，原来的记录保留。"
    if line.initial is MaterialState.AWAITING:
        return f"新增“{line.name}”：{line.wanted}。"
    return f"新增“{line.name}”（{line.wanted}）。"


def _kept(before: Line, line: Line, mine: Brought | None) -> tuple[Brought | None, list[str]]:
    if mine is None or (mine.state is before.initial and line.initial is not before.initial):
        return None, _changed(before, line)
    if mine.state not in line.allowed:
        return None, [f"“{line.name}”现在不能按“{_WORDS[mine.state]}”处理，请重新确认。"]
    return mine, _changed(before, line)


def _changed(before: Line, line: Line) -> list[str]:
    if before.wanted == line.wanted:
        return []
    return [f"“{line.name}”由“{before.wanted}”改为“{line.wanted}”。"]


def _sentence_gone(line: Line, mine: Brought | None) -> str:
    if mine is not None and mine.state in _IN_HAND and not line.never_kept:
        return f"“{line.name}”不再需要，已收的请退还申请人。"
    return f"“{line.name}”不再需要。"


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
