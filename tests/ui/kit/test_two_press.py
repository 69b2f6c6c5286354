"""A confirmation takes two presses, and a bounce of a key is none."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.two_press import TwoPress


def pressed_once() -> TwoPress:
    presses = TwoPress()
    for settling in presses.findChildren(QTimer, "settling"):
        settling.setInterval(0)
    presses.press()
    return presses


def test_that_a_press_that_waited_while_the_window_stood_is_no_second_press(qtbot: QtBot) -> None:
    presses, done = pressed_once(), list[None]()
    presses.confirmed.connect(lambda: done.append(None))
    bounce = QTimer(presses)
    bounce.setSingleShot(True)
    bounce.timeout.connect(presses.press)
    bounce.start(0)  # it lies behind the timer, due in the same turn
    qtbot.waitUntil(lambda: presses.is_armed)
    assert not done


def test_that_the_next_press_of_a_person_confirms(qtbot: QtBot) -> None:
    presses = pressed_once()
    qtbot.waitUntil(lambda: presses.is_armed)
    with qtbot.waitSignal(presses.confirmed):
        presses.press()
    assert not presses.is_armed
