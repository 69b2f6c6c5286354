"""The tour: drives the real window through whole visits by key events and saves papers and screenshots."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from counter.ui.tour.camera import Camera
from counter.ui.tour.case_in_progress import CASE_IN_PROGRESS_VISITS
from counter.ui.tour.driver import Driver, TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.new_version import NEW_VERSION_VISITS
from counter.ui.tour.visits import VISITS

__all__ = ["Tour", "TourFailed", "take_tour", "take_visits"]


def take_tour(window: QWidget, folder: Path, scanner: Callable[[Path], str], pack: Path) -> tuple[Path, ...]:
    """Show the window and drive it through every visit; returns the papers and screenshots saved in ``folder``.

    ``scanner`` reads the code from a paper's file, like the clerk's hand scanner; empty where there is none. ``pack``:
    a guide version of a bureau that the window trusts. The window works on its own demo hall and is closed by the
    caller. Raises TourFailed, naming the visit, when an expected result does not appear.
    """
    unseen = QGuiApplication.platformName() == "offscreen"
    before = qInstallMessageHandler(_print_message) if unseen else None
    try:
        tour = take_visits(
            window, folder, (*VISITS, *NEW_VERSION_VISITS, *CASE_IN_PROGRESS_VISITS), scanner, pack
        )
    finally:
        if unseen:
            qInstallMessageHandler(before)
    return (*tour.papers, *tour.camera.pictures)


def take_visits(
    window: QWidget,
    folder: Path,
    visits: Sequence[Callable[[Tour], None]],
    scanner: Callable[[Path], str] | None = None,
    pack: Path | None = None,
) -> Tour:
    """Show the window and drive it through these visits."""
    tour = Tour(Driver(window), Camera(window, folder), folder, scanner, pack)
    window.show()
    tour.driver.come_forward()
    for visit in visits:
        try:
            visit(tour)
        except TourFailed as missing:
            tour.camera.shoot(f"failed-{visit.__name__.replace('_', '-')}")
            raise TourFailed(f"{visit.__name__}：{missing}") from missing
    return tour


def _print_message(_kind: object, _context: object, words: str | None) -> None:
    """Filter Qt's messages: without what the offscreen platform prints for every window."""
    if words and "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")
