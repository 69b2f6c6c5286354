"""Sentences that a screen reader says at once, wherever the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


def announce(speaker: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let a screen reader say ``sentence``; an ``urgent`` one interrupts what it is saying.

    Two events, for Qt hands an alert on to Windows alone and an announcement to the AT-SPI bus of Linux alone
    (``object:announcement``, at-spi2-core 2.46 and later).
    """
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(speaker, QAccessible.Event.Alert))
    said = QAccessibleAnnouncementEvent(speaker, sentence)
    polite, assertive = (
        QAccessible.AnnouncementPoliteness.Polite,
        QAccessible.AnnouncementPoliteness.Assertive,
    )
    said.setPoliteness(assertive if urgent else polite)
    QAccessible.updateAccessibility(said)


def announce_row(view: QAbstractItemView) -> None:
    """Say the current row of a list that another widget walks, or that a key has changed: the focus stays there. A list
    that is made anew behind something else says nothing.
    """
    if not QAccessible.isActive() or not view.isVisible():
        return
    cell = view.currentIndex().siblingAtColumn(0)
    words = cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data(Qt.ItemDataRole.DisplayRole)
    if words:
        announce(view, str(words))
