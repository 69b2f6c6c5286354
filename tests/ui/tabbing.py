"""Where Tab goes from part to part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def tabs_through(first: QWidget, many: int) -> list[str]:
    """The names of the stops from ``first`` on."""
    first.setFocus()
    names = []
    for _ in range(many):
        holder = QApplication.focusWidget()
        assert holder is not None
        names.append(holder.objectName())
        QTest.keyClick(holder, Qt.Key.Key_Tab)
    return names
