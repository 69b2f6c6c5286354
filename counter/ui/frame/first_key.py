"""The first key after a warning: it ends the warning and does nothing else, unless it begins a scan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.frame.scanner import GAP_MS, LEAST


class FirstKey(QObject):
    """Holds what comes in a scanner's time after ``begin``: ``LEAST`` characters are a scan and go on to the page, less
    is dropped.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holding = self._pressed = self.replaying = False
        self._held: list[QKeyEvent] = []
        self._last = 0
        self._key = Qt.Key.Key_unknown
        self._gap = QTimer(self)
        self._gap.setObjectName("firstKey")
        self._gap.setSingleShot(True)
        self._gap.setInterval(GAP_MS)
        self._gap.timeout.connect(self._end)

    def begin(self) -> None:
        """The warning is being ended by a key."""
        if not self._holding:
            self._holding, self._held, self._last = True, [], 0

    def drop(self) -> None:
        """Nothing is waited for any more."""
        self._end()
        self._pressed = False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key is held or dropped, instead of going on to the page."""
        if not self._holding:
            own = self._pressed and event.key() == self._key
            released = event.type() is QEvent.Type.KeyRelease and not event.isAutoRepeat()
            self._pressed = self._pressed and not (own and released)
            return own and (released or event.isAutoRepeat())  # of the key that was dropped, still held down
        if event.type() is QEvent.Type.ShortcutOverride:
            if self._comes_late(event):
                return False
            event.accept()  # no shortcut: it comes again as a key
            return True
        if event.type() is QEvent.Type.KeyPress:
            if self._comes_late(event):
                return False
            self._key, self._pressed = Qt.Key(event.key()), True
            self._last = event.timestamp()
            self._gap.start()
        self._held.append(event.clone())
        characters = sum(bool(e.text()) for e in self._held if e.type() is QEvent.Type.KeyPress)
        if characters >= LEAST:
            self._replay()
        return True

    def _comes_late(self, event: QKeyEvent) -> bool:
        """By the keyboard's clock this is a person's next key: what was held is dropped."""
        late = bool(self._last and event.timestamp() - self._last > GAP_MS)
        if late:
            self._end()
            self._pressed = False
        return late

    def _end(self) -> None:
        self._gap.stop()
        self._holding, self._held = False, []

    def _replay(self) -> None:
        held = self._held
        self._end()
        self._pressed = False
        self.replaying = True
        try:
            for event in held:
                target: QWidget | None = QApplication.focusWidget()
                if target is not None:
                    QApplication.sendEvent(target, event)
        finally:
            self.replaying = False
