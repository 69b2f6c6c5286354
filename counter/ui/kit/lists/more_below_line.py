"""What a list does not show: how many of its rows stand below its edge, said in a last line of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QTimer
from PySide6.QtWidgets import QListView

from counter.ui.kit.controls.labels import TextLabel

_AIR, _INDENT = 4, 12


class MoreBelowLine(TextLabel):
    """``还有 6 项 ↓`` at the foot of a list that is cut: the list scrolls above it. ``unit``: what is counted.

    The list calls ``fit`` after its rows or its height changed.
    """

    def __init__(self, view: QListView, unit: str) -> None:
        super().__init__("", "small", view)
        self._view, self._unit = view, unit
        self.setIndent(_INDENT)
        self.leave_reading_to_parent()
        view.verticalScrollBar().valueChanged.connect(self._say)
        self.hide()

    @property
    def frame(self) -> int:
        """What the list's own frame takes of its height, another in each look; none before it is laid out."""
        view = self._view
        return max(0, view.height() - view.viewport().height() - view.viewportMargins().bottom())

    @property
    def least(self) -> int:
        """Height of the line."""
        return self.sizeHint().height() + _AIR

    def fit(self) -> None:
        """Measure once the list is laid out."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        view = self._view
        rows = [view.sizeHintForRow(row) for row in range(view.model().rowCount())]
        port, kept = view.viewport().geometry(), view.viewportMargins().bottom()
        whole = port.height() + kept
        room = 0
        if sum(rows) > whole:
            whole_rows = max(1, (whole - self.least) // rows[0])
            room = max(0, whole - whole_rows * rows[0])  # no row is cut through
        if room != kept:
            view.setViewportMargins(0, 0, 0, room)
        self.setVisible(room > 0)
        self.setGeometry(QRect(port.left(), port.top() + whole - room, port.width(), room))
        self._say()

    def _say(self) -> None:
        if self.isHidden():
            return
        below = self._below()
        translate = QCoreApplication.translate
        words = (
            translate("MoreBelowLine", "还有 {0} {1} ↓")
            if below
            else translate("MoreBelowLine", "上面还有 ↑")
        )
        self.setText(words.format(below, self._unit))

    def _below(self) -> int:
        """Rows that are not whole in sight below the last one that is."""
        view, model = self._view, self._view.model()
        edge = view.viewport().height()
        every = (view.visualRect(model.index(row, 0)) for row in range(model.rowCount()))
        return sum(rect.bottom() >= edge for rect in every)
