"""A confirmation takes two presses, and a bounce of a key is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton
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


def test_that_presses_that_follow_closely_are_one_however_many(qtbot: QtBot) -> None:
    presses = TwoPress()
    (settling,) = presses.findChildren(QTimer, "settling")
    settling.setInterval(0)

    def drum() -> None:
        settling.setInterval(60_000)
        presses.press()

    settling.timeout.connect(drum)
    presses.press()
    qtbot.waitUntil(lambda: settling.interval() > 0)
    for _ in range(3):
        QCoreApplication.processEvents()
    assert not presses.is_armed
    assert presses.is_settling
    presses.disarm()


def clicks(button: ActButton, *moments: int) -> int:
    """How many presses come of clicks at those moments of the pointer's own clock, in milliseconds."""
    counted = list[None]()
    button.clicked.connect(lambda: counted.append(None))
    for moment in moments:
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            left = Qt.MouseButton.LeftButton
            held = left if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
            event = QMouseEvent(
                kind, QPointF(5, 5), QPointF(5, 5), left, held, Qt.KeyboardModifier.NoModifier
            )
            event.setTimestamp(10**9 + moment)
            QCoreApplication.sendEvent(button, event)
    return len(counted)


@pytest.mark.parametrize(
    ("moments", "presses"), [((0, 300), 1), ((0, 300, 600), 1), ((0, 90, 180, 270, 360), 1), ((0, 600), 2)]
)
def test_that_a_slow_double_click_on_what_cannot_be_undone_is_one_press(
    qtbot: QtBot, moments: tuple[int, ...], presses: int
) -> None:
    button = ActButton("decide", "出具", "F9", writes=True)
    qtbot.addWidget(button)
    button.show()
    assert clicks(button, *moments) == presses


def test_that_a_double_click_does_not_act_on_a_button_that_its_first_click_armed(qtbot: QtBot) -> None:
    button = ActButton("next", "下一位", "Esc")
    qtbot.addWidget(button)
    button.show()
    button.clicked.connect(lambda: button.arm(True))
    assert clicks(button, 0, 300) == 1
    other = ActButton("turn", "下一页", "PgDown")
    qtbot.addWidget(other)
    other.show()
    assert clicks(other, 0, 300) == 2, "a button that only shows something else is as quick as the hand"
