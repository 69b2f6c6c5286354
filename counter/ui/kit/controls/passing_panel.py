"""A panel that is opened over a page for a moment and gives the focus back when it closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid


class PassingPanel(QFrame):
    """Esc closes it. ``enter`` notes where the focus was, ``leave`` puts it there again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: QWidget | None = None

    def enter(self) -> None:
        """It is about to be shown: note where the focus is, unless it is shown already."""
        if not self.isVisible():
            self._left = QApplication.focusWidget()

    def leave(self) -> None:
        """Close and restore the focus."""
        self.hide()
        if self._left is not None and isValid(self._left) and self._left.isVisible():
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
