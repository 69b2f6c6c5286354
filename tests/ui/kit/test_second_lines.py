"""What a button says beside and below its caption is in sight inside it, and gone when it is not said any more."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton


def said_in_sight(button: ActButton) -> list[str]:
    """The texts that lie wholly inside the button, from left to right and from top to bottom."""
    seen = [label for label in button.findChildren(QLabel) if label.isVisible() and label.text()]
    assert all(button.rect().contains(label.geometry()) for label in seen)
    return [label.text() for label in sorted(seen, key=lambda label: (label.y() // 12, label.x()))]


@pytest.mark.parametrize("key", ["", "F9"])
def test_that_second_lines_are_seen_as_long_as_they_are_said(qtbot: QtBot, key: str) -> None:
    button = ActButton("decideButton", "出具", key)
    qtbot.addWidget(button)
    button.show()
    keys = [key] if key else []
    assert said_in_sight(button) == ["出具", *keys]
    button.say("出具", "再按一次", "2份原件未核")
    button.adjustSize()
    qtbot.waitUntil(lambda: said_in_sight(button) == ["出具", "再按一次", *keys, "2份原件未核"])
    button.say("出具")
    qtbot.waitUntil(lambda: said_in_sight(button) == ["出具", *keys])
