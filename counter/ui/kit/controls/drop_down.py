"""A list of words of which one is shown: the wheel turns the page under the pointer, not what was chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class DropDown(QComboBox):
    """Chosen by key, press and list, never by the wheel: Qt's own takes the focus from it, wherever the pointer happens
    to rest, and changes with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setAccessibleName(self, name: str) -> None:
        """Also said after what is chosen: on the bus of Linux, Qt gives that as the name, and “全部” says of nothing
        that it is all.
        """
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
