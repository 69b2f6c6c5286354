"""Rows answer the button of the mouse that people press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.row_views import on_double_click

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
