"""A scrolling column that keeps its width: the bar's place is always there, its handle only when there is more."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from counter.ui.theme import restyle


class CalmScroll(QScrollArea):
    """Scrolls downwards only. It takes the focus only where nothing in it does."""

    def __init__(
        self, name: str, inside: QWidget, parent: QWidget | None = None, *, reads: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reads else Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._mark_idle)
        self._mark_idle(0, 0)

    def _mark_idle(self, _least: int, most: int) -> None:
        restyle(self.verticalScrollBar(), idle=most == 0)
