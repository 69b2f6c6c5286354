"""Secrets left on a page on which nobody is signed on: after two minutes without a key in them they are taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

LEFT_MS = 120_000
"""Long enough to note eight digits, or to fetch a paper that lies ready."""


class InactivityTimer(QTimer):
    """Calls ``act`` once it ran out; typing in ``fields`` starts it anew, and so does ``start``."""

    def __init__(self, page: QWidget, fields: Iterable[QLineEdit], act: Callable[[], object]) -> None:
        super().__init__(page)
        self.setObjectName("leftAlone")
        self.setSingleShot(True)
        self.setInterval(LEFT_MS)
        self.timeout.connect(act)
        self.heed(fields)

    def heed(self, fields: Iterable[QLineEdit]) -> None:
        """Typing in these starts it anew too."""
        for field in fields:
            field.textEdited.connect(lambda _: self.start())
