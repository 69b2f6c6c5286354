"""The button that decides, in what scrolls: it stays in sight when something takes room, as a message does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget


def deciding_in(inside: QWidget, port: QRect) -> QPushButton | None:
    """The lowest filled button that is whole in that part of ``inside``."""
    filled = [
        (place.bottom(), button)
        for button in inside.findChildren(QPushButton)
        if button.property("role") == "primary" and button.isVisible() and button.isEnabled()
        if port.contains(place := QRect(button.mapTo(inside, QPoint(0, 0)), button.size()))
    ]
    return max(filled, key=lambda one: one[0])[1] if filled else None


def takes_words(focus: QWidget | None) -> bool:
    """Something is typed there: it comes before a button that its key presses wherever it is."""
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and not focus.isReadOnly()
