"""Another style sheet for every widget: what is on show at once, what is hidden when it comes on show or in idle time.

A window with all its pages has two thousand widgets, nine of ten hidden: a change of theme or letter size must not
wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Dresser(QObject):
    """Sets style sheets of the application and restyles every widget once for each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        """Hidden widgets in old style whose parent is on show; with all that is in them."""
        self._idle = QTimer(self)
        self._idle.setObjectName("dressInIdleTime")
        self._idle.setSingleShot(True)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._dress_next)

    def dress(self, application: QApplication, sheet: str) -> None:
        """Set a style sheet.

        Qt 6.9 restyles a widget once per ancestor (``QStyleSheetStyle::updateObjects`` descends from every known
        widget), a second for a long form: so the cache is cleared first and each widget is restyled here.
        """
        worn = application.styleSheet()
        if worn == sheet:
            return  # after the fonts were loaded: the sheet names them, it does not hold them
        if not worn:
            application.setStyleSheet(sheet)  # at the start the cache is empty and no style exists yet
            return
        application.style().unpolish(application)
        application.setStyleSheet(sheet)
        self._forget()
        every = application.allWidgets()
        hidden = [widget for widget in every if not widget.isVisible()]
        _restyle(widget for widget in every if widget.isVisible())
        for widget in hidden:
            if isValid(widget) and _is_outermost(widget):
                widget.installEventFilter(self)
                self._waiting.append(widget)
        self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.ShowToParent) and isinstance(watched, QWidget):
            if watched in self._waiting:
                self._waiting.remove(watched)
            self._dress_part(watched)
        return False

    def _dress_next(self) -> None:
        while self._waiting:
            part = self._waiting.pop(0)
            if isValid(part):
                self._dress_part(part)
                break
        if self._waiting:
            self._idle.start()

    def _dress_part(self, part: QWidget) -> None:
        part.removeEventFilter(self)
        _restyle([part, *part.findChildren(QWidget)])

    def _forget(self) -> None:
        for part in self._waiting:
            if isValid(part):
                part.removeEventFilter(self)
        self._waiting = []
        self._idle.stop()


def _is_outermost(hidden: QWidget) -> bool:
    parent = None if hidden.isWindow() else hidden.parentWidget()
    return parent is None or parent.isVisible()


def _restyle(widgets: Iterable[QWidget]) -> None:
    changed = QEvent(QEvent.Type.StyleChange)
    for widget in widgets:
        if isValid(widget):  # some rebuild inner parts when the style changes
            widget.style().polish(widget)
            QCoreApplication.sendEvent(widget, changed)
