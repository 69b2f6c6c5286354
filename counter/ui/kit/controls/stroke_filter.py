"""Filters bouncing or double key strokes: they count once, also after the focus has moved."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

BOUNCE_MS = 120
"""The same key again within this time is one stroke. Nobody taps a key on purpose faster than seven times a second; a
practised clerk does type the same digit for two questions, and both must count.
"""


class StrokeFilter(QObject):
    """Shared by all widgets among which one key moves the focus. Its object name is ``NAME``."""

    NAME = "strokes"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.NAME)
        self._last: tuple[int, str, int] | None = None
        self._next: QWidget | None = None
        self._heard: set[QWidget] = set()
        self.clock: Callable[[], float] = time.monotonic

    def again(self, event: QKeyEvent) -> bool:
        """Whether this is the same stroke again, by the keyboard's timestamps (milliseconds).

        While a screen reader listens on Linux, Qt hands every key to it first and goes on with a copy that has no
        timestamp: then the time of arrival counts.
        """
        stamp = event.timestamp() or int(self.clock() * 1000)
        before, stroke = self._last, (event.key(), event.text(), stamp)
        self._last = stroke  # some keyboards and tablets send characters without a key code
        return before is not None and before[:2] == stroke[:2] and 0 <= stroke[2] - before[2] < BOUNCE_MS

    def forget(self) -> None:
        """The next key is a new stroke."""
        self._last = None
        self._let_go()

    def lead_to(self, widget: QWidget) -> None:
        """The key moved the focus to this widget: its repeat is ignored there."""
        self._let_go()
        self._next = widget
        widget.installEventFilter(self)

    def hear(self, widget: QWidget) -> None:
        """Strokes there count too: one that leads from it to a widget of ours is the same stroke there."""
        self._heard.add(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        again = self.again(event)
        if watched is self._next:
            if again:
                return True
            self._let_go()
        if watched not in self._heard:
            self._last = None  # the widget may ask of the same stroke itself
        return False

    def _let_go(self) -> None:
        led_to, self._next = self._next, None
        if led_to is not None and led_to not in self._heard:
            led_to.removeEventFilter(self)
