"""Sentences that a screen reader says at once, wherever the focus is."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


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
