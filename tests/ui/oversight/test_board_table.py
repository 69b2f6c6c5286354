"""The board's table: a window without today's records has no number for today, and says up to when it is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.tasks.board import BoardBy
from counter.services.context.board_ports import BoardCount
from counter.services.context.preferences import Preferences
from counter.services.ledger.room_overview import DayFigures, Overview
from counter.services.oversight.board import Board, BoardLine, DataAge
from counter.services.oversight.hall_windows import LastAct
from counter.ui.kit.theme import Look
from counter.ui.oversight.board_table import AGE, INTAKE, WORKED, BoardTable

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HEARD = Qt.ItemDataRole.AccessibleTextRole


def line(code: str, age: DataAge | None) -> BoardLine:
    return BoardLine(f"{code}号窗口" if age else "全厅", BoardCount(code, 1, 0, 2, 0, 0, 0, 0), age)


def overview(intake: Mapping[str, int]) -> Overview:
    day = DayFigures(TODAY, 3, 9, 0, 0, 0, 0)
    worked = {"01": LastAct("乌云", TODAY), "03": LastAct("哈斯", date(2026, 11, 18))}
    return Overview(NOW, day, day, (), 0, 0, intake, worked, (), "")


@pytest.fixture
def table(qtbot: QtBot) -> BoardTable:
    look = Look(config.resources_folder(), Preferences())
    look.load_fonts()
    look.apply(look.preferences)
    made = BoardTable(look)
    qtbot.addWidget(made)
    fresh = DataAge(NOW, "更新到 11:00", stale=False, brief="11:00")
    old = DataAge(
        datetime(2026, 11, 18, 3, 0, tzinfo=UTC), "1个工作日没有收到", stale=True, brief="1个工作日前"
    )
    lines = tuple(line(code, age) for code, age in (("01", fresh), ("02", fresh), ("03", old)))
    made.show_board(Board(BoardBy.WINDOW, lines, BoardCount("", 3, 0, 6, 0, 0, 0, 0), NOW, "", ()))
    made.show_overview(overview({"01": 3}))
    return made


def test_that_a_window_unheard_of_today_has_no_number_for_today(table: BoardTable) -> None:
    model = table.model()
    assert [model.index(row, INTAKE).data() for row in range(4)] == ["3", "3", "0", "—"]
    assert model.index(3, INTAKE).data(HEARD) == "03号窗口 今天收件 —"
    assert model.index(1, INTAKE).data(HEARD) == "01号窗口 今天收件 3件"
    assert model.index(3, AGE).data() == "1个工作日前"
    assert model.index(3, AGE).data(HEARD) == "03号窗口 1个工作日没有收到"
    assert model.index(3, WORKED).data(HEARD) == "03号窗口 最近经办 哈斯，11月18日"


def test_that_names_are_whole_and_the_bar_goes_before_who_worked(qtbot: QtBot, table: BoardTable) -> None:
    for width, worked in ((900, True), (620, False)):
        table.resize(width, 300)
        table.show()
        qtbot.waitUntil(lambda worked=worked: table.isColumnHidden(WORKED) is not worked)  # type: ignore[misc]
        needed = table.fontMetrics().horizontalAdvance("01号窗口") + 18
        assert table.columnWidth(0) >= needed


def test_that_every_head_is_whole(qtbot: QtBot, table: BoardTable) -> None:
    table.resize(900, 300)
    table.show()
    qtbot.waitExposed(table)
    head = table.horizontalHeader()
    shown = [column for column in range(head.count()) if not head.isSectionHidden(column)]
    air = 8  # that a hint has beyond words and padding
    assert [c for c in shown if head.sectionSize(c) < head.sectionSizeHint(c) - air] == []


def test_that_up_to_when_data_are_here_is_never_cut_off(qtbot: QtBot, table: BoardTable) -> None:
    """In the largest letters of a small window today's cases give way: they stand over the board."""
    for width, today in ((900, True), (720, True), (660, False)):
        table.resize(width, 300)
        table.show()
        qtbot.waitUntil(lambda today=today: table.isColumnHidden(INTAKE) is not today)  # type: ignore[misc]
        end = table.columnViewportPosition(AGE) + table.columnWidth(AGE)
        assert end <= table.viewport().width(), width


def test_that_the_table_takes_no_height_from_the_numbers_over_it(qtbot: QtBot, table: BoardTable) -> None:
    page, sheet = QWidget(), QWidget()
    column, inside = QVBoxLayout(page), QVBoxLayout(sheet)
    number, words = QLabel("二次补正0件，留存原件152件" * 80), QLabel("过了期限还没有办")
    for wrapping in (number, words):
        wrapping.setWordWrap(True)
    for part in (words, table):
        inside.addWidget(part)
    for part in (number, sheet):
        column.addWidget(part)
    qtbot.addWidget(page)
    page.resize(900, column.totalMinimumHeightForWidth(900))
    with qtbot.waitExposed(page):
        page.show()
    assert number.height() >= number.heightForWidth(number.width())
    assert table.viewport().height() >= 2 * table.rowHeight(0)
    table.setParent(None)  # the fixture closes it


def test_that_a_number_behind_which_nothing_is_says_so(table: BoardTable, heard: list[str]) -> None:
    opened: list[object] = []
    table.opened.connect(lambda column, _: opened.append(column))
    model = table.model()
    told = [model.index(1, column).data() for column in range(model.columnCount())]
    for column in (told.index("0"), told.index("2")):
        table.setCurrentIndex(model.index(1, column))
        table.open_current()
    assert len(opened) == 1
    assert heard == ["0件，没有可以打开的。"]
