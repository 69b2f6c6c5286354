"""A number with its unit and what it says of what; Enter or a click opens the list behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import restyle

_HURTS, _TONE_LINE, _ROUND = "correct", 3, 8
"""The tone with a line along the top; how thick that is, and what it leaves to the round corners."""


class CountCard(QFrame):
    """``tone``: of the number where it is not zero: correct, gap, or none. Signals: ``opened``."""

    opened = Signal()

    def __init__(self, name: str, words: str, key: str, tone: str = "") -> None:
        super().__init__()
        self.setObjectName("countCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words, self._tone = words, tone
        self.number = TextLabel("", "figure")
        self.number.setObjectName(name)
        self._unit = TextLabel("", "small")
        self._note = TextLabel("", "small", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.addWidget(TextLabel(words, "second"))
        head.addStretch(1)
        head.addWidget(KeyCap(key))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        self._line = QFrame(self)  # over it and no part of its frame: words stay in line with those beside
        self._line.setObjectName("countLine")
        self._line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._note, 1)

    def say(self, number: str, unit: str, note: str) -> None:
        """Show the number with its unit and the sentence under it; "0" is quiet."""
        self.number.setText(number)
        self._unit.setText(unit)
        tone = self._tone if number != "0" else ""
        restyle(self.number, tone=tone)
        self._line.setVisible(tone == _HURTS)  # what hurts people now is met first
        self._note.setText(note)
        self._note.setToolTip(note)
        self.setAccessibleName(f"{self._words} {number}{unit}，{note}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(_ROUND, 0, self.width() - 2 * _ROUND, _TONE_LINE)

    @property
    def spoken(self) -> str:
        """Everything that it says."""
        return self.accessibleName()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
