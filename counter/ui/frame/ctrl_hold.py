"""Ctrl held down alone for a while shows the keys of the page; let go, or pressed with another key, it hides them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

HOLD_MS = 900
"""Longer than anybody holds Ctrl while reaching for the next key."""

_ENDS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusOut)


class CtrlHold(QObject):
    """Watches the events of one window of the system, not every event of the program. Signals: ``held``; ``released``
    after ``held``.
    """

    held = Signal()
    released = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setObjectName("ctrlHold")
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOLD_MS)
        self._timer.timeout.connect(self._hold)

    def watch(self, window: QObject) -> None:
        """Watch that window (its ``windowHandle``)."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Never takes an event away: Ctrl and what follows it act as ever."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if (
                event.key() == Qt.Key.Key_Control
                and not event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
            ):
                if not event.isAutoRepeat() and not self._shown:
                    self._timer.start()
            else:
                self.end()
        elif kind in _ENDS or (kind is QEvent.Type.KeyRelease and not _repeats(event)):
            self.end()
        return False

    def end(self) -> None:
        """It is no longer held alone."""
        self._timer.stop()
        if self._shown:
            self._shown = False
            self.released.emit()

    def _hold(self) -> None:
        self._shown = True
        self.held.emit()


def _repeats(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.isAutoRepeat()
