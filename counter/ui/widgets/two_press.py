"""Two presses: the first says what will happen, the second does it; nothing issues papers by one stroke."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

SETTLE_MS = 250
"""A second press this soon is the same stroke: a double click, a bouncing key, a double Enter."""

FORGET_MS = 5000
"""After this long without the second press the first one is forgotten."""


class TwoPress(QObject):
    """Signals: ``armed(bool)`` when the next press acts, or no longer does; ``confirmed`` at the second press."""

    armed = Signal(bool)
    confirmed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ready)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(FORGET_MS)
        self._forget.timeout.connect(self.disarm)
        self._is_armed = False

    @property
    def is_armed(self) -> bool:
        """The next press acts."""
        return self._is_armed

    def press(self) -> None:
        """One press."""
        if self._is_armed:
            self.disarm()
            self.confirmed.emit()
        elif not self._settle.isActive():
            self._settle.start()

    def disarm(self) -> None:
        """Forget the first press: something changed, or too long ago."""
        self._settle.stop()
        self._forget.stop()
        if self._is_armed:
            self._is_armed = False
            self.armed.emit(False)

    def _ready(self) -> None:
        self._is_armed = True
        self._forget.start()
        self.armed.emit(True)
