"""A white surface with a hairline around it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget


class FittingFrame(QFrame):
    """Holds a part that scrolls: where there is less room than all words take, that part gives way, and the button
    under it stays in sight.

    What tells Qt its height for each width is never given less than that. This one tells it for the width that it has,
    and what it can do with.
    """

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return super().sizeHint()
        return QSize(layout.totalSizeHint().width(), layout.totalHeightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        layout, least = self.layout(), super().minimumSizeHint()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), layout.totalMinimumHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # words wrap at another width


def on_card(inside: QWidget, edge: int = 4) -> QFrame:
    """The widget on a card, ``edge`` pixels from its hairline."""
    return _holding(QFrame(), inside, edge)


def hugging(inside: QWidget, edge: int = 4) -> QFrame:
    """A card no taller than what is on it in the width it has: white paper that says nothing is a void."""
    card = _holding(FittingFrame(), inside, edge)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return card


def _holding(card: QFrame, inside: QWidget, edge: int) -> QFrame:
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(edge, edge, edge, edge)
    column.addWidget(inside)
    return card


def at_top(card: QWidget) -> QWidget:
    """Such a card in a place that is taller: at its top, and all of it where it needs all."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card, 1)
    column.addStretch(0)
    return place
