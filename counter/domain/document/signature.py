"""A signature drawn on the applicant's screen. Cases hold it, so it is apart from the mirror's code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A signature drawn by finger or pen: strokes of points from 0 to 1 in a field ``aspect`` times wide as high."""

    strokes: tuple[tuple[tuple[float, float], ...], ...]
    aspect: float
