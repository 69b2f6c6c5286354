"""Keys struck while the window is still opening: kept until somebody can sign on, then given to that page in order."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_MOST = 128
_GOING_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class EarlyKeys:
    """What is typed into fields, and nothing else. Without it the beginning of 工号 Tab 口令 is lost, and the rest is
    typed into the wrong field.
    """

    def __init__(self) -> None:
        self._kept: list[QKeyEvent] = []

    def keep(self, event: QKeyEvent) -> bool:
        """A press or release that came to the window itself, where nothing had the focus; whether it is one to keep."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        types = bool(event.text()) and event.text().isprintable()
        wanted = is_key and (types or event.key() in _GOING_ON) and not event.modifiers() & _COMMANDS
        if wanted and len(self._kept) < _MOST:
            self._kept.append(event.clone())
        return wanted

    def give(self, window: QWidget) -> None:
        """Give them to what has the focus in the window; a Tab or Enter among them moves it. Nothing is kept."""
        kept, self._kept = self._kept, []
        for event in kept:
            target = window.focusWidget()
            if target is not None:
                QCoreApplication.sendEvent(target, event)
