"""The tour: the real window driven through whole visits by key events, leaving papers and pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from counter.ui.tour.camera import Camera
from counter.ui.tour.hand import Hand, TourFailed
from counter.ui.tour.visits import VISITS, Tour

__all__ = ["TourFailed", "run"]


def run(window: QWidget, folder: Path) -> tuple[Path, ...]:
    """Drive the shown window through every visit; returns the papers and pictures left in ``folder``.

    The window works on a demo hall of its own and somebody else closes it. Raises TourFailed, naming the visit, when
    what a clerk would see does not appear.
    """
    tour = Tour(Hand(window), Camera(window, folder), folder)
    tour.hand.come_forward()
    for visit in VISITS:
        try:
            visit(tour)
        except TourFailed as missing:
            tour.camera.shoot(f"failed-{visit.__name__.replace('_', '-')}")
            raise TourFailed(f"{visit.__name__}：{missing}") from missing
    return (*tour.papers, *tour.camera.pictures)
