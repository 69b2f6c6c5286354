"""A vertical scroll area of constant width: space for the bar is reserved, its handle is shown only when needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

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


class FittingScrollArea(ColumnScrollArea):
    """As tall as what is inside, and scrolls only where there is less room; what stands under it is never cut off."""

    _LEAST = 96

    def __init__(self, name: str, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(name, inside, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        hint = self.widget().sizeHint()
        return QSize(hint.width() + self.verticalScrollBar().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        least = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(least, min(self._LEAST, self._tall()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()  # words wrap at another width

    def _fit(self) -> None:
        """Inside it is no taller than its words at this width: they ask for more than that when they are narrow."""
        self.widget().setMinimumHeight(self._tall())
        self.updateGeometry()

    def _tall(self) -> int:
        layout, width = self.widget().layout(), self.viewport().width()
        if layout is not None and layout.hasHeightForWidth() and width > 0:
            return layout.totalHeightForWidth(width)
        return self.widget().sizeHint().height()
