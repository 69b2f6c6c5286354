"""How many pixels of a screen make one of the window's: previews are made for the sharpest screen there is.

Not for the screen the window stands on: moved to another one, it shows the same pages as sharp as they can be there.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_MOST = 3.0
"""Beyond that nobody sees it, and a page takes nine times the memory."""


class HasPreviews(Protocol):
    """A facade whose pages are made at a ratio."""

    preview_ratio: float


class Sharpness(QObject):
    """Keeps ``preview_ratio`` of the facade."""

    def __init__(self, frame: QWidget, facade: HasPreviews) -> None:
        super().__init__(frame)
        self._facade = facade
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.look)
        frame.installEventFilter(self)
        self.look()

    def look(self, _added: QScreen | None = None) -> None:
        """Screens came, or changed their ratio."""
        ratios = [screen.devicePixelRatio() for screen in QGuiApplication.screens()]
        self._facade.preview_ratio = min(max(ratios, default=1.0), _MOST)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.look()
        return False
