"""One answer to press: a chip with its digit in the corner while its question is current."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from counter.ui.theme import Look, restyle

_PIECES = re.compile(r"[A-Za-z0-9.,]+|.")  # a number is never broken in two
_MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class Chip(QPushButton):
    """Checkable. Arrows, Enter and digits are left to the question around it; Space presses it.

    Signals: ``came`` and ``left`` when the focus comes to it and goes.
    """

    came = Signal()
    left = Signal()

    def __init__(
        self, look: Look, option: str, label: str, digit: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = label
        self._wrap_width = 0
        self.option = option
        self._look = look
        self._digit = str(digit) if digit <= 9 else ""
        self._current = False
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(label)
        self.wrap_to(10_000)

    def wrap_to(self, width: int) -> None:
        """Break the words into as many lines as this width asks for."""
        if width == self._wrap_width:
            return
        self._wrap_width = width
        room = max(60, width - 26)
        metrics = self._look.metrics()
        lines, line = [], ""
        for piece in _PIECES.findall(self._words):
            if line and metrics.horizontalAdvance(line + piece) > room:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
        self.setText("\n".join(lines).replace("&", "&&"))
        extra = (len(lines) - 1) * metrics.height()
        self.setStyleSheet(f"min-height: {self._look.px('chip') + extra}px" if extra else "")

    def assume(self, assumed: bool) -> None:
        """Chosen by default only, nobody has said so yet."""
        restyle(self, assumed=assumed)

    def show_digit(self, current: bool) -> None:
        """Show the digit that picks this chip."""
        self._current = current
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES or event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self._current and self._digit):
            return
        painter = QPainter(self)
        painter.setFont(self._look.font("tiny"))
        painter.setPen(self._look.colour("on_fill" if self.isChecked() else "second"))
        painter.drawText(QPoint(3, painter.fontMetrics().ascent() + 1), self._digit)
