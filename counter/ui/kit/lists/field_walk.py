"""The arrow keys of a search field walk the list that it searches; the cursor stays in the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class FieldWalk(QObject):
    """``walk(step)``: one row down or up."""

    def __init__(self, field: QWidget, walk: Callable[[int], object]) -> None:
        super().__init__(field)
        self._walk = walk
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
        return False
