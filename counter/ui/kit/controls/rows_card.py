"""A card over a list or table, no taller than all rows of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.row_views import rows_height


class RowsCard(FittingFrame):
    """What is white below the last row is ground.

    It is bounded instead of asking for the height: a layout gives what is asked for, even where other parts are cut
    by it. Its owner stands it above a stretch.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._body: QWidget | None = None
        self._listed: Callable[[], QAbstractItemView] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._measure)

    def hug(self, body: QWidget, listed: Callable[[], QAbstractItemView]) -> None:
        """``body``: the part of the card's layout that holds the rows; ``listed``: the view that shows them now."""
        self._body, self._listed = body, listed

    def measure_later(self) -> None:
        """Once the rows are laid out."""
        self._later.start(0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.measure_later()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure_later()

    def _measure(self) -> None:
        layout = self.layout()
        if layout is None or self._body is None or self._listed is None:
            return
        wraps = layout.hasHeightForWidth()
        asked = layout.totalHeightForWidth(self.width()) if wraps else layout.totalSizeHint().height()
        if not self._body.isHidden():  # else a word in its place is all there is
            rows = rows_height(self._listed(), self.window().height())
            asked += rows - self._body.sizeHint().height()
        self.setMaximumHeight(asked)
