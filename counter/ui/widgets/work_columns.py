"""The three columns of 受理 side by side: what is asked, what was brought, what follows; the middle one gives way."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.ui.theme import Look


class WorkColumns(QWidget):
    """Places the columns; the side ones take a share of what is wider than a small screen."""

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
        spare = max(0, self.width() - 1290)
        self._left.setFixedWidth(self._look.px("left") + min(80, spare // 7))
        self._right.setFixedWidth(self._look.px("right") + min(100, spare // 6))
