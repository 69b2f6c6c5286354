"""A button says what its next press will do, and what became of the one before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.shown_presses import show_presses
from counter.ui.kit.controls.two_press import TwoPress

ARMED = "再按一次 F9：登记"


@pytest.fixture
def armed(qtbot: QtBot) -> tuple[ActButton, TwoPress]:
    """A button whose first press was made and shown."""
    button = ActButton("register", "登记", "F9", "primary")
    qtbot.addWidget(button)
    presses = TwoPress(button)
    show_presses(button, presses, armed=ARMED)
    for settling in presses.findChildren(QTimer, "settling"):
        settling.setInterval(0)
    presses.press()
    qtbot.waitUntil(lambda: presses.is_armed)
    return button, presses


def test_that_the_first_press_says_below_the_words_what_the_second_will_do(
    armed: tuple[ActButton, TwoPress],
) -> None:
    button, presses = armed
    assert (button.words, button.below) == ("登记", ARMED)
    presses.disarm()
    assert (button.words, button.below) == ("登记", "")


def test_that_a_first_press_that_expired_is_said_with_its_key(armed: tuple[ActButton, TwoPress]) -> None:
    button, presses = armed
    for forgetting in presses.findChildren(QTimer, "forget"):
        forgetting.timeout.emit()
    assert "F9" in button.below
    assert "已放下" in button.below
