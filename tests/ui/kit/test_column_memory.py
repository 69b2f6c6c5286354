"""Columns keep the widths that a hand gave them, and nothing that the program set itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.kit.lists.column_memory import ColumnMemory
from counter.ui.kit.row_views import RowTable, WordRows
from counter.ui.kit.theme import Look


class Table(RowTable):
    """Three columns of words."""

    def open_current(self) -> None:
        """Nothing to open."""


def table(qtbot: QtBot, look: Look, columns: int = 3) -> tuple[Table, ColumnMemory]:
    """A table on the screen, with its memory."""
    found = Table("t", "t")
    rows = WordRows()
    rows.show_rows([f"列{n}" for n in range(columns)], [["字"] * columns])
    found.setModel(rows)
    found.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    qtbot.addWidget(found)
    found.resize(600, 200)
    found.show()
    return found, ColumnMemory(found, look, "t")


def draw(shown: Table, by: int) -> None:
    """Draw the edge of the first column with the mouse."""
    head = shown.horizontalHeader()
    edge = QPoint(head.sectionPosition(0) + head.sectionSize(0) - 1, 5)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(head.viewport(), edge + QPoint(by, 0))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def test_that_a_drawn_width_comes_back_and_a_set_one_is_not_kept(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences())
    kept: list[Preferences] = []
    look.remembered.connect(kept.append)
    shown, _ = table(qtbot, look)
    shown.setColumnWidth(1, 77)  # the program's own
    assert kept == []
    before = shown.columnWidth(0)
    draw(shown, 40)
    assert kept[-1].columns == {"t": (before + 40, 77, shown.columnWidth(2))}
    again, memory = table(qtbot, look)
    assert memory.put_back()
    assert [again.columnWidth(n) for n in range(3)] == list(kept[-1].columns["t"])


def test_that_another_number_of_columns_starts_anew(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences(columns={"t": (50, 60)}))
    shown, memory = table(qtbot, look)
    width = shown.columnWidth(0)
    assert not memory.put_back()
    assert shown.columnWidth(0) == width
