"""按人的评价账 as text: the last full month, by window and clerk, beside the sum of their hall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.ratings.clerks import OTHERS, ClerkCounts, MonthSum
from counter.domain.ratings.figures import Share, share

if TYPE_CHECKING:
    from counter.services.ratings.office.compare_accounts import WindowAccounts

_MOST_ROWS = 8


def clerk_words(windows: Sequence[WindowAccounts]) -> tuple[str, ...]:
    """Lines of the newest month reported by any window, fewest invitations first; and the windows without reports."""
    lacking = tuple(
        tr("{0} 窗口：旧版程序，没有按人的账。").format(w.window)
        for w in windows
        if w.accounts and w.months is None
    )
    newest = max((m.month for w in windows for m in w.months or ()), default="")
    if not newest:
        return lacking
    found = [
        (window, row, month.hall)
        for window in windows
        for month in window.months or ()
        if month.month == newest
        for row in month.rows
        if row.outcomes
    ]
    found.sort(key=lambda one: (-one[1].never / one[1].outcomes, one[0].station, one[1].clerk))
    lines = [_line(*one) for one in found]
    if len(lines) > _MOST_ROWS:
        more = tr("另有 {0} 行，用 counter rating windows --clerks 看。").format(len(lines) - _MOST_ROWS)
        lines = [*lines[:_MOST_ROWS], more]
    year, month = newest.split("-")
    head = tr("{0}年{1}月按人（没有请过评价的比例从高到低）：").format(year, int(month))
    return (head, *lines, *lacking)


def _line(window: WindowAccounts, row: ClerkCounts, hall: MonthSum) -> str:
    return tr(
        "{0} 窗口 {1}：办出结果 {2} 次，没有请过评价的 {3} 次（{4}，本大厅 {5}）；"
        "请过 {6} 次，提前结束 {7} 次（{8}，本大厅 {9}），评价条 {10} 次。"
    ).format(
        window.window,
        _whose(row),
        row.outcomes,
        row.never,
        _percent(share(row.never, row.outcomes)),
        _percent(hall.never),
        row.asked,
        row.cut_short,
        _percent(share(row.cut_short, row.asked)),
        _percent(hall.short),
        row.slips,
    )


def _whose(row: ClerkCounts) -> str:
    if row.clerk == OTHERS:
        return tr("其他（每人不足5次）")
    return tr("{0}（含其他人不足5次）").format(row.clerk) if row.mixed else row.clerk


def _percent(part: Share | None) -> str:
    return tr("没有") if part is None else part.percent


def tr(text: str) -> str:
    return QCoreApplication.translate("ClerksWords", text)
