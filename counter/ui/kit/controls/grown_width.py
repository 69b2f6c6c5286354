"""Widths that were measured for letters of the usual size, and grow with the letters."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from counter.ui.kit.theme import Look


class GrownWidth(QObject):
    """Keeps a widget so wide; it lives as long as the widget."""

    def __init__(self, look: Look, widget: QWidget, pixels: int) -> None:
        super().__init__(widget)
        self._look, self._widget, self._pixels = look, widget, pixels
        look.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """As wide as today's letters want it."""
        self._widget.setFixedWidth(self._look.grown(self._pixels))
