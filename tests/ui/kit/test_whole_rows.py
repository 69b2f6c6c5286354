"""No list and no table shows half of a row at its edges."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QStringListModel
from PySide6.QtGui import QColor, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import counter.ui
from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.row_views import RowList, RowTable
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import (
    WholeRowCells,
    WholeRowItems,
    WholeRowList,
    WholeRowTable,
    WholeRowTree,
)
from counter.ui.oversight.room_table import RoomRow, RoomTable
from tests.settings import RESOURCES

pytestmark = pytest.mark.usefixtures("undressed")

UI = Path(counter.ui.__path__[0])
ROWS, TALL, WHOLE = 20, 30, 5
WORDS = "口口口口口口"


class SomeTable(RowTable):
    def open_current(self) -> None:
        """Nothing opens."""


def table() -> WholeRowTable:
    made, rows = SomeTable("t", "表"), QStandardItemModel(ROWS, 1)
    for row in range(ROWS):
        rows.setItem(row, 0, QStandardItem(WORDS))
    rows.setParent(made)
    made.setModel(rows)
    made.horizontalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(TALL)
    return made


def listed() -> WholeRowList:
    made = WholeRowList()
    made.setModel(QStringListModel([WORDS] * ROWS, made))
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setStyleSheet(f"QListView::item {{ height: {TALL}px; }}")
    return made


def tree() -> WholeRowTree:
    made, rows = WholeRowTree(), QStandardItemModel(ROWS, 1)
    for row in range(ROWS):
        rows.setItem(row, 0, QStandardItem(WORDS))
    rows.setParent(made)
    made.setModel(rows)
    made.setHeaderHidden(True)
    made.setIndentation(0)
    made.setStyleSheet(f"QTreeView::item {{ height: {TALL}px; }}")
    return made


def items() -> WholeRowItems:
    made = WholeRowItems()
    made.addItems([WORDS] * ROWS)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setStyleSheet(f"QListView::item {{ height: {TALL}px; }}")
    return made


def cells() -> WholeRowCells:
    made = WholeRowCells(ROWS, 1)
    for row in range(ROWS):
        made.setItem(row, 0, QTableWidgetItem(WORDS))
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.horizontalHeader().hide()
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(TALL)
    return made


@pytest.fixture(params=[table, listed, tree, items, cells])
def view(request: pytest.FixtureRequest, qtbot: QtBot) -> QAbstractItemView:
    """Five rows whole in it, and most of a sixth one."""
    made: QAbstractItemView = request.param()
    made.setFrameShape(made.Shape.NoFrame)
    qtbot.addWidget(made)
    made.resize(300, WHOLE * TALL + 20)
    made.show()
    qtbot.waitExposed(made)
    return made


def words_in(view: QAbstractItemView, row: int) -> bool:
    """True where something dark is painted in the part of a row that is in sight."""
    place = view.visualRect(view.model().index(row, 0)).intersected(view.viewport().rect())
    shown = view.viewport().grab(place.adjusted(0, 0, 0, -2)).toImage()
    points = ((x, y) for x in range(shown.width() // 2) for y in range(shown.height()))
    return any(QColor(shown.pixel(x, y)).lightness() < 128 for x, y in points)


def test_that_a_row_at_the_lower_edge_is_painted_once_it_is_whole(view: QAbstractItemView) -> None:
    assert [words_in(view, row) for row in range(WHOLE + 1)] == [True] * WHOLE + [False]
    view.resize(view.width(), view.height() + TALL)
    assert words_in(view, WHOLE)


def test_that_a_row_at_the_lower_edge_of_the_page_is_painted_once_it_is_whole(
    view: QAbstractItemView, qtbot: QtBot
) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    view.setMinimumHeight(ROWS * TALL + 2)
    column.addWidget(view)
    page = ColumnScrollArea("page", inside)
    qtbot.addWidget(page)
    page.resize(320, WHOLE * TALL + 20)
    page.show()
    qtbot.waitUntil(lambda: view.viewport().height() >= ROWS * TALL)

    def shown(row: int) -> bool:
        """True where something dark is painted in the part of a row that is in sight."""
        top = view.visualRect(view.model().index(row, 0)).top()
        place = QRect(0, view.mapTo(page, view.viewport().mapTo(view, QPoint(0, top))).y(), 150, TALL)
        seen = page.grab(place.intersected(page.viewport().geometry()).adjusted(0, 0, 0, -2)).toImage()
        points = ((x, y) for x in range(seen.width()) for y in range(seen.height()))
        return any(QColor(seen.pixel(x, y)).lightness() < 128 for x, y in points)

    assert [shown(row) for row in range(WHOLE + 1)] == [True] * WHOLE + [False]
    page.verticalScrollBar().setValue(TALL)
    assert shown(WHOLE)
    page.verticalScrollBar().setValue(TALL // 2)
    above = page.grab(QRect(page.viewport().pos(), QSize(150, TALL // 2 - 4))).toImage()
    assert not any(
        QColor(above.pixel(x, y)).lightness() < 128 for x in range(150) for y in range(above.height())
    )
    view.setParent(None)  # it is closed by itself


def test_that_a_row_at_the_upper_edge_is_painted_while_it_is_whole(view: QAbstractItemView) -> None:
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalScrollBar().setValue(TALL // 2)
    assert [words_in(view, row) for row in range(3)] == [False, True, True]
    view.verticalScrollBar().setValue(TALL)
    assert [words_in(view, row) for row in range(1, 3)] == [True, True]


def test_that_a_row_taller_than_the_list_is_read_as_far_as_it_goes(view: QAbstractItemView) -> None:
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(view.width(), TALL - 8)
    view.verticalScrollBar().setValue(5)
    assert words_in(view, 0)


def test_that_the_last_row_of_all_is_painted_whatever_the_room(view: QAbstractItemView) -> None:
    view.scrollToBottom()
    assert words_in(view, ROWS - 1)
    view.scrollToTop()
    view.resize(view.width(), TALL - 10)
    assert words_in(view, 0)


def test_that_what_scrolls_is_painted_anew_for_a_row_that_was_left_out(
    view: QAbstractItemView, qtbot: QtBot
) -> None:
    painted: list[QRect] = []

    class Eye(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.rect())
            return False

    eye = Eye()
    view.viewport().installEventFilter(eye)
    view.verticalScrollBar().setValue(1)
    qtbot.waitUntil(lambda: view.viewport().rect() in painted)


class SomeList(RowList):
    def open_current(self) -> None:
        """Nothing opens."""


def test_that_a_list_on_a_page_without_room_keeps_a_whole_row_in_sight(qtbot: QtBot) -> None:
    page, made = QWidget(), SomeList(Look(RESOURCES, Preferences()), "l", "表")
    column = QVBoxLayout(page)
    words = QStringListModel([], made)
    made.setModel(words)
    made.setStyleSheet("QListView::item { height: 120px; }")
    column.addWidget(made)
    qtbot.addWidget(page)
    page.show()
    words.setStringList([WORDS] * ROWS)
    qtbot.waitUntil(lambda: page.minimumSizeHint().height() >= 120)
    words.setStringList([])
    qtbot.waitUntil(lambda: page.minimumSizeHint().height() < 120)


def test_that_a_table_that_is_walked_through_keeps_as_many_rows_as_it_was_told(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences(letters=150))
    made = RoomTable(look, "t", "表", ("甲",), giving=0, fewest=4)
    qtbot.addWidget(made)
    row = made.verticalHeader().defaultSectionSize()
    bare = made.minimumSizeHint().height()
    made.show_rows([RoomRow(str(n), (WORDS,)) for n in range(ROWS)])
    assert made.minimumSizeHint().height() >= 4 * row + made.horizontalHeader().sizeHint().height()
    made.show_rows([RoomRow("1", (WORDS,))])
    assert made.minimumSizeHint().height() < bare + 2 * row


def test_that_every_list_of_the_window_ends_with_a_whole_row() -> None:
    bare = re.compile(r"(?:= |\()(Q(?:List|Table|Tree)(?:View|Widget))\b[()]")
    found = [
        f"{file.relative_to(UI)}: {hit[1]}"
        for file in sorted(UI.rglob("*.py"))
        if file.name != "whole_rows.py"
        for hit in bare.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_that_no_table_hides_that_it_is_wider_than_its_place() -> None:
    table = re.compile(
        r"\w+\((?:RowTable|WrappedTable|WholeRowTable|WholeRowCells|QTableView|QTableWidget)\)"
    )
    hides = "setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)"
    found = [
        f"{file.relative_to(UI)}: {one.partition('(')[0]}"
        for file in sorted(UI.rglob("*.py"))
        for one in file.read_text(encoding="utf-8").split("\nclass ")
        if table.match(one) and hides in one
    ]
    assert found == []
