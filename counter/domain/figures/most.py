"""Who has most of what is counted: said of one, of two alike, of more, and of the only one."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.figures.words import listed

Counted = Sequence[tuple[str, int]]
"""Names with their numbers."""


def most(counted: Counted, unit: str) -> str:
    """``01号窗口最多（10件）``, ``01号窗口和03号窗口最多（各4件）``, ``都在01号窗口``; "" where nothing is counted."""
    there = [(name, number) for name, number in counted if number]
    if not there:
        return ""
    if len(there) == 1:
        return f"都在{there[0][0]}"
    top = max(number for _, number in there)
    names = [name for name, number in there if number == top]
    if len(names) == len(there):
        return f"每个都是{top}{unit}"
    each = "各" if len(names) > 1 else ""
    return f"{listed(names)}最多（{each}{top}{unit}）"


def board_finding(
    late: Counted, near: Counted, totals: tuple[int, int, int], silent: Sequence[str] = ()
) -> str:
    """What is worst on a board: ``totals`` late, near and open, by cases; ``silent``: windows with old data."""
    late_total, near_total, open_total = totals
    if late_total:
        words = _with(f"超期{late_total}件", most(late, "件"))
    elif near_total:
        words = _with(f"没有超期；临期{near_total}件", most(near, "件"))
    else:
        words = f"没有超期，没有临期；在办{open_total}件" if open_total else "没有在办的件"
    return f"{words}；{listed(silent)}没有消息" if silent else words


def _with(words: str, who: str) -> str:
    return f"{words}，{who}" if who else words
