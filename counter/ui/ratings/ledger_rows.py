"""Ratings as rows of a list, under heads by urgency; the arrow keys skip heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt

from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.row_views import Index, Rows

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One rating as list text. ``urgency`` None: nothing is pending.

    ``step``: its tag; ``about``: what was rated; ``where``: hall and mode; never a person's name.
    """

    rating: str
    urgency: Urgency | None
    step: str
    about: str
    where: str
    day_words: str = ""
    left_words: str = ""


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The head of a group."""

    urgency: Urgency | None
    label: str
    count: int


class LedgerRows(Rows[LedgerHead | LedgerRow]):
    """Rows are ``LedgerHead`` and ``LedgerRow`` values."""

    def show_rows(self, rows: Sequence[LedgerRow], *, heads: bool) -> None:
        """Show these in the given order, under their heads where they have any."""
        shown: list[LedgerHead | LedgerRow] = [] if heads else list(rows)
        for urgency in (*Urgency, None) if heads else ():
            mine = [r for r in rows if r.urgency is urgency]
            if mine:
                done = QCoreApplication.translate("LedgerRows", "已办结")
                head = LedgerHead(urgency, urgency.label if urgency else done, len(mine))
                shown += [head, *mine]
        self.put_rows(shown)

    def place_of(self, rating: str) -> int:
        """The index of that rating; of the first one where it no longer exists."""
        ratings = [(n, r.rating) for n, r in enumerate(self.rows) if isinstance(r, LedgerRow)]
        return next((n for n, r in ratings if r == rating), ratings[0][0] if ratings else -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), LedgerHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, LedgerRow):
            return _words(row)
        return None


def _words(row: LedgerHead | LedgerRow) -> str:
    if isinstance(row, LedgerHead):
        return QCoreApplication.translate("LedgerRows", "{0}，{1}件").format(row.label, row.count)
    parts = (row.step, row.about, row.where, row.day_words, row.left_words)
    return "，".join(part for part in parts if part)
