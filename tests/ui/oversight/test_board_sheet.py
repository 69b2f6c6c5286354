"""The board's table with the sentence that says how it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.domain.tasks.board import BoardBy
from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.oversight.board_sheet import BoardSheet
from tests.settings import RESOURCES
from tools.too_wide import too_wide


def test_that_how_it_counts_is_said_in_lines_that_are_read(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences())
    look.load_fonts()
    sheet = BoardSheet(look)
    sheet.setFont(look.font())
    sheet.setStyleSheet(look.style_sheet())
    qtbot.addWidget(sheet)
    note = sheet.findChild(TextLabel, "boardNote", Qt.FindChildOption.FindChildrenRecursively)
    assert note is not None
    note.setText(BoardBy.ORGAN.note)
    note.show()
    sheet.resize(1400, 600)
    sheet.show()
    qtbot.waitExposed(sheet)
    assert [*too_wide(sheet)] == []
