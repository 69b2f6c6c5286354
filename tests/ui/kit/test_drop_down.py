"""A list of words of which one is shown, as it is heard."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES


def test_that_what_a_drop_down_is_for_is_heard_beside_what_is_chosen(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.addItems(["全部", "超期"])
    box.setAccessibleName("办到哪里")
    heard = QAccessible.queryAccessibleInterface(box)
    said = [heard.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    assert "全部" in said or heard.text(QAccessible.Text.Value) == "全部"
    assert "办到哪里" in said


def test_that_words_without_room_end_in_dots(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences())
    look.load_fonts()

    def painted(box: QComboBox, words: str) -> QImage:
        qtbot.addWidget(box)
        box.setFont(look.font())
        box.setStyleSheet(look.style_sheet())
        box.addItem(words)
        box.setFixedSize(160, 36)
        box.show()
        qtbot.waitExposed(box)
        box.clearFocus()
        return box.grab().toImage()

    words = "第1题 经营场所是自己的还是租的？"
    long = painted(DropDown(), words)
    shortened = [words[:n] + "…" for n in range(1, len(words))]
    same = [one for one in shortened if painted(QComboBox(), one) == long]
    assert len(same) == 1  # as Qt itself paints them, to the pixel
    assert painted(DropDown(), words[:3]) == painted(QComboBox(), words[:3])
