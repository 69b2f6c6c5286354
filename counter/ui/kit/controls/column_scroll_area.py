"""A vertical scroll area of constant width: space for the bar is reserved, its handle is shown only when needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from counter.ui.kit.theme import restyle

_EDGE = 24


class ColumnScrollArea(QScrollArea):
    """Takes the focus only where no child does.

    The focused child is kept in sight when window or font size change, unless the person scrolled elsewhere.
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
        QTimer.singleShot(0, self, self._follow_focus)  # after the layout of its children

    def _follow_focus(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and focus is not self._read_from and self.widget().isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, _EDGE)

    def _read_on(self, _action: int) -> None:
        """The person scrolled by wheel or bar, away from the focus."""
        self._read_from = self.window().focusWidget()

    def _mark_idle(self, _least: int, most: int) -> None:
        restyle(self.verticalScrollBar(), idle=most == 0)
