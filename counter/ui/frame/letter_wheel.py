"""Ctrl and the wheel: larger or smaller letters, as in a browser."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent


class LetterWheel(QObject):
    """Watches one window of the system. There are two sizes: up is large, down is usual, and more changes nothing.

    Signals: ``turned(large)``.
    """

    turned = Signal(bool)

    def watch(self, window: QObject) -> None:
        """Watch that window (its ``windowHandle``)."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the turn away, so that nothing scrolls by it."""
        if event.type() is not QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if turn := event.angleDelta().y():
            self.turned.emit(turn > 0)
        return True
