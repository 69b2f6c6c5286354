"""What a finger reaches and an eye reads: sizes of the applicant's screen by its physical size, in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QScreen

PRESUMED = 6.3
"""Pixels per mm of a screen of unknown size: 160 dpi, the density of hand-held screens. On usual counter displays the
content is then too large rather than too small.
"""

_PLAUSIBLE = (2.5, 14.0)
"""Densities outside (64 to 355 dpi) are wrong size reports, as by projectors and cheap panels."""

TABLET_MM = (217, 136)
"""Width and height of the 10 inch tablet that every page is drawn for. On a larger display everything grows with it:
who sits before 22 inches sees the same page larger, not the same page lost in a corner.
"""


@dataclass(frozen=True, slots=True)
class ScreenScale:
    """Sizes in pixels for a screen density. ``large``: the large mode of the applicant's screen. ``height``: of the
    screen; on high screens letters are larger than required. ``tight``: too low for its targets, so title and
    buttons of a state move to the head. ``grown``: how many times larger than on a tablet, 1 or more.
    """

    pixels_per_mm: float
    large: bool = False
    tight: bool = False
    height: int = 0
    grown: float = 1.0

    def mm(self, length: float) -> int:
        """That many millimetres of a tablet, never less."""
        return math.ceil(round(length * self.pixels_per_mm * self.grown, 3))

    @property
    def target(self) -> int:
        """Minimum side of touch targets: 15 mm, 18 mm in large mode."""
        return self.mm(18 if self.large else 15)

    @property
    def text(self) -> int:
        """Height of the smallest letters: 20 px, or 3.4 mm (4.4 mm in large mode)."""
        if self.large:
            return max(26, self.mm(4.4), self.height // 36)
        return max(20, self.mm(3.4), self.height // 45)

    @property
    def strong(self) -> int:
        """Font size of section titles and ordinary buttons."""
        return round(self.text * 1.1)

    @property
    def big(self) -> int:
        """Font size of deciding buttons."""
        return round(self.text * 1.35)

    @property
    def title(self) -> int:
        """The one title of a state."""
        return round(self.text * 1.6)

    @property
    def question(self) -> int:
        """The one question of a page that asks nothing else, and thanks."""
        return round(self.text * 2)

    @property
    def huge(self) -> int:
        """Font size of the window's name, readable from the waiting area."""
        return round(self.text * 2.6)

    @property
    def gap(self) -> int:
        """Gap between targets: 2.5 mm, so that no finger presses two."""
        return self.mm(2.5)

    @property
    def margin(self) -> int:
        """Around everything."""
        return self.mm(6)

    @property
    def is_low(self) -> bool:
        """Three rows of targets and twelve lines of text do not fit."""
        return self.height < 3 * self.target + 12 * self.text + 6 * self.gap


def growth(width: int, height: int, pixels_per_mm: float) -> float:
    """How many times larger a display is than the tablet, by the side on which it is less so; at least 1."""
    return max(1.0, min(width / pixels_per_mm / TABLET_MM[0], height / pixels_per_mm / TABLET_MM[1]))


def density(screen: QScreen, told_mm: float = 0.0) -> float:
    """Pixels per mm: by the width entered at setup (``told_mm``, visible width), by the screen's own report, or
    ``PRESUMED``.
    """
    pixels = screen.geometry().width()
    for millimetres in (told_mm, screen.physicalSize().width()):
        if millimetres > 0 and _PLAUSIBLE[0] <= pixels / millimetres <= _PLAUSIBLE[1]:
            return pixels / millimetres
    return PRESUMED
