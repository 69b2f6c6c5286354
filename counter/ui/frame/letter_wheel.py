"""Ctrl and the wheel: larger or smaller letters, as in a browser."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent

_NOTCH = 120
"""What one notch of a usual wheel turns, in Qt's eighths of a degree; a touch pad tells many small parts of it."""


class LetterWheel(QObject):
    """Watches one window of the system. Signals: ``turned(steps)``, up is more than 0."""

    turned = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turned = 0

    def watch(self, window: QObject) -> None:
        """Watch that window (its ``windowHandle``)."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the turn away, so that nothing scrolls by it."""
        if event.type() is not QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            self._turned = 0
            return False
        turn = event.angleDelta().y()
        if turn * self._turned < 0:
            self._turned = 0  # the finger turned back
        self._turned += turn
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self.turned.emit(steps)
        return True
