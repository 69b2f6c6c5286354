"""A scrolling column that keeps its width: the bar's place is always there, its handle only when there is more."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from counter.ui.kit.theme import restyle

_EDGE = 24


class CalmScroll(QScrollArea):
    """Scrolls downwards only. It takes the focus only where nothing in it does.

    Where the hand is stays in sight when the window becomes another size or its letters larger, unless somebody has
    scrolled on to read elsewhere.
    """

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
        self.verticalScrollBar().actionTriggered.connect(self._read_on)
        self._read_from: QWidget | None = None
        self._mark_idle(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._follow_the_hand)  # once everything in it has found its new place

    def _follow_the_hand(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and focus is not self._read_from and self.widget().isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, _EDGE)

    def _read_on(self, _action: int) -> None:
        """The wheel or the bar was used: the eye is elsewhere than the hand."""
        self._read_from = self.window().focusWidget()

    def _mark_idle(self, _least: int, most: int) -> None:
        restyle(self.verticalScrollBar(), idle=most == 0)
