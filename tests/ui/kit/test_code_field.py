"""A code that is typed anyhow stands in groups once its field is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.code_field import CodeField


def test_that_a_code_stands_in_groups_once_it_is_left(qtbot: QtBot) -> None:
    field = CodeField("key", "恢复密钥", size=5, between="-")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "7q2kd 0a1bc9")
    assert field.text() == "7q2kd 0a1bc9", "nobody is corrected while typing"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "7Q2KD-0A1BC-9"
    assert field.isModified()
