"""Lists, tables and trees whose rows are painted while all of them is in sight: nobody reads half a line."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QTableView, QTableWidget, QTreeView

from counter.ui.kit.whole_lines import port_in_sight

_AIR = 4
"""Pixels over and under the words of every row: without them nothing is lost."""


class WholeRowTable(QTableView):
    """Where an edge cuts through a row there is the table's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_whole_rows(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # Qt moves what was painted: the row that was left out would lack its upper part


class WholeRowList(QListView):
    """Where an edge cuts through a row there is the list's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_whole_rows(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowTree(QTreeView):
    """Where an edge cuts through a row there is the tree's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_whole_rows(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowItems(QListWidget):
    """Where an edge cuts through a row there is the list's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_whole_rows(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class WholeRowCells(QTableWidget):
    """Where an edge cuts through a row there is the table's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(_whole_rows(self, event))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


def _whole_rows(view: QAbstractItemView, event: QPaintEvent) -> QPaintEvent:
    """What is to be painted without the rows at the edges, where one can scroll on to them: of the list, or of the page
    that it is on. A row taller than what is in sight is read as far as it goes.
    """
    (port, cut_by_page), bar = port_in_sight(view), view.verticalScrollBar()
    top, end = port.top(), port.bottom() + 1
    first = view.visualRect(view.indexAt(port.topLeft()))
    if first.top() < top - _AIR and first.bottom() < port.bottom():
        top = max(top, first.bottom() + 1)
    last = view.visualRect(view.indexAt(port.bottomLeft()))
    can_go_on = bar.value() < bar.maximum() or cut_by_page
    if can_go_on and last.bottom() > port.bottom() + _AIR and last.top() > port.top():
        end = last.top()
    if top >= end or end - top == port.height():
        return event
    return QPaintEvent(event.region().intersected(QRect(port.left(), top, port.width(), end - top)))
