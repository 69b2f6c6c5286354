"""各窗口的评价账: how often each window asked for a rating and how often not, and the differences by date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import restyle
from counter.ui.ratings.clerks_words import clerk_words

if TYPE_CHECKING:
    from counter.services.ratings.office.compare_accounts import WindowAccounts

_LATEST = 30
"""So many days of accounts are added up."""
_MOST_FAULTS = 6


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
                self.tr("另有 {0} 处，用 counter rating windows 看。").format(len(faults) - _MOST_FAULTS)
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
