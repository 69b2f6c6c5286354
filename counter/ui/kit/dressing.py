"""Another style sheet for every widget: what is on show at once, what is hidden when it comes on show or in idle time:
of a page that comes on show again what is on show of it.

A window with all its pages has two thousand widgets, nine of ten hidden: a change of theme or letter size must not
wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

REST_MS = 300
"""The hidden waits until the picture of what is on show stands, and for the next key of who tries the looks one by one:
every part that is dressed is a picture more.
"""
_STEP = 40
"""Widgets restyled in one step of idle time, 3 to 8 ms: no longer does a key wait that comes meanwhile."""


class Dresser(QObject):
    """Sets style sheets of the application and restyles every widget once for each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[QWidget, list[QWidget]] = {}
        """Hidden widgets whose parent is on show, and what of each is in old style still; empty: all that is in it."""
        self._idle: QTimer | None = None
        self._keys: QObject | None = None
        """Where keys come in while anything waits."""

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
        shown, hidden = _shown_and_hidden(application.topLevelWidgets())
        _restyle(shown)
        for widget in hidden:
            if isValid(widget):
                widget.installEventFilter(self)
                self._waiting[widget] = []
        if self._waiting and shown:
            self._begin_idle_time(shown[0].window())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._keys:
            if event.type() == QEvent.Type.KeyPress and self._idle is not None and self._waiting:
                self._idle.start(REST_MS)
        elif event.type() in (QEvent.Type.Show, QEvent.Type.ShowToParent) and isinstance(watched, QWidget):
            self._dress_shown(watched)
        return False

    def _dress_shown(self, part: QWidget) -> None:
        """What is on show of a part that came on show; a case in a list of cases, a form on a page wait further."""
        old = self._taken(part)
        hidden = _shown_and_hidden([part])[1] if part.isVisible() else []
        waiting: set[QWidget] = set()
        for root in hidden:
            inside = {root, *root.findChildren(QWidget)}
            if own := [one for one in old if one in inside]:
                self._waiting[root] = own
                root.installEventFilter(self)
            waiting |= inside
        _restyle(one for one in old if one not in waiting)

    def _dress_next(self) -> None:
        while self._waiting:
            part = next(iter(self._waiting))
            if not isValid(part):
                del self._waiting[part]
                continue
            old = self._taken(part)
            if len(old) > _STEP:
                self._waiting = {part: old[_STEP:], **self._waiting}
                part.installEventFilter(self)
            _restyle(old[:_STEP])
            break
        if self._waiting and self._idle is not None:
            self._idle.start(0)
        else:
            self._listen_no_longer()

    def _taken(self, part: QWidget) -> list[QWidget]:
        """What of a part is in old style; it waits no longer."""
        part.removeEventFilter(self)
        return self._waiting.pop(part, None) or [part, *part.findChildren(QWidget)]

    def _begin_idle_time(self, window: QWidget) -> None:
        self._idle = QTimer(window)  # there is nothing to do once that window is gone
        self._idle.setObjectName("dressInIdleTime")
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._dress_next)
        self._idle.start(REST_MS)
        self._keys = window.windowHandle()
        self._keys.installEventFilter(self)

    def _forget(self) -> None:
        for part in self._waiting:
            if isValid(part):
                part.removeEventFilter(self)
        self._waiting = {}
        self._listen_no_longer()
        idle, self._idle = self._idle, None
        if idle is not None and isValid(idle):
            idle.stop()
            idle.deleteLater()

    def _listen_no_longer(self) -> None:
        keys, self._keys = self._keys, None
        if keys is not None and isValid(keys):
            keys.removeEventFilter(self)


def _shown_and_hidden(windows: Iterable[QWidget]) -> tuple[list[QWidget], list[QWidget]]:
    """What is on show in these windows, and the hidden widgets whose parents are; nothing that lies in a hidden one is
    looked at, for that are nine of ten.
    """
    shown, hidden, waiting = [], [], list(windows)
    while waiting:
        widget = waiting.pop()
        if widget.isVisible():
            shown.append(widget)
            inside = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            waiting += (one for one in inside if not one.isWindow())
        else:
            hidden.append(widget)
    return shown, hidden


def _restyle(widgets: Iterable[QWidget]) -> None:
    changed = QEvent(QEvent.Type.StyleChange)
    for widget in widgets:
        if isValid(widget):  # some rebuild inner parts when the style changes
            widget.style().polish(widget)
            QCoreApplication.sendEvent(widget, changed)
