"""An option as a chip, with its digit in the corner while its question is focused."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.ui.kit.controls.accessible_button import AccessibleButton
from counter.ui.kit.theme import Look, restyle

_PIECES = re.compile(
    r"[（(“《〔]*(?:(?:[\u4e00-\u9fff]{0,2}|[A-Za-z0-9]+)\*[A-Za-z0-9*]*[\u4e00-\u9fff]?|[A-Za-z0-9.,]+|.)[）)，。、；：？！”》〕]*"
)  # no break within numbers, masked ones (蒙动*****2号) too, before closing marks or behind opening ones
_SIDE = 12  # border and padding around the caption
_WIDE = 10_000
_MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class Chip(AccessibleButton):
    """A checkable option. Arrows, Enter and digits are handled by the surrounding question; Space toggles it.

    Signals: ``came`` and ``left`` when it gains or loses the focus.
    """

    came = Signal()
    left = Signal()

    def __init__(
        self, look: Look, option: str, label: str, digit: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._words = label
        self._known: dict[tuple[int, int], tuple[list[str], QSize]] = {}
        self._width = _WIDE
        self.option = option
        self._look = look
        self._digit = str(digit) if digit <= 9 else ""
        self._current = False
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(label)
        self.wrap_to(_WIDE)
        look.changed.connect(self.updateGeometry)

    def say(self, label: str) -> None:
        """Change the caption of the same option."""
        if label != self._words:
            self._words = label
            self._known.clear()
            self.wrap_to(self._width)
            self.updateGeometry()

    def size_within(self, width: int) -> QSize:
        """Size for this width."""
        return self._within(width)[1]

    def wrap_to(self, width: int) -> None:
        """Wrap the caption to this width."""
        self._width = width
        self.setText("\n".join(self._within(width)[0]).replace("&", "&&"))

    def sizeHint(self) -> QSize:
        return self.size_within(self._width)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _within(self, width: int) -> tuple[list[str], QSize]:
        """Lines and size for a width, cached: layouts ask dozens of times. What fits in one line is measured once."""
        key = (width, self._look.preferences.letters)
        known = self._known.get(key)
        if known is None:
            space = max(60, width - 2 * _SIDE)
            if width < _WIDE and (whole := self._within(_WIDE))[1].width() - 2 * _SIDE <= space:
                self._known[key] = whole
                return whole
            metrics = self._look.metrics()
            lines = self._lines(space, metrics)
            widest = max(metrics.horizontalAdvance(line) for line in lines)
            height = self._look.px("chip") + 2 + (len(lines) - 1) * metrics.height()
            known = self._known[key] = (lines, QSize(widest + 2 * _SIDE, height))
        return known

    def _lines(self, space: int, metrics: QFontMetrics) -> list[str]:
        lines, line = [], ""
        for piece in _PIECES.findall(self._words):
            if line and metrics.horizontalAdvance(line + piece) > space:
                lines.append(line)
                line = ""
            line += piece
        return [*lines, line]

    def assume(self, assumed: bool) -> None:
        """Checked by default only, not by a person."""
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
