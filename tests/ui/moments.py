"""The moments that a window waits for, by the names of their timers: a test lets one come at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer


def moment(owner: QObject, name: str = "") -> QTimer:
    """What waits in a widget for that moment; without a name, the only thing in it that waits."""
    timer = owner.findChild(QTimer, name) if name else owner.findChild(QTimer)
    assert isinstance(timer, QTimer), name
    return timer
