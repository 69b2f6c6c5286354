"""Lists, tables and trees whose last row is painted once all of it is in sight: nobody reads half a line."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QTableView, QTableWidget, QTreeView

from counter.ui.kit.whole_lines import port_in_sight

_AIR = 4
"""Pixels under the words of every row: without them nothing is lost."""


class WholeRowTable(QTableView):
    """Where the lower edge cuts through a row there is the table's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_above_the_cut(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # Qt moves what was painted: the row that was left out would lack its upper part


class WholeRowList(QListView):
    """Where the lower edge cuts through a row there is the list's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_above_the_cut(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowTree(QTreeView):
    """Where the lower edge cuts through a row there is the tree's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_above_the_cut(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowItems(QListWidget):
    """Where the lower edge cuts through a row there is the list's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_above_the_cut(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowCells(QTableWidget):
    """Where the lower edge cuts through a row there is the table's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_above_the_cut(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


def _above_the_cut(view: QAbstractItemView, event: QPaintEvent) -> QPaintEvent:
    """What is to be painted without the row at the edge, where one can scroll on to it: of the list, or of the page
    that it is on. A row taller than what is in sight is read as far as it goes.
    """
    (port, cut_by_page), bar = port_in_sight(view), view.verticalScrollBar()
    row = view.visualRect(view.indexAt(port.bottomLeft()))
    is_cut = row.bottom() > port.bottom() + _AIR and row.top() > port.top()
    if not is_cut or (bar.value() == bar.maximum() and not cut_by_page):
        return event
    return QPaintEvent(event.region().intersected(QRect(port.left(), port.top(), port.width(), row.top())))
