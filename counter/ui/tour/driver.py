"""Driver of a tour: sends keys to the shown window and waits for results.

It uses the window as a person does: visible controls, the focus, displayed text. It calls no service, sets no state
and presses controls by keys only.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QEventLoop, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from counter.ui.kit.controls.act_button import ActButton

PATIENCE_S = 60.0
PACE_MS = 60
"""How long a person holds a typing key; a scanner's keys come at once."""

QUICK_MS = 15
"""How long a moving or acting key is held: long enough not to look like a scanner."""

_MOST_TABS = 60


class TourFailed(AssertionError):
    """An expected result did not appear."""


class Driver:
    """Sends keys to the front window, and reads it."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.acts = 0  # a key, a scan or a typed field counts 1 each (DESIGN §9)

    def come_forward(self) -> None:
        """Show the window in front, as at start-up."""
        self.until(self.window.isVisible, "窗口显示出来")
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "窗口到前面来")

    # -- keys --
    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, pressed and released at a person's speed."""
        self.acts += 1
        front = self._front()
        QTest.keyPress(front, key, modifiers)
        self.pause(QUICK_MS)
        if isValid(front):  # Enter closes a dialog on press
            QTest.keyRelease(front, key, modifiers)
        self.pause(5)

    def type(self, text: str) -> None:
        """Enter text: letters by keys, anything else as an input method commits it."""
        self.acts += 1
        for piece in text:
            if piece.isascii() and piece.isprintable():
                QTest.keyPress(self._front(), ord(piece))
                self.pause()
                QTest.keyRelease(self._front(), ord(piece))
            else:
                self.commit(piece)

    def commit(self, text: str) -> None:
        """Commit text at once, as an input method does."""
        target = QGuiApplication.focusObject()
        if target is None:
            raise TourFailed(f"没有地方可以输入“{text}”")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    def scan(self, text: str) -> None:
        """A hand scanner or card reader in keyboard mode: a key every millisecond, then Enter."""
        self.acts += 1
        self._front()
        for at, piece in enumerate(f"{text}\r", int(time.monotonic() * 1000)):
            target = QApplication.focusWidget() or self.window
            key = Qt.Key.Key_Return if piece == "\r" else Qt.Key(0)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, piece)
                event.setTimestamp(at)  # however slow this machine is
                QCoreApplication.sendEvent(target, event)
        self.pause()

    def tab_to(self, name: str) -> None:
        """Tab until the control of that name has the focus."""
        for _ in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise TourFailed(f"按 Tab 走不到“{name}”")

    def pause(self, milliseconds: int = PACE_MS) -> None:
        """Let the event loop run for a moment."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.001)

    # -- reading --
    def until(self, fact: Callable[[], object], what: str) -> None:
        """Wait for a condition. Raises TourFailed with ``what`` when it is not met."""
        end = time.monotonic() + PATIENCE_S
        while not fact():
            if time.monotonic() > end:
                raise TourFailed(f"等了{PATIENCE_S:.0f}秒，没有等到{what}；{self.state()}")
            self.pause(10)

    def comes(self, fact: Callable[[], object], seconds: float) -> bool:
        """Whether a condition is met within that time."""
        end = time.monotonic() + seconds
        while not fact():
            if time.monotonic() > end:
                return False
            self.pause(10)
        return True

    def shown(self, name: str) -> QWidget | None:
        """The visible control of that name, or None."""
        for root in QApplication.topLevelWidgets():
            if root.isVisible():
                named: list[QWidget] = root.findChildren(QWidget, name)
                for found in [root, *named] if root.objectName() == name else named:
                    if found.isVisible():
                        return found
        return None

    def see(self, name: str) -> QWidget:
        """Wait for a visible control."""
        self.until(lambda: self.shown(name) is not None, f"“{name}”出现")
        found = self.shown(name)
        assert found is not None
        return found

    def words(self, name: str) -> str:
        """The text of the visible control of that name, empty when there is none."""
        found = self.shown(name)
        if isinstance(found, QLabel | QLineEdit):
            return found.text()
        if isinstance(found, ActButton):
            return " ".join((found.words, found.extra, found.below))
        return "" if found is None else found.accessibleName()

    def read(self, name: str, part: str) -> str:
        """Wait until a control shows a text; returns its whole text."""
        self.until(lambda: part in self.words(name), f"“{name}”上写着“{part}”")
        return self.words(name)

    def text_within(self, name: str) -> str:
        """All text inside a visible part of the window."""
        part = self.shown(name)
        labels: list[QLabel] = [] if part is None else part.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible() and label.text())

    def rows(self, name: str) -> list[str]:
        """The rows of a visible list or table, as shown."""
        view = self.shown(name)
        if not isinstance(view, QAbstractItemView):
            return []
        model = view.model()
        columns = range(model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1)
        return [
            " ".join(str(model.index(row, column).data() or "") for column in columns)
            for row in range(model.rowCount(QModelIndex()))
        ]

    def focus_on(self, name: str) -> None:
        """Wait until a control has the focus."""
        self.until(lambda: self.focus() == name, f"光标到“{name}”")

    def focus(self) -> str:
        """Name of the control that has the focus."""
        focus = QApplication.focusWidget()
        return "" if focus is None else focus.objectName()

    def state(self) -> str:
        """The window's current text, for the message of a failure."""
        message = self.words("messageText") or "窗口没有提示"
        return f"光标在“{self.focus()}”，窗口提示：{message}"

    def _front(self) -> QWindow:
        """The window that gets the keys: an open dialog before the main window."""
        if QApplication.activeWindow() is None:  # without a window manager the focus is not returned
            self.come_forward()
        front = QApplication.activeWindow() or self.window
        handle = front.windowHandle()
        if handle is None:
            raise TourFailed("窗口没有显示出来")
        return handle
