"""A white surface with a hairline around it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget


def on_card(inside: QWidget, edge: int = 4) -> QFrame:
    """The widget on a card, ``edge`` pixels from its hairline."""
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(edge, edge, edge, edge)
    column.addWidget(inside)
    return card


def hugging(inside: QWidget, edge: int = 4) -> QFrame:
    """A card no taller than what is on it: white paper that says nothing is a void."""
    card = on_card(inside, edge)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return card


def at_top(card: QWidget) -> QWidget:
    """Such a card in a place that is taller: at its top, and all of it where it needs all."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card, 1)
    column.addStretch(0)
    return place
