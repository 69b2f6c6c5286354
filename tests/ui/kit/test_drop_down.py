"""A list of words of which one is shown, as it is heard."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.drop_down import DropDown


def test_that_what_a_drop_down_is_for_is_heard_beside_what_is_chosen(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.addItems(["全部", "超期"])
    box.setAccessibleName("办到哪里")
    heard = QAccessible.queryAccessibleInterface(box)
    said = [heard.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    assert "全部" in said or heard.text(QAccessible.Text.Value) == "全部"
    assert "办到哪里" in said
