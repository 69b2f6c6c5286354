"""Widths of columns as a person drew them: kept per table, and put back when the table is filled or measured anew."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView

from counter.ui.kit.theme import Look


class ColumnMemory(QObject):
    """``name``: of the table. Only what a hand drew is kept; a table whose columns changed in number starts anew."""

    def __init__(self, table: QTableView, look: Look, name: str) -> None:
        super().__init__(table)
        self._table, self._look, self._name = table, look, name
        self._drawn = False
        head = table.horizontalHeader()
        head.sectionResized.connect(self._resized)
        head.viewport().installEventFilter(self)
        self._held = False

    def put_back(self) -> bool:
        """Give the columns the widths that are kept; False where there are none for as many columns."""
        widths = self._look.preferences.columns.get(self._name, ())
        if not widths or len(widths) != self._table.model().columnCount():
            return False
        for column, width in enumerate(widths):
            self._table.setColumnWidth(column, width)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The hand lets a column's edge go."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._held, self._drawn = True, False
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._held = False
            if self._drawn:
                self._drawn = False
                self._keep()
        return super().eventFilter(watched, event)

    def _resized(self, _column: int, _old: int, _new: int) -> None:
        self._drawn = self._drawn or self._held

    def _keep(self) -> None:
        widths = tuple(self._table.columnWidth(c) for c in range(self._table.model().columnCount()))
        columns = {**self._look.preferences.columns, self._name: widths}
        self._look.remember(replace(self._look.preferences, columns=columns))
