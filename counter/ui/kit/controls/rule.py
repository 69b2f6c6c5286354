"""A hairline."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class Rule(QFrame):
    """One pixel across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rule")
        self.setFixedHeight(1)
