"""A wide screen is spent on what follows: the next step beside its subject, lists and columns in their share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from counter import config
from counter.services.context.held_ports import HeldThings
from counter.services.context.preferences import LARGE, Preferences
from counter.ui.day.held_table import HeldTable
from counter.ui.facades.day import HeldHere
from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.page_columns import (
    LINE,
    LISTING,
    STEP,
    FieldBeside,
    ListAndDetail,
    OneColumn,
    StepBeside,
    at_left,
    widen_to,
)
from counter.ui.kit.dimming import bright_opacity
from counter.ui.kit.lists.column_spread import ColumnSpread, spread_widths, wanted_widths
from counter.ui.kit.row_views import RowTable, WordRows
from counter.ui.kit.theme import Look
from counter.ui.oversight.room_table import RoomRow, RoomTable

TEXT = 14
WIDE, DESK, SMALL = 1360, 800, 560
"""What is left of 1920, 1366 and 1024 pixels beside the rail and a list."""


@pytest.fixture
def look() -> Look:
    return Look(config.resources_folder(), Preferences())


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget, int], QWidget]:
    """A part in a window of that width."""

    def show(part: QWidget, width: int) -> QWidget:
        qtbot.addWidget(part)
        part.resize(width, 600)
        part.show()
        qtbot.waitExposed(part)
        return part

    return show


def step_beside(look: Look) -> tuple[StepBeside, QWidget, QWidget]:
    subject, step = QLabel("材料"), QLabel("登记")
    step.setMinimumWidth(200)
    return StepBeside(look, subject, step), subject, step


@pytest.mark.parametrize(("width", "beside"), [(SMALL, False), (DESK, False), (WIDE, True)])
def test_that_the_next_step_lies_under_its_subject_and_beside_it_where_both_fit(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot, width: int, beside: bool
) -> None:
    page, subject, step = step_beside(look)
    shown(page, width)
    assert page.beside is beside
    qtbot.waitUntil(lambda: (step.x() >= subject.width()) is beside)
    qtbot.waitUntil(lambda: (step.y() >= subject.height()) is not beside)


@pytest.mark.parametrize("width", [SMALL, WIDE])
def test_that_the_button_of_a_step_is_under_its_form_and_words_fill_no_page(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot, width: int
) -> None:
    step = QWidget()
    under = QVBoxLayout(step)
    for part in (QLineEdit(), QLabel("登记")):
        under.addWidget(part)
    words = hugging(QLabel("办完的一件"))
    page = StepBeside(look, words, step)
    shown(page, width)
    qtbot.waitUntil(lambda: page.beside is (width == WIDE))
    layout = page.layout()
    assert layout is not None
    layout.activate()
    assert step.height() == step.sizeHint().height() < page.height() / 2
    assert (words.y(), words.height()) == (0, words.sizeHint().height())


def test_that_a_form_stays_near_what_is_read_on_a_wide_screen(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    read, form = QLabel("办件"), QLabel("登记")
    page = StepBeside(look, read, form, most=LISTING)
    shown(page, WIDE)
    qtbot.waitUntil(lambda: (read.width(), form.width()) == (LISTING * TEXT, STEP * TEXT))
    qtbot.waitUntil(lambda: form.x() - read.geometry().right() <= STEP)


def test_that_a_list_beside_what_is_read_takes_the_rest_of_a_wide_screen(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    read, listed = QLabel("材料"), QLabel("评查项")
    page = StepBeside(look, read, listed, most=LINE, listed=True)
    shown(page, WIDE)
    qtbot.waitUntil(lambda: read.width() == LINE * TEXT)
    qtbot.waitUntil(lambda: abs(listed.geometry().right() - WIDE) <= 2)
    page.resize(SMALL, 600)
    qtbot.waitUntil(lambda: listed.width() == SMALL)
    assert read.width() == SMALL
    assert read.height() == read.sizeHint().height()


def test_that_a_step_beside_its_subject_is_as_wide_as_a_form_and_no_wider(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    page, subject, step = step_beside(look)
    shown(page, 2400)
    qtbot.waitUntil(lambda: step.width() == STEP * TEXT)
    assert subject.width() > 2400 - STEP * TEXT - 40


def test_that_larger_letters_want_a_wider_screen_for_the_same_columns(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    page, _, step = step_beside(look)
    width = (LISTING + STEP) * TEXT + 10
    shown(page, width)
    assert page.beside
    look.preferences = replace(look.preferences, letters=LARGE)
    look.changed.emit()
    assert not page.beside
    assert step.maximumWidth() > width


def test_that_a_window_with_a_step_beside_can_be_made_narrow_again(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    page, subject, step = step_beside(look)
    subject.setMinimumWidth(400)
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    shown(window, WIDE)
    assert page.beside
    window.resize(SMALL, 600)
    qtbot.waitUntil(lambda: not page.beside)
    assert page.width() == SMALL
    qtbot.waitUntil(lambda: step.width() == SMALL)


def test_that_a_list_has_its_share_and_what_a_bounded_detail_leaves_up_to_its_words(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    listing, detail = QWidget(), QWidget()
    page = shown(ListAndDetail(look, listing, detail), 1000)
    assert 290 <= listing.width() <= 300
    widen_to(look, detail, 40)
    page.resize(1790, 600)
    assert detail.width() == 40 * TEXT
    assert listing.width() == LISTING * TEXT
    assert listing.x() == 0


def test_that_a_page_of_one_column_stands_in_the_middle_and_a_sentence_at_the_left(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    inside, sentence = QWidget(), QLabel("一句话")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(at_left(look, sentence))
    page = shown(OneColumn(look, inside, letters=60), 1790)
    assert page.width() == 1790
    assert inside.width() == 60 * TEXT
    assert abs(inside.x() - (1790 - 60 * TEXT) // 2) <= 1
    assert (sentence.x(), sentence.width()) == (0, LINE * TEXT)


def test_that_what_a_table_has_over_goes_to_every_column_alike() -> None:
    assert spread_widths([60, 100, 200], 660, 2) == [160, 200, 300]


def test_that_what_a_table_lacks_is_taken_from_the_column_that_gives() -> None:
    assert spread_widths([60, 300, 100], 400, 1) == [60, 240, 100]
    assert spread_widths([60, 300, 100], 100, 1)[1] == 72
    assert spread_widths([60, 400, 300], 600, 1, least=200) == [60, 240, 300]
    assert spread_widths([60, 400, 300], 500, 1, least=200) == [60, 200, 240]
    assert spread_widths([60, 110, 200, 90], 390, 1, least=100) == [60, 100, 140, 90]
    assert spread_widths([110, 110, 200, 90], 310, 3, least=100) == [72, 76, 72, 90]
    assert spread_widths([200] * 9, 700, 0, least=233) == [124, *[72] * 8]


def test_that_columns_without_room_scroll_and_it_is_seen_that_they_do(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    """A last column that is cut, and nothing that says so, is one that nobody knows of."""
    heads = tuple(f"第{place}栏" for place in range(12))
    table = RoomTable(look, "wide", "表", heads, giving=1)
    shown(table, 500)
    table.show_rows([RoomRow("1", ("内容",) * len(heads))])
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() > 0)
    table.resize(2000, 300)
    qtbot.waitUntil(lambda: not bar.isVisible())


class Table(RowTable):
    def open_current(self) -> None:
        """Nothing lies behind a row."""


def test_that_the_columns_of_a_table_follow_its_rows_and_its_width(
    look: Look, shown: Callable[[QWidget, int], QWidget], qtbot: QtBot
) -> None:
    table, rows = Table("spreadTable", "表"), WordRows()
    table.setModel(rows)
    ColumnSpread(table, 1)
    shown(table, 800)
    rows.show_rows(("状态", "名称", "窗口"), [("已收", "我要开小餐馆", "03号窗口")])
    widths = [table.columnWidth(column) for column in range(3)]
    wanted = wanted_widths(table)
    over = {width - least for width, least in zip(widths, wanted, strict=True)}
    assert len(over) == 1
    assert 0 <= table.viewport().width() - sum(widths) < 3
    table.resize(400, 300)
    qtbot.waitUntil(lambda: sum(map(table.columnWidth, range(3))) <= table.viewport().width())


@pytest.mark.parametrize(("ground", "bright"), [("#F4F6F9", True), ("#10161D", False)])
def test_that_white_paper_is_dimmed_on_a_dark_ground_only(ground: str, bright: bool) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    assert (bright_opacity(palette) == 1) is bright


@pytest.mark.parametrize(("width", "beside"), [(500, False), (DESK, True), (WIDE, True)])
def test_that_a_find_box_stands_beside_its_filters_where_both_fit_and_is_never_wider_than_it_is_read(
    look: Look, shown: Callable[[QWidget, int], QWidget], width: int, beside: bool
) -> None:
    field, others = QLineEdit(), QLabel("条件" * 5)
    page = shown(FieldBeside(look, field, others), width)
    assert page.width() == width
    QApplication.processEvents()
    assert (others.x() > field.x()) is beside
    assert field.width() <= LINE * TEXT
    assert field.width() >= LISTING * TEXT


def test_that_a_list_no_taller_than_its_rows_begins_where_its_detail_begins(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    listing, detail = QWidget(), QWidget()
    listing.setMaximumHeight(90)
    page = shown(ListAndDetail(look, listing, detail), DESK)
    QApplication.processEvents()
    assert listing.height() == 90 < page.height()
    assert listing.y() == detail.y() == 0


def test_that_a_table_on_a_hugging_card_is_no_taller_than_its_rows(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    table, page = RoomTable(look, "t", "表", ("甲", "乙"), giving=1, hugs=True), QWidget()
    column = QVBoxLayout(page)
    column.addWidget(hugging(table), 1)
    column.addStretch(1)
    shown(page, DESK)
    table.show_rows([RoomRow(str(n), ("一", "二")) for n in range(2)])
    QApplication.processEvents()
    few = table.height()
    assert few < 4 * table.rowHeight(0)
    table.show_rows([RoomRow(str(n), ("一", "二")) for n in range(5)])
    QApplication.processEvents()
    assert table.height() == few + 3 * table.rowHeight(0)
    table.show_rows([RoomRow(str(n), ("一", "二")) for n in range(90)])
    table.step(80)
    page.resize(DESK, 300)
    QApplication.processEvents()
    assert page.height() == 300
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_that_of_a_number_without_room_the_end_is_read(
    look: Look, shown: Callable[[QWidget, int], QWidget]
) -> None:
    table = HeldTable(look)
    option = QStyleOptionViewItem()
    table.itemDelegateForColumn(1).initStyleOption(option, QModelIndex())
    assert option.textElideMode == Qt.TextElideMode.ElideLeft  # type: ignore[attr-defined]
    thing = HeldThings("15220103A26112000013", "有利害关系业主同意将住宅改为经营性用房的证明", 1, "")
    table.show_held(HeldHere(originals=(thing,)))
    shown(table, 360)
    assert table.columnWidth(2) >= 360 // 4 - 4


def test_that_a_part_may_outlive_the_look_that_bounds_it(qapp: QApplication) -> None:
    look = Look(config.resources_folder(), Preferences())
    part = QWidget()
    widen_to(look, part, 20)
    Shiboken.delete(look)
    Shiboken.delete(part)  # at the end of a window; pytest-qt tells what is raised there
