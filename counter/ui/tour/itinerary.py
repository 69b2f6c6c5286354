"""State shared by the visits of a tour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from counter.ui.tour.camera import Camera
from counter.ui.tour.driver import Driver, TourFailed


@dataclass(slots=True)
class Tour:
    """Driver, camera, folder for papers, and results so far. ``scanner``: reads the code from a paper's file;
    ``pack``: a guide version of the bureau.
    """

    driver: Driver
    camera: Camera
    folder: Path
    scanner: Callable[[Path], str] | None = None
    pack: Path | None = None
    papers: list[Path] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    acts_beyond_questions: int = 0  # of the restaurant, from the first key to the number

    def code_of(self, paper: Path) -> str:
        """The code that the hand scanner reads from this paper."""
        code = self.scanner(paper) if self.scanner is not None else ""
        if not code:
            raise TourFailed(f"{paper.name} 上扫不出二维码")
        return code
