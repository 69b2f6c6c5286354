"""Measuring anew in another look: at once what is on show, what is hidden when it comes on show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from counter.ui.kit.theme import Look


def follow_look(look: Look, widget: QWidget, measure: Callable[[], object]) -> None:
    """Call ``measure`` once for every change of theme or letter size that is seen on the widget. A window keeps the
    tables of all its pages: a key that changes the look must not wait for those nobody sees.
    """
    _Follower(look, widget, measure)


class _Follower(QObject):
    def __init__(self, look: Look, widget: QWidget, measure: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._measure = measure
        self._waits = False
        look.changed.connect(self._follow)

    def _follow(self) -> None:
        if self._widget.isVisible():
            self._measure()
        elif not self._waits:
            self._waits = True
            self._widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._waits = False
            watched.removeEventFilter(self)
            self._measure()
        return False
