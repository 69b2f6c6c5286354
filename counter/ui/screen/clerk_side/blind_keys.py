"""While the applicant's screen covers the clerk's window, no key acts there unseen: one brings the window back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcutEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_KINDS = (QKeyEvent, QShortcutEvent, QInputMethodEvent)
RETURN_KEYS = "Ctrl+D"
"""As it is written on the screen; Esc, which people press without reading, does the same."""


class BlindKeys(QObject):
    """Takes every key of the keyboard and of a scanner between ``watch`` and ``rest``; ``come_back`` is called by the
    two that are meant for it. The applicant's own screen takes no keys at any time (``guard``).
    """

    def __init__(self, window: QWidget, come_back: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._come_back = window, come_back
        self.watching = False

    def watch(self) -> None:
        """The clerk's window is covered."""
        application = QApplication.instance()
        if not self.watching and application is not None:
            application.installEventFilter(self)
            self.watching = True

    def rest(self) -> None:
        """It is in sight again."""
        application = QApplication.instance()
        if self.watching and application is not None:
            application.removeEventFilter(self)
        self.watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, _KINDS) or not self._covers(watched):
            return False
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()  # so that Qt looks for no shortcut and sends the key here
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _returns(event):
            self._come_back()
        return True

    def _covers(self, watched: QObject) -> bool:
        if isinstance(watched, QWidget):
            return watched.window() is self._window
        return isinstance(watched, QWindow) and watched is self._window.windowHandle()


def _returns(event: QKeyEvent) -> bool:
    if event.isAutoRepeat():
        return False
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_Escape or (control and event.key() == Qt.Key.Key_D)
