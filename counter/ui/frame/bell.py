"""A tone for a message that somebody has to act on, where the station wants to hear it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

_HEARD = (Tone.WORLD, Tone.REFUSED, Tone.BUG)


class Bell(QObject):
    """The system's own tone, no file. Signals: ``rang``."""

    rang = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def hear(self, message: Message) -> None:
        """A message is shown."""
        if self._look.preferences.sound and message.tone in _HEARD:
            self.ring()

    def ring(self) -> None:
        """Sound once."""
        QApplication.beep()
        self.rang.emit()
