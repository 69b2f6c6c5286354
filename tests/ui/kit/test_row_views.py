"""Rows answer the button of the mouse that people press, and lie on their page without a frame of their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.kit.row_views import RowTable, on_double_click
from counter.ui.kit.theme import Look

Button = Qt.MouseButton


@pytest.mark.parametrize(
    ("button", "opens"),
    [(Button.LeftButton, True), (Button.RightButton, False), (Button.MiddleButton, False)],
)
def test_that_a_double_click_opens_a_row_with_the_left_button_only(
    qtbot: QtBot, button: Qt.MouseButton, opens: bool
) -> None:
    rows = QListWidget()
    rows.addItems(["15220103A 261125 0001 8"])
    qtbot.addWidget(rows)
    rows.show()
    opened: list[QModelIndex] = []
    on_double_click(rows, opened.append)
    place = rows.visualItemRect(rows.item(0)).center()
    QTest.mouseClick(rows.viewport(), button, pos=place)
    QTest.mouseDClick(rows.viewport(), button, pos=place)
    QTest.mouseRelease(rows.viewport(), button, pos=place)
    assert bool(opened) is opens


def test_that_a_table_measured_before_it_has_its_place_has_no_frame_of_its_own_there(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences())
    look.apply(look.preferences)
    table = RowTable("rows", "行")
    table.sizeHintForColumn(0)  # Qt chooses its rules of style now
    page = QWidget()
    QVBoxLayout(page).addWidget(table)
    qtbot.addWidget(page)
    page.show()
    assert table.frameWidth() == 0
