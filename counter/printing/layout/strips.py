"""A paper as a stack of strips: each an unbreakable slice across the type area, with what is drawn in it.

Paragraph lines, table rows, the seal block and the signature lines all become strips; ``pages`` stacks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from counter.printing.type.typesetter import Run, SetLine


class Hairline(NamedTuple):
    """A hairline from (x0, y0) to (x1, y1), y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def moved(self, x: float, y: float) -> Hairline:
        """The same rule, translated."""
        return Hairline(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)


@dataclass(frozen=True, slots=True)
class Grid:
    """The frame of a table strip: column edges, and whether its row began before or continues after it."""

    edges: tuple[float, ...]
    opened_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in sheet coordinates, y downwards."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Box:
        """The same rectangle, translated."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    @property
    def outline(self) -> tuple[Hairline, ...]:
        """Its four sides."""
        right, bottom = self.x + self.width, self.y + self.height
        return (
            Hairline(self.x, self.y, right, self.y),
            Hairline(self.x, bottom, right, bottom),
            Hairline(self.x, self.y, self.x, bottom),
            Hairline(right, self.y, right, bottom),
        )


@dataclass(frozen=True, slots=True)
class Strip:
    """``keep``: stays on one page with the next strip. ``gap``: white that vanishes at the top of a page.

    ``fills``: rectangles filled grey.
    ``head``: the strip repeated above this one at the top of a page. ``seal``: the blank for a seal in it; ``sign``:
    the free space behind a signature line.
    """

    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[Hairline, ...] = ()
    fills: tuple[Box, ...] = ()
    grid: Grid | None = None
    keep: bool = False
    gap: bool = False
    head: Strip | None = None
    seal: Box | None = None
    sign: Box | None = None


def text_strip(line: SetLine, height: float, y: float, *, keep: bool = False) -> Strip:
    """A strip of one set line, its baseline at ``y``."""
    return Strip(height, tuple(run.moved(0.0, y) for run in line), keep=keep)


def space(height: float) -> Strip:
    """White between blocks; it belongs to the following block and vanishes at the top of a page."""
    return Strip(height, gap=True, keep=True)
