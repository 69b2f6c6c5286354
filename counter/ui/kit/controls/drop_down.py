"""A list of words of which one is shown: the wheel turns the page under the pointer, not what was chosen."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class DropDown(QComboBox):
    """Chosen by key, press and list. Qt's own changes with the wheel wherever the pointer happens to rest."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
