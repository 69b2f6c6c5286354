"""Strokes of a drawn signature, simplified to visible detail and bounded in number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from counter.domain.screen.mirror import Drawing

Point = tuple[float, float]

MOST_STROKES = 200
MOST_POINTS = 4_000
FINEST = 0.003
"""Points nearer to their line than this fraction of the field's height are dropped: a hair's breadth on paper."""
PIECE = 256


def thinned(stroke: Sequence[Point], aspect: float, tolerance: float = FINEST) -> tuple[Point, ...]:
    """The stroke without points that hardly bend it (Douglas-Peucker); its ends are kept.

    Applied piecewise: on an endless scribble the work would else grow with the square of its length.
    """
    if len(stroke) < 3:
        return tuple(stroke)
    ends = [*range(0, len(stroke) - 1, PIECE), len(stroke) - 1]
    keep = set(ends)
    parts = list(pairwise(ends))
    while parts:
        first, last = parts.pop()
        furthest, distance = _furthest(stroke, first, last, aspect)
        if distance > tolerance:
            keep.add(furthest)
            parts += [(first, furthest), (furthest, last)]
    return tuple(stroke[i] for i in sorted(keep))


def _furthest(stroke: Sequence[Point], first: int, last: int, aspect: float) -> tuple[int, float]:
    """The point farthest from the line between the two ends, as a fraction of the field's height."""
    (ax, ay), (bx, by) = stroke[first], stroke[last]
    dx, dy = (bx - ax) * aspect, by - ay
    length = dx * dx + dy * dy
    best, most = first, 0.0
    for i in range(first + 1, last):
        px, py = (stroke[i][0] - ax) * aspect, stroke[i][1] - ay
        along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
        away = (px - along * dx) ** 2 + (py - along * dy) ** 2
        if away > most:
            best, most = i, away
    return best, most**0.5


def drawing_of(strokes: Sequence[Sequence[Point]], aspect: float) -> Drawing:
    """The drawing to submit: at most MOST_STROKES and MOST_POINTS, coarser for endless strokes."""
    kept = [thinned(stroke, aspect) for stroke in strokes[:MOST_STROKES]]
    tolerance = FINEST
    while sum(len(stroke) for stroke in kept) > MOST_POINTS:
        tolerance *= 2
        kept = [thinned(stroke, aspect, tolerance) for stroke in kept]
    return Drawing(tuple(tuple(_tidy(p) for p in stroke) for stroke in kept), round(aspect, 4))


def _tidy(point: Point) -> Point:
    """Clamped to the field, rounded to a ten-thousandth."""
    x, y = (round(min(1.0, max(0.0, value)), 4) for value in point)
    return x, y
