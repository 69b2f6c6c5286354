"""Columns of a table as wide as their words; what is over is shared by all, what is lacking is taken from one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView

_EDGE, _LEAST, _THIRD = 8, 72, 3


def spread_widths(wanted: Sequence[int], room: int, giving: int, least: int = _LEAST) -> list[int]:
    """Widths for columns that want so much, in that room; ``giving``: the column that is cut where it is too narrow.

    What is over goes to all alike, so that no gulf opens behind one of them. What is lacking once the giving column
    has its ``least`` is taken from the others, the widest first, then from it too. What has no room even so
    scrolls.
    """
    over = room - sum(wanted)
    widths = list(wanted)
    if over < 0:
        widths[giving] = max(min(least, widths[giving]), widths[giving] + over)
        others = [place for place in range(len(widths)) if place != giving] if least > _LEAST else []
        for place in sorted(others, key=lambda place: -widths[place]):
            lacking = max(0, sum(widths) - room)
            widths[place] = max(min(_LEAST, widths[place]), widths[place] - lacking)
        lacking = max(0, sum(widths) - room)
        widths[giving] = max(min(_LEAST, widths[giving]), widths[giving] - lacking)
        return widths
    share = over // max(1, len(widths))
    return [width + share for width in widths]


def wanted_widths(table: QTableView) -> list[int]:
    """What the words of each column and its head need."""
    head = table.horizontalHeader()
    columns = range(table.model().columnCount())
    return [max(table.sizeHintForColumn(c), head.sectionSizeHint(c)) + _EDGE for c in columns]


class ColumnSpread(QObject):
    """Keeps the columns of a table so, whatever its rows, its size and its letters."""

    def __init__(self, table: QTableView, giving: int) -> None:
        super().__init__(table)
        self._table, self._giving = table, giving
        self._wanted: list[int] = []
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        table.model().modelReset.connect(self._measure)
        table.model().dataChanged.connect(self._measure)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if watched is self._table:
            if event.type() in (kinds.Show, kinds.FontChange, kinds.StyleChange):
                self._measure()
        elif event.type() == kinds.Resize:
            self._spread()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        if self._table.isVisible():
            self._wanted = wanted_widths(self._table)
            self._spread()

    def _spread(self) -> None:
        if len(self._wanted) != self._table.model().columnCount():
            return
        room = self._table.viewport().width()
        widths = spread_widths(self._wanted, room, self._giving, room // _THIRD)
        for column, width in enumerate(widths):
            self._table.setColumnWidth(column, width)
