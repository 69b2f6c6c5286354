"""Room above and below the words of a list's rows: as much as there is, between two bounds."""

from __future__ import annotations

LEAST_AIR, USUAL_AIR, MOST_AIR = 4, 14, 20
"""Logical pixels: less and the lines run together, more and they fall apart."""


def air_of(room: int, rows: int, words: int) -> int:
    """Air of each of so many rows in that height; ``words``: height of a line of text. Least where they do not fit."""
    return max(LEAST_AIR, min(MOST_AIR, room // max(1, rows) - words))
