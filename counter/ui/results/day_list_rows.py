"""The rows of an organ's list of the day: which item, whether it can be recorded, and what has to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.document.numbering import grouped
from counter.services.results.row_state import RowState
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.results.day_list import CheckedRow

_TONES = {RowState.TAKEN: "received", RowState.KNOWN: "shared", RowState.WRONG: "correct"}


def head_of(row: CheckedRow) -> str:
    """Which row of the sheet, and the item in it."""
    return QCoreApplication.translate("handout", "第{0}行　{1}").format(row.row, row.item)


def why_words(row: CheckedRow) -> str:
    """The column and what has to be mended in it; "" where nothing has."""
    return f"{row.column}　{row.words}".strip()


class _DayRows(Rows["CheckedRow"]):
    """Rows are ``CheckedRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (head_of(row), row.state.value, why_words(row)) if part)
        return None


def lines_of(row: CheckedRow) -> TwoLines:
    """The item; its state, the number and what has to be mended."""
    words = "　".join(part for part in (grouped(row.number), why_words(row)) if part)
    return TwoLines(head_of(row), words, tags=((row.state.value, _TONES[row.state]),))


class DayListView(RowList):
    """Signals: ``current(row)`` as one walks, None where there is none; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("handout", "清单里的每一行")
        super().__init__(look, "dayListRows", title, parent)
        self._rows = _DayRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of))

    @property
    def rows(self) -> Sequence[CheckedRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[CheckedRow]) -> None:
        """Show these, the first one being current."""
        self._rows.put_rows(rows)
        if not self.go_to_row(0):
            self.current.emit(None)

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self._rows.row(self.currentIndex())) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))
