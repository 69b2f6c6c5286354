"""各窗口的评价账: how often each window asked for a rating and how often not, and the differences by date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.ratings.clerks import OTHERS, ClerkCounts, MonthSum
from counter.domain.ratings.figures import Share, share
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import restyle

if TYPE_CHECKING:
    from counter.services.ratings.office.compare_accounts import WindowAccounts


_LATEST = 30
"""Number of daily accounts summed up."""
_MOST_FAULTS = 6
_MOST_ROWS = 8


class AccountsCard(QFrame):
    """Hidden until a window has accounts, or lacks some it should have. ``urgent``: there are differences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accountsCard")
        self.urgent = False
        self._several = False
        self._head = TextLabel(self.tr("各窗口的评价账"), "strong")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("accountsWords")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._words)
        self.hide()

    def show_accounts(self, windows: Sequence[WindowAccounts]) -> None:
        """Show these; differences come first."""
        self._several = len({one.hall for one in windows}) > 1
        faults = [self.tr("{0} 窗口对不上：{1}").format(self._name(w), f) for w in windows for f in w.faults]
        self.urgent = bool(faults)
        lines = faults[:_MOST_FAULTS]
        if len(faults) > _MOST_FAULTS:
            lines.append(
                self.tr("另有 {0} 处没有列出，请系统管理员看全部（counter rating windows）。").format(
                    len(faults) - _MOST_FAULTS
                )
            )
        lines += [self._line(one) for one in windows]
        lines += clerk_words(windows)
        restyle(self, role="note-gap" if self.urgent else "card")
        self._words.setText("\n".join(lines))
        self.setAccessibleName(f"{self._head.text()} {self._words.text()}")
        self.setVisible(bool(windows))

    def _name(self, one: WindowAccounts) -> str:
        """The hall is named too: every hall has a window 01."""
        return f"{one.hall} {one.window}" if self._several else one.window

    def _line(self, one: WindowAccounts) -> str:
        if not one.accounts:
            return self.tr("{0} 窗口：旧版程序，没有评价账。").format(self._name(one))
        latest = sorted({d.day for d in one.days})[-_LATEST:]
        days = [
            d for d in one.days if d.day in latest
        ]  # ratings added after the day have an account of their own
        return self.tr(
            "{0} 窗口，最近 {1} 天：办出结果 {2} 次，没有请过评价的 {3} 次，提前结束的邀请 {4} 次，不算的尝试 {5} 次。"
        ).format(
            self._name(one),
            len(latest),
            sum(d.outcomes for d in days),
            sum(d.never for d in days),
            sum(d.cut_short for d in days),
            sum(d.refused for d in days),
        )


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
        more = tr("另有 {0} 行没有列出，请系统管理员看全部（counter rating windows --clerks）。").format(
            len(lines) - _MOST_ROWS
        )
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
