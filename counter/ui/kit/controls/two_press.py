"""Two presses: the first says what will happen, the second does it; nothing issues papers by one stroke."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

SETTLE_MS = 250
"""A second press this soon is the same stroke: a double click, a bouncing key, a double Enter."""

FORGET_MS = 30_000
"""After this long without the second press the first one is forgotten, and that is said.

Five seconds were too short to read what will be issued: slow hands filed nothing and did not learn it. What protects is
not the time but that any change, another page and a locked window disarm; so it may be as long as a person reads.
"""


class TwoPress(QObject):
    """Signals: ``armed(bool)`` when the next press acts, or no longer does; ``confirmed`` at the second press;
    ``lapsed`` after ``armed`` when nobody pressed again in time: whoever pressed once is to be told.
    """

    armed = Signal(bool)
    lapsed = Signal()
    confirmed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ready)
        self._forget = QTimer(self)
        self._forget.setObjectName("forget")
        self._forget.setSingleShot(True)
        self._forget.setInterval(FORGET_MS)
        self._forget.timeout.connect(self._lapse)
        self._is_armed = False

    @property
    def is_armed(self) -> bool:
        """The next press acts."""
        return self._is_armed

    @property
    def is_settling(self) -> bool:
        """The first press was just made."""
        return self._settle.isActive()

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

    def _lapse(self) -> None:
        self.disarm()
        self.lapsed.emit()

    def _ready(self) -> None:
        self._is_armed = True
        self._forget.start()
        self.armed.emit(True)


def lapsed_words(key: str) -> str:
    """What stands on the button after the first press was put down by time."""
    return QCoreApplication.translate("TwoPress", "刚才按了一次 {0}，已放下，什么也没有记下").format(key)


def changed_words(key: str) -> str:
    """What stands on the button after the first press was put down by a change."""
    return QCoreApplication.translate("TwoPress", "内容变了，刚才按的一次 {0} 已放下").format(key)
