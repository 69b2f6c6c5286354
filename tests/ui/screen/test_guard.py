"""Nobody rates for the applicant (L9): keys, a scanner, somebody's mouse and shortcuts stop at the guard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.ratings.refuse import RefusalCause
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.guard import BURST, GAP_MS, InputGuard
from counter.ui.screen.rating.rating_view import RatingView
from tests.ui.screen.touching import invitation, reasons, tap, touch_screen

LEFT = Qt.MouseButton.LeftButton


class Pad(QWidget):
    """The most careless window there could be: a field that has the focus and a button that any key presses."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("非常满意")
        self.button.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.guard = InputGuard(self)
        self.causes: list[RefusalCause] = []
        self.pressed = 0
        self.guard.other_input.connect(self.causes.append)
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.pressed += 1


@pytest.fixture
def pad(qtbot: QtBot) -> Iterator[Pad]:
    """A careless window that is being watched."""
    pad = Pad()
    qtbot.addWidget(pad)
    pad.show()
    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    pad.button.setFocus()
    pad.guard.watch("one")
    yield pad
    pad.guard.rest()


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_F5, Qt.Key.Key_Tab]
)
def test_that_a_key_presses_nothing_and_is_reported(qtbot: QtBot, pad: Pad, key: Qt.Key) -> None:
    with qtbot.waitSignal(pad.guard.other_input) as told:
        QTest.keyClick(pad.button, key)
        QTest.keyClick(pad.windowHandle(), key)
    assert told.args == [RefusalCause.KEYBOARD]
    assert pad.pressed == 0
    assert pad.button.hasFocus(), "not even the focus moves"


def test_that_a_burst_is_a_scanner_and_writes_nothing(qtbot: QtBot, pad: Pad) -> None:
    pad.field.setFocus()
    with qtbot.waitSignal(pad.guard.other_input) as told:
        QTest.keyClicks(pad.field, "XA2026112000017")
        QTest.keyClick(pad.field, Qt.Key.Key_Return)
    assert told.args == [RefusalCause.SCANNER]
    assert (pad.field.text(), pad.pressed) == ("", 0)


def press_key(pad: Pad, stamp: int, *, again: bool = False) -> None:
    """A key pressed at that moment of the keyboard's own clock."""
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, none, "a", again)
    event.setTimestamp(stamp)
    QApplication.sendEvent(pad.button, event)


@pytest.mark.parametrize(
    ("gap", "cause"), [(GAP_MS, RefusalCause.SCANNER), (GAP_MS + 1, RefusalCause.KEYBOARD)]
)
def test_that_the_keyboards_clock_tells_a_scanner_from_fingers_also_when_the_window_was_busy(
    pad: Pad, gap: int, cause: RefusalCause
) -> None:
    for number in range(BURST):
        press_key(pad, 1_000 + number * gap)
    pad.guard.rest()
    assert pad.causes == [cause]


def test_that_a_key_held_down_is_no_scanner(pad: Pad) -> None:
    for number in range(3 * BURST):
        press_key(pad, 1_000 + number * 30, again=number > 0)
    pad.guard.rest()
    assert pad.causes == [RefusalCause.KEYBOARD]


def test_that_words_of_an_input_method_are_keys_too(qtbot: QtBot, pad: Pad) -> None:
    pad.field.setFocus()
    words = QInputMethodEvent()
    words.setCommitString("非常满意")
    with qtbot.waitSignal(pad.guard.other_input):
        QApplication.sendEvent(pad.field, words)
    assert pad.field.text() == ""


def test_that_a_shift_key_held_by_chance_is_no_attempt(pad: Pad) -> None:
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_CapsLock):
        QTest.keyClick(pad.button, key)
    pad.guard.rest()
    assert pad.causes == []


def test_that_no_shortcut_of_the_program_works_there(qtbot: QtBot, pad: Pad) -> None:
    shortcut = QShortcut(QKeySequence("Ctrl+D"), pad)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    worked: list[int] = []
    shortcut.activated.connect(lambda: worked.append(1))
    QTest.keyClick(pad.button, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert worked == []
    pad.guard.rest()
    QTest.keyClick(pad.button, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert worked == [1], "else this proves nothing"


def test_that_each_cause_is_reported_once_for_an_invitation(qtbot: QtBot, pad: Pad) -> None:
    for _ in range(3):
        QTest.keyClick(pad.button, Qt.Key.Key_Space)
        pad.guard.rest()  # judges at once
        pad.guard.watch("one")
    assert pad.causes == [RefusalCause.KEYBOARD]
    pad.guard.watch("two")
    QTest.keyClick(pad.button, Qt.Key.Key_Space)
    pad.guard.rest()
    assert pad.causes == [RefusalCause.KEYBOARD, RefusalCause.KEYBOARD]


def test_that_a_mouse_counts_where_there_is_nothing_else(pad: Pad) -> None:
    QTest.mouseClick(pad.button, LEFT)
    assert (pad.pressed, pad.causes) == (1, [])


def test_that_with_touch_a_mouse_presses_nothing_and_is_reported(pad: Pad) -> None:
    pad.guard.touch_only = True
    at = pad.button.mapTo(pad, pad.button.rect().center())
    QTest.mouseClick(pad.button, LEFT)
    QTest.mouseClick(pad.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(pad.button, LEFT)
    assert (pad.pressed, pad.causes) == (0, [RefusalCause.OTHER_POINTER])


def test_that_a_mouse_that_only_passes_is_no_attempt(pad: Pad) -> None:
    pad.guard.touch_only = True
    QTest.mouseMove(pad.windowHandle(), QPoint(5, 5))
    QTest.mouseMove(pad.button, QPoint(5, 5))
    assert pad.causes == []


def test_that_with_touch_a_finger_counts(pad: Pad) -> None:
    pad.guard.touch_only = True
    with touch_screen() as device:
        tap(device, pad.button)
    assert (pad.pressed, pad.causes) == (1, [])


def test_that_another_window_keeps_its_keys_and_its_mouse(qtbot: QtBot, pad: Pad) -> None:
    facade = Pad()
    qtbot.addWidget(facade)
    facade.show()
    pad.guard.touch_only = True
    QTest.keyClicks(facade.field, "abc")
    QTest.mouseClick(facade.button, LEFT)
    pad.guard.rest()
    assert (facade.field.text(), facade.pressed, pad.causes) == ("abc", 1, [])


def test_that_after_it_the_window_is_as_before(pad: Pad) -> None:
    pad.guard.rest()
    QTest.keyClick(pad.button, Qt.Key.Key_Space)
    assert (pad.pressed, pad.guard.watching) == (1, False)


def test_that_the_rating_is_guarded_while_it_is_open_and_seen(qtbot: QtBot, screen: ApplicantScreen) -> None:
    screen.show_rating(invitation(), reasons())
    view = screen.view("rating")
    assert isinstance(view, RatingView)
    causes: list[RefusalCause] = []
    screen.other_input.connect(causes.append)
    assert view.guard.watching
    screen.hide()
    assert not view.guard.watching
    screen.show()
    assert view.guard.watching
    for widget in (screen, view, view.grade.none, screen.windowHandle()):
        QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClick(widget, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(causes))
    assert view.flow.step == "grade"
    screen.show_thanks()
    assert not view.guard.watching
