"""A row that wraps remembers how high it is for a width, until something in it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.flow_layout import FlowLayout


def test_that_a_row_is_as_high_as_what_stands_in_it_now(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row, gap=0)
    first, second = QLabel("甲" * 10), QLabel("乙" * 10)
    flow.addWidget(first)
    flow.addWidget(second)
    row.show()
    line = second.sizeHint().height()
    room = first.sizeHint().width() + second.sizeHint().width()
    assert flow.heightForWidth(room) == flow.heightForWidth(room) == line
    first.setText("甲" * 12)
    assert flow.heightForWidth(room) == 2 * line  # the words grew
    second.hide()
    assert flow.heightForWidth(room) == line  # hidden
    second.show()
    assert flow.heightForWidth(room) == 2 * line
    flow.takeAt(0)
    assert flow.heightForWidth(room) == line  # taken out
    flow.addWidget(first)
    assert flow.heightForWidth(room) == 2 * line
