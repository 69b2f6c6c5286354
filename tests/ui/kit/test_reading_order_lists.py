"""The order of Tab stops at a list and does not walk into it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStackedWidget, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.reading_order import tab_through


class OwnTable(QTableView):
    """A table of ours, whose heads Qt made."""


def test_that_the_heads_of_a_table_outlive_a_walk_through_the_order_of_tab(qtbot: QtBot) -> None:
    page, before, held = QWidget(), QLineEdit(), QStackedWidget()
    qtbot.addWidget(page)
    table = OwnTable()
    table.setModel(QStringListModel(["一"], table))
    held.addWidget(table)
    column = QVBoxLayout(page)
    for part in (before, held):
        column.addWidget(part)
    tab_through(before, held)
    gc.collect()
    assert len(table.findChildren(QHeaderView)) == 2
    page.show()
    qtbot.waitExposed(page)
