"""What lies at the window, in a narrow place and the largest letters: numbers keep their end, names their words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.held_ports import HeldThings
from counter.services.context.preferences import Preferences
from counter.ui.day.held_table import HeldTable
from counter.ui.facades.day import HeldHere
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES

NARROW = 395
NUMBER, NAME = 1, 2
LONG = "养殖场各功能区布局平面图"


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A window in the largest letters, not yet shown."""
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
    return page


LONGER = "设施设备清单（动物防疫条件合格证核发）"
KIND = 0


def table_on(place: QWidget, look: Look, where: str = "", name: str = LONG) -> HeldTable:
    """The table with one original, in the narrow place."""
    look.load_fonts()
    place.setStyleSheet(look.style_sheet())
    table = HeldTable(look)
    layout = place.layout()
    assert layout is not None
    layout.addWidget(table)
    place.resize(NARROW, 400)
    place.show()
    table.show_held(HeldHere(originals=(HeldThings("15220103A26112000013", name, 1, where),)))
    return table


@pytest.mark.parametrize("name", [LONG, LONGER, LONGER * 2])
def test_that_a_narrow_list_keeps_the_end_of_a_number_and_every_letter_of_a_name(
    place: QWidget, name: str
) -> None:
    look = Look(RESOURCES, Preferences(letters=150))
    table = table_on(place, look, name=name)
    metrics, edge = table.fontMetrics(), 8
    assert table.columnWidth(NUMBER) - 2 * edge >= metrics.horizontalAdvance("…0001 3")
    room = QRect(0, 0, table.columnWidth(NAME) - edge, 1000)
    wrap = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
    assert table.wordWrap()
    assert metrics.boundingRect(room, wrap, name).height() <= table.rowHeight(0)


def test_that_no_column_says_where_things_lie_until_somebody_wrote_it_down(place: QWidget) -> None:
    look = Look(RESOURCES, Preferences())
    assert table_on(place, look).model().columnCount() == 4
    assert table_on(place, look, "铁柜二层").model().columnCount() == 5


def test_that_the_same_word_in_every_row_takes_no_width_from_names(place: QWidget) -> None:
    table = table_on(place, Look(RESOURCES, Preferences(letters=150)), name=LONGER)
    assert table.isColumnHidden(KIND)
    place.resize(4 * NARROW, 400)
    assert not table.isColumnHidden(KIND)
    place.resize(NARROW, 400)
    thing = HeldThings("15220103A26112000013", LONGER, 1, "")
    table.show_held(HeldHere(originals=(thing,), certificates=(thing,)))
    assert not table.isColumnHidden(KIND)
