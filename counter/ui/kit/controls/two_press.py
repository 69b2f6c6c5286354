"""Confirmation by two presses: the first shows what will happen, the second does it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

SETTLE_MS = 250
"""A press so soon after the one before is the same stroke: a double click, a bouncing key, a key drummed on. However
many follow so closely, none of them confirms.
"""

FORGET_MS = 30_000
"""A first press without a second expires after this time, with a notice.

Five seconds were too short to read what will be issued. Safety does not come from the time: any change, page switch
or lock disarms too; so it may be as long as reading takes.
"""


class TwoPress(QObject):
    """Signals: ``armed(bool)`` when the next press acts, or no longer does; ``confirmed`` at the second press;
    ``lapsed`` after ``armed`` when the first press expired, to be shown.
    """

    armed = Signal(bool)
    lapsed = Signal()
    confirmed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settle = QTimer(self)
        self._settle.setObjectName("settling")
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        # In a window that stood for a moment a bounce of the key may lie behind that timer: it is delivered in the
        # same turn of the event loop, so a press acts from the following turn on.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._settle.timeout.connect(self._turn.start)
        self._turn.timeout.connect(self._ready)
        self._forget = QTimer(self)
        self._forget.setObjectName("forget")
        self._forget.setSingleShot(True)
        self._forget.setInterval(FORGET_MS)
        self._forget.timeout.connect(self._lapse)
        self._is_armed = self._acts = False

    @property
    def acts(self) -> bool:
        """The second press is being made: what it does is told next, and not that the first one is over."""
        return self._acts

    @property
    def is_armed(self) -> bool:
        """The next press acts."""
        return self._is_armed

    @property
    def is_settling(self) -> bool:
        """The first press was just made."""
        return self._settle.isActive() or self._turn.isActive()

    def press(self) -> None:
        """One press."""
        if self._is_armed:
            self._acts = True
            self.disarm()
            self._acts = False
            self.confirmed.emit()
        else:
            self._turn.stop()
            self._settle.start()

    def disarm(self) -> None:
        """Drop the first press: something changed, or it expired."""
        self._settle.stop()
        self._turn.stop()
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


def expired_caption(key: str) -> str:
    """Caption after the first press expired."""
    return QCoreApplication.translate("TwoPress", "刚才按了一次 {0}，已放下，什么也没有记下").format(key)


def changed_caption(key: str) -> str:
    """Caption after a change dropped the first press."""
    return QCoreApplication.translate("TwoPress", "内容变了，刚才按的一次 {0} 已放下").format(key)
