"""The three columns of 受理: questions, materials, outcome; the middle one gives way."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.services.context.preferences import LARGE
from counter.ui.kit.theme import Look

_LEAST_MIDDLE = 36
"""Minimum width of the middle column in text sizes, as far as the outer ones can spare it."""
_LEFT_GIVES = {True: 5, False: 6}
_RIGHT_GIVES = {True: 6, False: 12}
"""The part of themselves that they give up where the middle one is short, by whether letters are of the two largest
sizes. In usual letters the right one gives nothing: it has to hold the number of an identity card.
"""
_USUAL = 100


class WorkColumns(QWidget):
    """Places the columns; the outer ones get a share of the width beyond a small screen."""

    def __init__(
        self, look: Look, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._left = left
        self._right = right
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(left)
        line.addWidget(middle, 1)
        line.addWidget(right)
        look.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        left, right = self._look.px("left"), self._look.px("right")
        spare = max(0, self.width() - 1290)
        short = max(0, left + right + _LEAST_MIDDLE * self._look.px("text") - self.width())
        letters = self._look.preferences.letters
        largest = letters > LARGE
        of_left = left // _LEFT_GIVES[largest]
        of_right = right // _RIGHT_GIVES[largest] if letters > _USUAL else 0
        self._left.setFixedWidth(left + min(80, spare // 7) - min(of_left, short // 2 if of_right else short))
        self._right.setFixedWidth(right + min(100, spare // 6) - min(of_right, short // 2))
