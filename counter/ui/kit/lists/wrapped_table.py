"""A table of words: the last column wraps and takes the space that is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, WordRows, rows_height
from counter.ui.kit.theme import Look


class WrappedTable(RowTable):
    """``name``: object name; ``title``: what it is called."""

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(name, title, parent)
        self._look = look
        self._rows = WordRows()
        self.setModel(self._rows)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        follow_look(look, self, self._measure)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows, the first current."""
        self._rows.show_rows(heads, rows)
        self._measure()
        if rows:
            self.selectRow(0)

    def open_current(self) -> None:
        """Nothing lies behind a row: its words are all there is."""

    def sizeHint(self) -> QSize:
        """All its rows: a card that hugs it ends with the last one."""
        return QSize(super().sizeHint().width(), rows_height(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Columns as wide as their words, the last the rest of the width; rows as high as it then needs."""
        columns = self._rows.columnCount()
        if not columns:
            return
        room, head = self.viewport().width(), self.horizontalHeader()
        wanted = [max(self.sizeHintForColumn(c), head.sectionSizeHint(c)) + 8 for c in range(columns - 1)]
        widest = last = room // 5
        whole = self._unbroken(wanted, room)
        while widest > 1 and sum(max(least, min(one, widest)) for one, least in whole) > room - last:
            widest -= 1  # many columns: the widest wrap sooner, nothing lies beside the table
        for column, (one, least) in enumerate(whole):
            self.setColumnWidth(column, max(least, min(one, widest)))
            room -= self.columnWidth(column)
        self.setColumnWidth(columns - 1, room)
        least = self._look.px("row") - 4
        for row in range(self._rows.rowCount()):
            self.setRowHeight(row, max(least, self.sizeHintForRow(row) + 8))
        self.updateGeometry()

    def _unbroken(self, wanted: Sequence[int], room: int) -> list[tuple[int, int]]:
        """Each column's width with the least it can do with: a number is compared with paper, and wraps nowhere."""
        rows = range(self._rows.rowCount())

        def is_number(column: int) -> bool:
            return all(str(self._rows.index(row, column).data() or "").isascii() for row in rows)

        least = [one if is_number(column) else 0 for column, one in enumerate(wanted)]
        return list(zip(wanted, least if sum(least) <= room // 2 else [0] * len(least), strict=True))
