"""Where the window stood: kept when it is closed, and only used while a screen is there that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from counter.services.context.preferences import WindowPlace

_SEEN = 120
"""Pixels of the upper edge that have to be on a screen, so that the window can be taken hold of."""
_BAR = 40
"""Height of a desktop's title bar, at most."""


def place_of(window: QWidget) -> WindowPlace:
    """Where it stands now; of a maximised one where it would be otherwise."""
    usual = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowPlace(usual.x(), usual.y(), usual.width(), usual.height(), window.isMaximized())


def show_whole(window: QWidget, place: WindowPlace | None = None) -> None:
    """Show it where it stood when it was closed (``place``); else at its own size, or maximised where the screen is too
    small for the window and its decorations.
    """
    screens = [screen.availableGeometry() for screen in QApplication.screens()]
    usable = usable_place(place, screens, QRect(QPoint(0, 0), window.minimumSize()))
    if usable is not None:
        window.setGeometry(usable.x, usable.y, usable.width, usable.height)
        window.showMaximized() if usable.maximised else window.show()
        return
    available, least = window.screen().availableSize(), window.minimumSize()
    fits = available.width() > window.width() and available.height() - _BAR > window.height()
    if fits or available.width() < least.width():  # the screen is below the minimum size
        window.show()
    else:
        window.showMaximized()


def usable_place(place: WindowPlace | None, screens: Sequence[QRect], least: QRect) -> WindowPlace | None:
    """The place where enough of it is on one of the screens (their free areas), whole on that screen; else None.

    ``least``: of that size at least. The screen it stood on may be gone, or be another one.
    """
    if place is None:
        return None
    edge = QRect(place.x, place.y, place.width, 1)
    for screen in screens:
        seen = edge.intersected(screen.adjusted(0, 0, 0, -_BAR))
        if seen.width() >= _SEEN and seen.height() > 0:
            return _inside(place, screen, least)
    return None


def reachable_place(place: WindowPlace, screens: Sequence[QRect], least: QRect) -> WindowPlace:
    """As ``usable_place``; where too little of it is on any of the screens, on the first."""
    return usable_place(place, screens, least) or _inside(place, screens[0], least)


def _inside(place: WindowPlace, screen: QRect, least: QRect) -> WindowPlace:
    """As it stood where the screen holds it; else moved and made smaller, with room for the title bar above it."""
    whole = QRect(place.x, place.y, max(place.width, least.width()), max(place.height, least.height()))
    if screen.contains(whole):
        return WindowPlace(place.x, place.y, whole.width(), whole.height(), place.maximised)
    free = screen.adjusted(0, _BAR, 0, 0)
    width = max(least.width(), min(whole.width(), free.width()))
    height = max(least.height(), min(whole.height(), free.height()))
    left = max(free.left(), min(place.x, free.left() + free.width() - width))
    top = max(free.top(), min(place.y, free.top() + free.height() - height))
    return WindowPlace(left, top, width, height, place.maximised)
