"""A key held down, told as strokes of its own: it is made one long stroke again.

An X server tells each repeat as let go and pressed at the same moment. Qt joins the two only where both lie in its
queue already; where it does not, two presses of F9 were one long one, and papers were issued by it (decision 0085).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

HELD_MS = 150
"""No keyboard repeats a key that was pressed so shortly before: it is let go at once, as ever."""

JOIN_MS = 10
"""The press of a repeat comes in the millisecond of its letting go, or the next."""


class HeldKey(QObject):
    """Watches the window that has the keyboard, a dialog too. A repeat is told as ``isAutoRepeat``, so that whoever
    acts once does so; one of a key that a shortcut took goes to nobody. So does one in a window that came in front
    while the key was down: an Enter that opens a dialog of files is no answer to it, though Qt's take it for one.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = self._since = 0
        self._last = (0, 0)  # the key that was let go after being held, and when
        self._typed = False  # the first press came through as a key: no shortcut took it
        self._let_go: QKeyEvent | None = None
        self._window: QWindow | None = None
        self._pressed_in: QObject | None = None
        self._passing = False
        self._join = QTimer(self)
        self._join.setObjectName("heldKey")
        self._join.setSingleShot(True)
        self._join.setInterval(JOIN_MS)
        self._join.timeout.connect(self._pass_on)

    def follow_focus(self) -> None:
        """From now on watch the window of the program that has the keyboard."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        """After every other filter of it, to be asked before them."""
        self._pass_on()
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._passing or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat():  # what Qt saw through: the key is held since its first press as before
            return self._is_held_from_before(event, watched) and self._to_nobody(event)
        if event.type() is QEvent.Type.KeyRelease:
            return bool(event.timestamp()) and self._hold(event)
        if event.timestamp() and self._is_repeat(event):
            return self._repeat(event, watched)
        self._pass_on()
        self._key, self._since, self._pressed_in = event.key(), event.timestamp(), watched
        self._typed = event.type() is QEvent.Type.KeyPress
        return False

    def _is_repeat(self, event: QKeyEvent) -> bool:
        """By the keyboard's clock; a busy window may have passed the letting go on meanwhile."""
        return self._last == (event.key(), event.timestamp())

    def _hold(self, event: QKeyEvent) -> bool:
        """Keep back that a key was let go, until it is known whether it was."""
        self._pass_on()
        if event.key() != self._key or event.timestamp() - self._since < HELD_MS:
            return False
        self._last = (event.key(), event.timestamp())
        self._let_go = event.clone()
        self._join.start()
        return True

    def _is_held_from_before(self, event: QKeyEvent, window: QObject) -> bool:
        return event.key() == self._key and window is not self._pressed_in

    @staticmethod
    def _to_nobody(event: QKeyEvent) -> bool:
        event.accept()  # no shortcut either
        return True

    def _repeat(self, event: QKeyEvent, window: QObject) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            return self._to_nobody(event)  # it comes again as a key
        self._let_go = None
        self._join.stop()
        if self._typed and not self._is_held_from_before(event, window):
            self._send(_repeated(event))
        return True

    def _pass_on(self) -> None:
        """It was let go."""
        self._join.stop()
        held, self._let_go = self._let_go, None
        if held is not None:
            self._send(held)

    def _send(self, event: QKeyEvent) -> None:
        if self._window is None or not isValid(self._window):
            return
        self._passing = True
        try:
            QCoreApplication.sendEvent(self._window, event)
        finally:
            self._passing = False


def _repeated(event: QKeyEvent) -> QKeyEvent:
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        True,
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
