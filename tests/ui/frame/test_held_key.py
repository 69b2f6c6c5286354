"""A key held down on an X server whose repeats come as strokes of their own acts once, and still scrolls and writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from counter.ui.frame.held_key import HELD_MS, HeldKey
from tests.ui.hands import Hands
from tests.ui.holding import ASKED, LET_GO, PRESSED, START, tell

Key = Qt.Key


class Strokes(QObject):
    """What comes through to who is asked after the filter under test."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self.window = window
        self.heard: list[tuple[str, bool]] = []
        window.installEventFilter(self)
        HeldKey(self).follow_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is not ASKED:
            self.heard.append((event.type().name, event.isAutoRepeat()))
        return False

    def hold(self, key: Qt.Key, text: str, repeats: int, *, shortcut: bool = False) -> None:
        tell(self.window, ASKED, key, START, text)
        if not shortcut:
            tell(self.window, PRESSED, key, START, text)
        for at in range(START + 500, START + 500 + 40 * repeats, 40):
            tell(self.window, LET_GO, key, at, text)
            if not tell(self.window, ASKED, key, at, text).isAccepted():
                self.heard.append(("shortcut", False))
            tell(self.window, PRESSED, key, at, text)


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    return line


@pytest.fixture
def strokes(field: QLineEdit) -> Strokes:
    return Strokes(field.windowHandle())


def test_that_a_letter_held_down_is_one_stroke_that_repeats(field: QLineEdit, strokes: Strokes) -> None:
    strokes.hold(Key.Key_A, "a", 3)
    tell(strokes.window, LET_GO, Key.Key_A, START + 700, "a")
    assert strokes.heard[:4] == [("KeyPress", False), *[("KeyPress", True)] * 3]
    assert field.text() == "aaaa"


def test_that_the_end_of_holding_is_told(qtbot: QtBot, strokes: Strokes) -> None:
    strokes.hold(Key.Key_V, "v", 2)
    tell(strokes.window, LET_GO, Key.Key_V, START + 700, "v")
    qtbot.waitUntil(lambda: strokes.heard[-1] == ("KeyRelease", False))
    assert [kind for kind, _ in strokes.heard].count("KeyRelease") == 1


def test_that_a_key_let_go_late_in_a_busy_window_still_repeats(qtbot: QtBot, strokes: Strokes) -> None:
    strokes.hold(Key.Key_V, "v", 1)
    tell(strokes.window, LET_GO, Key.Key_V, START + 700, "v")
    qtbot.waitUntil(lambda: strokes.heard[-1] == ("KeyRelease", False))
    tell(strokes.window, PRESSED, Key.Key_V, START + 700, "v")
    assert strokes.heard[-1] == ("KeyPress", True)


def test_that_the_repeats_of_a_shortcut_go_to_nobody(strokes: Strokes) -> None:
    strokes.hold(Key.Key_F9, "", 3, shortcut=True)
    assert strokes.heard == []


def test_that_repeats_are_joined_after_one_that_qt_saw_through(strokes: Strokes) -> None:
    tell(strokes.window, PRESSED, Key.Key_V, START, "v")
    for at, seen_through in ((START + 500, True), (START + 540, False)):
        for kind in (LET_GO, PRESSED):
            tell(strokes.window, kind, Key.Key_V, at, "v", repeats=seen_through)
    repeats = [("KeyRelease", True), ("KeyPress", True), ("KeyPress", True)]
    assert strokes.heard == [("KeyPress", False), *repeats]


@pytest.mark.parametrize("seen_through", [False, True])
def test_that_a_key_held_down_says_nothing_to_a_window_that_came_in_front_meanwhile(
    qtbot: QtBot, field: QLineEdit, strokes: Strokes, seen_through: bool
) -> None:
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    dialog.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog)
    for kind in (ASKED, PRESSED):
        tell(dialog.windowHandle(), kind, Key.Key_Return, START, "\r")
    field.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    dialog.close()
    kinds = (ASKED, PRESSED) if seen_through else (LET_GO, ASKED, PRESSED)
    for kind in kinds:
        tell(strokes.window, kind, Key.Key_Return, START + 500, "\r", repeats=seen_through)
    assert strokes.heard == []
    tell(strokes.window, PRESSED, Key.Key_Return, START + 900, "\r")
    assert strokes.heard == [("KeyPress", False)], "the next stroke is its own"


def test_that_two_taps_are_two_strokes(strokes: Strokes) -> None:
    for at in (START, START + HELD_MS // 2):
        tell(strokes.window, PRESSED, Key.Key_1, at, "1")
        tell(strokes.window, LET_GO, Key.Key_1, at + HELD_MS // 2, "1")
    assert strokes.heard == [("KeyPress", False), ("KeyRelease", False)] * 2


def test_that_the_next_key_comes_after_the_one_before_was_let_go(strokes: Strokes) -> None:
    strokes.hold(Key.Key_A, "a", 0)
    tell(strokes.window, LET_GO, Key.Key_A, START + 500, "a")
    tell(strokes.window, PRESSED, Key.Key_B, START + 501, "b")
    assert strokes.heard == [("KeyPress", False), ("KeyRelease", False), ("KeyPress", False)]


def test_that_f9_held_down_issues_nothing(hands: Hands) -> None:
    hands.ready_to_decide()
    window = hands.window.windowHandle()
    hands.key(Key.Key_F9)
    hands.armed("decideButton")
    tell(window, LET_GO, Key.Key_F9, START)
    if not tell(window, ASKED, Key.Key_F9, START).isAccepted():
        hands.key(Key.Key_F9)  # as Qt goes on with what nobody claims
    hands.settle()
    assert hands.facade.filed == []
    hands.key(Key.Key_F9)
    assert len(hands.facade.filed) == 1
