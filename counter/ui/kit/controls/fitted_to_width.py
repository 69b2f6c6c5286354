"""Parts that arrange themselves by the room they have."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class FittedToWidth(QWidget):
    """Calls ``fit`` in each new size, and when captions, rows or letters of what is in it changed.

    Not for what ``fit`` itself changed: Qt tells of that while it still goes on, and while letters change, when some
    parts have their new size and others have not, each answer would lead to the opposite one, without end.
    """

    _is_fitting = False

    def fit(self) -> None:
        """Arrange the parts for ``width()``, or for ``height()`` too."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_once()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_once()
        return super().event(event)

    def _fit_once(self) -> None:
        if self._is_fitting:
            return
        self._is_fitting = True
        try:
            self.fit()
        finally:
            self._is_fitting = False
