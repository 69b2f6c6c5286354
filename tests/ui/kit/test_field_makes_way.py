"""What is said at a field makes way for the next one; the key of an act that is not here writes nothing in one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.field import Field, LongField
from tests.ui.hands import Key
from tests.ui.kit.test_field import Sheet, paste


def test_that_the_key_of_an_act_that_is_not_here_writes_no_letter(qtbot: QtBot) -> None:
    line, text = Field("line", "说明"), LongField("text", "理由")
    sheet = Sheet(qtbot, line, text)
    for field in (line, text):
        alt = QKeyEvent(
            QEvent.Type.KeyPress, Key.Key_X, Qt.KeyboardModifier.AltModifier, "x"
        )  # as X11 tells it
        QCoreApplication.sendEvent(field, alt)
        qtbot.keyClick(field, Key.Key_Y)
    assert (line.text(), text.toPlainText(), sheet.note()) == ("y", "y", "")


def test_that_what_is_said_at_a_field_makes_way_for_the_one_the_hand_is_in_next(qtbot: QtBot) -> None:
    """It lay over the answers of the question that came next for six seconds."""
    line, under, far = Field("line", "说明"), Field("under", "理由"), Field("far", "备注")
    sheet = Sheet(qtbot, line, *(Field(f"between{n}", "别的") for n in range(4)), far)
    paste(qtbot, line, "字" * 300)
    far.setFocus()
    QCoreApplication.processEvents()
    assert sheet.note(), "who goes on at once still reads that something was left out"
    second = Sheet(qtbot, line, under)
    paste(qtbot, line, "字" * 300)
    assert second.note()
    under.setFocus()
    QCoreApplication.processEvents()
    assert second.note() == ""
