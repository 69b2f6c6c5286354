"""Parts that arrange themselves by the width they have."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class FittedToWidth(QWidget):
    """Calls ``fit`` in each new width, and when captions or letters of what is in it changed."""

    def fit(self) -> None:
        """Arrange the parts for ``width()``."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)
