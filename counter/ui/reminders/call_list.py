"""The list of calls: whom, about what; what is late, promised or was tried in vain as a coloured tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.reminders.list_calls import CallRow


def tags(row: CallRow) -> list[tuple[str, str]]:
    """Words and tone of what is unusual about a call."""
    translate = QCoreApplication.translate
    return [
        (words, tone)
        for words, tone, on in (
            (translate("reminders", "号码不对"), "correct", row.wrong),
            (translate("reminders", "超期没有告知"), "correct", row.overdue),
            (translate("reminders", "文书上写明"), "gap", row.promised),
            (row.tried, "act", bool(row.tried) and not row.wrong),
        )
        if on
    ]


class CallRows(Rows["CallRow"]):
    """Rows are ``CallRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join([row.who, row.about, *(words for words, _ in tags(row)), row.bundle])
        return None


def lines_of(row: CallRow) -> TwoLines:
    """Who and about what, the end of the case's number; what is unusual, and the bundle."""
    return TwoLines(f"{row.who}　{row.about}", row.bundle, (f"…{row.tail}", "second"), tags=tuple(tags(row)))


class CallListView(RowList):
    """Signals: ``current(row)`` as one walks, None where none is left; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "callList", QCoreApplication.translate("reminders", "今天要打的电话"), parent)
        self._rows = CallRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of))
        hug_rows(self, look)

    @property
    def rows(self) -> Sequence[CallRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[CallRow], at: int = 0) -> None:
        """Show these, the one at that place being current."""
        self._rows.put_rows(rows)
        if not self.go_to_row(max(0, min(at, len(rows) - 1))):
            self.current.emit(None)

    def row(self) -> CallRow | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self.row()) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))
