"""The two codes of a paper: Code 128 of the case number and the QR, as vectors on whole printer dots.

Sizes were measured: a bar of exactly 4 dots at 203 dpi (0.5 mm) where the sheet has space, else of 3, at least 12 mm
high, 10 modules of quiet zone; a QR module of at least 4 dots. A width between whole dots scans worse than a smaller
one on them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import barcode
import segno

from counter.domain.papers.verify.signed_code import is_preview_text
from counter.printing.layout.geometry import DOT, MM

BAR_DOTS = 3
BAR_HEIGHT = 12.5 * MM
BAR_WISHES = (4, BAR_DOTS, 2)
"""Dots of a bar; the first that leaves space for the QR is used. In bad photos a few codes of three dots were read
wrong, of four none; two (0.25 mm) is the minimum that hand scanners are specified for.
"""
QR_LEAST_DOTS = 4
QR_MOST_DOTS = 7
QR_WISH = 27 * MM
"""The side up to which a QR is enlarged, in whole dots per module."""

_PREVIEW_MASK = 3
"""Diagonals: no rows of like modules, whatever the text."""

_CAPACITIES = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528, 600, 656, 734, 816, 909, 970)
"""Capitals and digits that a QR of error level M holds, by version from 1 (ISO/IEC 18004, table 7)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A drawn code: rectangles ``(x, y, width, height)`` in whole dots from its top left corner.

    ``side``: modules of a QR's side, 0 for bars. A signed QR has no rectangles here: its square is left open for the
    text that is signed when the remaining bytes of the file are known (``covered_bytes``).
    """

    width_dots: int
    height_dots: int
    quiet: float
    rects: tuple[tuple[int, int, int, int], ...]
    side: int = 0

    @property
    def width(self) -> float:
        """Width without quiet zone, in points."""
        return self.width_dots * DOT

    @property
    def height(self) -> float:
        """Height without quiet zone, in points."""
        return self.height_dots * DOT

    def operators(self) -> list[str]:
        """The rectangles as PDF path operators, y downwards."""
        return [f"{x} {y} {w} {h} re" for x, y, w, h in self.rects]


def code128(text: str, dots: int = BAR_DOTS) -> Code:
    """Code 128 of a case number, ``dots`` per module; the library chooses the code sets."""
    modules = barcode.get("code128", text).build()[0]
    height = round(BAR_HEIGHT / DOT)
    rects = [(x * dots, 0, n * dots, height) for x, n in _runs(c == "1" for c in modules)]
    return Code(len(modules) * dots, height, 10 * dots * DOT, tuple(rects))


def widest_code128(text: str, room: float) -> Code:
    """Bars with the most dots that leave their quiet zone at the right within ``room``; the left margin is quiet."""
    made = (code128(text, dots) for dots in BAR_WISHES)
    return next((bars for bars in made if bars.width + bars.quiet <= room), code128(text, BAR_WISHES[-1]))


def code128_along(text: str, room: float) -> Code:
    """Bars of three dots across a roll where ``room`` is wide enough; else rotated, along the roll with four."""
    wide = code128(text)
    if wide.width <= room:
        return wide
    wide = code128(text, BAR_WISHES[0])
    turned = tuple((y, x, h, w) for x, y, w, h in wide.rects)
    return Code(wide.height_dots, wide.width_dots, wide.quiet, turned)


def qr(text: str) -> Code:
    """A QR of error level M, its modules as many whole dots as ``QR_WISH`` allows, at least four."""
    matrix = _matrix(text)
    side = len(matrix)
    dots = _dots(side)
    rects = [(x * dots, y * dots, n * dots, dots) for y, row in enumerate(matrix) for x, n in _runs(row)]
    return Code(side * dots, side * dots, 4 * dots * DOT, tuple(rects), side)


def open_qr(length: int) -> Code:
    """The square of a QR with so many capitals and digits. Raises ValueError where no QR holds them."""
    version = bisect_left(_CAPACITIES, length) + 1
    if version > len(_CAPACITIES):
        raise ValueError("longer than any QR of ours")
    side = 17 + 4 * version
    dots = _dots(side)
    return Code(side * dots, side * dots, 4 * dots * DOT, (), side)


def modules(text: str) -> list[tuple[int, int, int]]:
    """``(x, y, length)`` of each dark stretch of the same QR, in modules."""
    return [(x, y, n) for y, row in enumerate(_matrix(text)) for x, n in _runs(row)]


@lru_cache(maxsize=2)  # a sheet is signed, then proved: each time the choice of a mask takes 15 ms
def _matrix(text: str) -> tuple[bytearray, ...]:
    """Of eight masks the one that scans best; of a preview, which proves nothing, any: whoever opens a case waits."""
    mask = _PREVIEW_MASK if is_preview_text(text) else None
    matrix: tuple[bytearray, ...] = segno.make_qr(text, error="m", mask=mask, boost_error=False).matrix
    return matrix


def _dots(side: int) -> int:
    return min(QR_MOST_DOTS, max(QR_LEAST_DOTS, int(QR_WISH / DOT / side)))


def _runs(cells: Iterable[object]) -> Iterator[tuple[int, int]]:
    """(start, length) of each stretch of dark cells."""
    at = 0
    for dark, stretch in groupby(cells, key=bool):
        length = sum(1 for _ in stretch)
        if dark:
            yield at, length
        at += length
