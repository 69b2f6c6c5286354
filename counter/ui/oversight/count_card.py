"""A number to be read across a room, with what it says of what; Enter or a click opens the list behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import restyle


class CountCard(QFrame):
    """``tone``: of the number where it is not zero: correct, gap, or none. Signals: ``opened``."""

    opened = Signal()

    def __init__(self, name: str, words: str, key: str, tone: str = "") -> None:
        super().__init__()
        self.setObjectName("countCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words, self._tone = words, tone
        self.number = TextLabel("", "far")
        self.number.setObjectName(name)
        self._note = TextLabel("", "small", wrap=True)
        head = QHBoxLayout()
        head.addWidget(TextLabel(words, "strong"))
        head.addStretch(1)
        head.addWidget(KeyCap(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.number)
        column.addWidget(self._note)

    def say(self, number: int, note: str) -> None:
        """Show the number and the sentence under it."""
        self.number.setText(str(number))
        restyle(self.number, tone=self._tone if number else "")
        self._note.setText(note)
        self.setAccessibleName(f"{self._words} {number}，{note}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()
