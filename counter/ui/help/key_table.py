"""Groups of keys in columns that fill the width: each key in a small frame, what it does beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter.ui.help.bound_keys import KeyGroup
from counter.ui.kit.controls.labels import KeyCap, TextLabel

_COLUMN = 330
"""Pixels that a key with its words needs."""
_CAP = 96


class KeyTable(QWidget):
    """Read from top to bottom, then the next column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[KeyGroup] = ()
        self._across = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 16)
        self._column.setSpacing(12)
        self._inside: QWidget | None = None

    @property
    def groups(self) -> Sequence[KeyGroup]:
        """What is shown."""
        return self._groups

    def show_groups(self, groups: Sequence[KeyGroup], width: int) -> None:
        """Show these in columns that fit the width, in pixels."""
        self._groups = groups
        self._across = max(1, (width - 32) // _COLUMN)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = max(1, (self.width() - 32) // _COLUMN)
        if self._groups and across != self._across:
            self._across = across
            self._draw()

    def _draw(self) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for group in self._groups:
            column.addWidget(TextLabel(group.title, "strong"))
            column.addLayout(self._grid(group))
            column.addSpacing(10)
        column.addStretch(1)
        self._column.addWidget(self._inside)

    def _grid(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        rows = -(-len(group.keys) // self._across)
        for at, key in enumerate(group.keys):
            column, row = divmod(at, rows)
            cap = KeyCap(key.key)
            cap.leave_reading_to_parent()  # the words beside it begin with the key
            words = TextLabel(key.words, wrap=True)
            words.setAccessibleName(f"{key.key}，{key.words}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(cap, row, column * 2, Qt.AlignmentFlag.AlignLeft | top)
            grid.addWidget(words, row, column * 2 + 1, top)
        for column in range(self._across):
            grid.setColumnMinimumWidth(column * 2, _CAP)
            grid.setColumnMinimumWidth(column * 2 + 1, _COLUMN - _CAP - 30)
            grid.setColumnStretch(column * 2 + 1, 1)
        return grid
