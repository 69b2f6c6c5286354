"""The button that decides, in what scrolls: it stays in sight when something takes room, as a message does, and where
it lies below the edge it stands at the foot (``deciding_foot``).
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from counter.ui.kit.controls.deciding_foot import DecidingFoot


def deciding_in(inside: QWidget, port: QRect) -> QPushButton | None:
    """The lowest filled button that is whole in that part of ``inside``."""
    filled = [
        (place.bottom(), button)
        for button in _filled_in(inside)
        if button.isEnabled() and port.contains(place := _place_in(inside, button))
    ]
    return max(filled, key=lambda one: one[0])[1] if filled else None


def deciding_below(inside: QWidget, edge: int, before: QPushButton | None = None) -> QPushButton | None:
    """The lowest filled button of ``inside`` that can be pressed, where it is not whole above the edge. Of what scrolls
    within it the foot counts. ``before``: stands at the foot already, and stays there while it is at work.
    """
    filled = [
        (_place_in(inside, part).bottom(), button)
        for button in _filled_in(inside)
        if (button.isEnabled() or button is before) and (part := _seen_as(button, inside)) is not None
    ]
    bottom, button = max(filled, key=lambda one: one[0], default=(0, None))
    return button if bottom >= edge else None


def takes_words(focus: QWidget | None) -> bool:
    """Something is typed there: it comes before a button that its key presses wherever it is."""
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and not focus.isReadOnly()


def _filled_in(inside: QWidget) -> Iterator[QPushButton]:
    """One that rests, as the act does whose form is open, is white: it decides nothing now."""
    for button in inside.findChildren(QPushButton):
        if button.property("role") == "primary" and not button.property("quiet") and button.isVisible():
            yield button


def _place_in(inside: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(inside, QPoint(0, 0)), part.size())


def _seen_as(button: QPushButton, inside: QWidget) -> QWidget | None:
    """The button, or the foot that it stands at; None where it is whole in what scrolls within ``inside``."""
    around = button.parentWidget()
    while around is not None and around is not inside:
        if isinstance(around, QAbstractScrollArea):
            foot = around.findChild(DecidingFoot, options=Qt.FindChildOption.FindDirectChildrenOnly)
            return foot if foot is not None and foot.of is button else None
        around = around.parentWidget()
    return button
