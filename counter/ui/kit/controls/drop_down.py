"""A list of words of which one is shown: the wheel turns the page under the pointer, not what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class DropDown(QComboBox):
    """Chosen by key, press and list, never by the wheel: Qt's own takes the focus from it, wherever the pointer happens
    to rest, and changes with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._written: QWidget | None = None

    def hand_on_to(self, field: QWidget) -> None:
        """Letters and digits, of which no word of the list is made, are meant for that field."""
        self._written = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if self._written is None or not (text.isascii() and text.isalnum()) or event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
            return
        self._written.setFocus(Qt.FocusReason.TabFocusReason)  # what stands there is selected, and replaced
        QCoreApplication.sendEvent(self._written, event)

    def setAccessibleName(self, name: str) -> None:
        """Also said after what is chosen: on the bus of Linux, Qt gives that as the name, and “全部” says of nothing
        that it is all.
        """
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
