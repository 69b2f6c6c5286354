"""What is wrong with a state of the applicant's screen by its sizes: targets, letters, and whatever is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget

from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.touch.buttons import BigButton, QuickButton

SIZES = (
    (1024, 600, 154.0),  # 7 inch
    (1024, 600, 222.0),  # 10.1 inch
    (1280, 800, 217.0),  # 10.1 inch
    (1366, 768, 310.0),  # 14 inch
    (1920, 1080, 344.0),  # 15.6 inch
    (1920, 1080, 476.0),  # 21.5 inch
    (1080, 1920, 268.0),  # the same, upright
    (800, 1280, 135.0),  # 10.1 inch, upright
    (1536, 864, 476.0),  # the same at a ratio of 125 %
    (819, 480, 222.0),  # 10.1 inch of 1024×600 at 125 %
)
"""Pixels and visible width in millimetres of displays that stand on counters."""


def faults(screen: ApplicantScreen) -> list[str]:
    """Targets too small, off the screen or on each other; letters too small; words cut off."""
    return [*_button_faults(screen), *_label_faults(screen)]


def _button_faults(screen: ApplicantScreen) -> Iterator[str]:
    buttons = [b for b in screen.findChildren(BigButton) if b.isVisible()]
    for button in buttons:
        grows = screen.large and not isinstance(
            button, QuickButton
        )  # keys and reasons: only their letters do
        least = (18 if grows else 15) * screen.reach.pixels_per_mm
        name = f"{button.text()!r} {button.width()}×{button.height()}"
        if min(button.width(), button.height()) < least - 0.001:
            yield f"{name} is smaller than {least:.0f}"
        if not screen.rect().contains(_place(button, screen)):
            yield f"{name} leaves the screen"
        if not _parents_hold(button, screen):
            yield f"{name} is cut off"
        if button.height() < button.heightForWidth(button.width()) - button.reach.mm(4):
            yield f"{name} cuts its words"
        if getattr(button.reach, button.size_name) < 20:
            yield f"{name} has small letters"
    for one, other in combinations(buttons, 2):
        if _place(one, screen).intersects(_place(other, screen)):
            yield f"{one.text()!r} lies on {other.text()!r}"


def _label_faults(screen: ApplicantScreen) -> Iterator[str]:
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.fontInfo().pixelSize() < 20:
            yield f"{label.text()!r} has letters of {label.fontInfo().pixelSize()} px"
        if label.wordWrap():
            if label.height() < label.heightForWidth(label.width()) - 2:
                yield f"{label.text()!r} is cut off below"
        elif label.width() < label.sizeHint().width():
            yield f"{label.text()!r} is cut off"
        elif label.height() < label.sizeHint().height() - 2:
            yield f"{label.text()!r} is {label.height()} high"
        if not _parents_hold(label, screen):
            yield f"{label.text()!r} leaves its place"


def _place(widget: QWidget, screen: ApplicantScreen) -> QRect:
    return QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())


def _parents_hold(widget: QWidget, screen: ApplicantScreen) -> bool:
    """Nothing it stands in cuts it (scrolled things are moved, not cut: their own tests look at them)."""
    place, parent = _place(widget, screen), widget.parentWidget()
    while parent is not None and parent is not screen:
        if not _place(parent, screen).contains(place):
            return False
        parent = parent.parentWidget()
    return screen.rect().contains(place)
