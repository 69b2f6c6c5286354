"""Where the window stood: kept when it is closed, and only used while a screen is there that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from counter.services.context.preferences import WindowPlace

_SEEN = 120
"""Pixels of the upper edge that have to be on a screen, so that the window can be taken hold of."""
_BAR = 40
"""Height of a desktop's title bar, at most."""


def place_of(window: QWidget) -> WindowPlace:
    """Where it stands now; of a maximised one where it would be otherwise."""
    usual = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowPlace(usual.x(), usual.y(), usual.width(), usual.height(), window.isMaximized())


def usable_place(place: WindowPlace | None, screens: Sequence[QRect], least: QRect) -> WindowPlace | None:
    """The place where enough of it is on one of the screens (their free areas), no larger than that screen; else None.

    ``least``: of that size at least. The screen it stood on may be gone, or be another one.
    """
    if place is None:
        return None
    edge = QRect(place.x, place.y, place.width, 1)
    for screen in screens:
        seen = edge.intersected(screen.adjusted(0, 0, 0, -_BAR))
        if seen.width() >= _SEEN and seen.height() > 0:
            width = max(least.width(), min(place.width, screen.width()))
            height = max(least.height(), min(place.height, screen.height()))
            return WindowPlace(place.x, place.y, width, height, place.maximised)
    return None
