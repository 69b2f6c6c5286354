"""A window stays where it can be reached while the screen changes its size, or a second one goes.

Not every window manager sees to that: a window of 1366 pixels stood beyond the edge of a screen that had become 1024
wide, with its deciding button out of reach.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.frame.window_place import place_of, reachable_place

_LATER_MS = 500
"""A display that takes the place of another is gone for a moment, and a window manager may move the window itself."""


class KeptOnScreen(QObject):
    """Watches the screens for ``window`` and the dialogs over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._later = QTimer(self)
        self._later.setObjectName("keptOnScreen")
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._watch)
        application.screenRemoved.connect(self._later.start)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._later.start)

    def _look(self) -> None:
        for one in (self._window, *self._dialogs()):
            standing = Qt.WindowState.WindowNoState
            if one.isVisible() and one.windowState() & ~Qt.WindowState.WindowActive == standing:
                self._bring_back(one)

    def _dialogs(self) -> list[QWidget]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one.windowType() is Qt.WindowType.Dialog
            and (under := one.parentWidget()) is not None
            and under.window() is self._window
        ]

    def _bring_back(self, one: QWidget) -> None:
        least = QRect(one.pos(), one.minimumSize())
        here = QGuiApplication.screenAt(one.geometry().center()) or one.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        free = [screen.availableGeometry() for screen in (here, *others)]
        now, place = place_of(one), reachable_place(place_of(one), free, least)
        if place != now:
            one.setGeometry(place.x, place.y, place.width, place.height)
