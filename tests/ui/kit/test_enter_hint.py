"""Enter on a button that writes does nothing but say which key does, readably and only until there is news."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import KeyCap, TextLabel


@pytest.fixture
def button(qtbot: QtBot) -> ActButton:
    made = ActButton("printOut", "都出来了", "F4", role="primary", writes=True)
    qtbot.addWidget(made)
    made.show()
    return made


def seen(button: ActButton) -> list[str]:
    return [label.text() for label in button.findChildren(TextLabel) if label.isVisible() and label.text()]


def test_that_enter_says_which_key_counts_and_presses_nothing(qtbot: QtBot, button: ActButton) -> None:
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert (seen(button), pressed) == (["都出来了", "回车不算，请按 F4"], [])


def test_that_the_hint_is_whole_where_the_button_has_a_fixed_width(qtbot: QtBot, button: ActButton) -> None:
    button.setFixedWidth(button.sizeHint().width())
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert seen(button) == ["请按 F4"]
    assert button.sizeHint().width() <= button.width()
    assert button.words == "都出来了"


def test_that_the_key_shows_again_when_the_button_has_news(qtbot: QtBot, button: ActButton) -> None:
    button.setFixedWidth(button.sizeHint().width())
    cap = button.findChild(KeyCap)
    assert cap is not None
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert not cap.isVisible()
    button.say("出来了 2 份")
    assert seen(button) == ["出来了 2 份", "F4"]
