"""The hall's emblem (统一标识, S001 Art. 29) as papers carry it: dots in four greys, drawn like a code and never as an
image, because a picture inside a paper's file proves that somebody else put it there.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass

HIGHEST, WIDEST = 144, 432
"""Dots: 12 mm high at 305 dots per inch, at most three times as wide."""

LEVELS = 4
"""0 white, 1 light, 2 dark, 3 black."""

_BITS = 2
_FORM = "1"


@dataclass(frozen=True, slots=True)
class DottedEmblem:
    """``dots``: one byte per dot, row by row, each below ``LEVELS``."""

    width: int
    height: int
    dots: bytes

    def runs(self, level: int) -> Iterator[tuple[int, int, int]]:
        """Row, first dot and length of every stretch at least as dark as ``level``."""
        for row in range(self.height):
            line = self.dots[row * self.width : (row + 1) * self.width]
            begin = None
            for x, dot in enumerate((*line, 0)):
                if dot >= level and begin is None:
                    begin = x
                elif dot < level and begin is not None:
                    yield row, begin, x - begin
                    begin = None


def emblem_text(emblem: DottedEmblem) -> str:
    """The emblem as a Document holds it: form, width, height and the packed dots."""
    packed = bytearray()
    dots = emblem.dots + bytes(-len(emblem.dots) % LEVELS)
    for at in range(0, len(dots), LEVELS):
        a, b, c, d = dots[at : at + LEVELS]
        packed.append(a | b << _BITS | c << 2 * _BITS | d << 3 * _BITS)
    body = b64encode(zlib.compress(bytes(packed), 9)).decode("ascii")
    return f"{_FORM}:{emblem.width}:{emblem.height}:{body}"


def read_emblem(text: str) -> DottedEmblem:
    """The emblem of a Document. Raises ValueError for any other text, also for one that would unpack to more."""
    form, *sides, body = text.split(":")
    if form != _FORM or len(sides) != 2:
        raise ValueError("not an emblem of this form")
    width, height = map(int, sides)
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise ValueError("an emblem of another size")
    size = -(-width * height // LEVELS)
    unpacking = zlib.decompressobj()
    try:
        packed = unpacking.decompress(b64decode(body, validate=True), size + 1)
    except zlib.error:
        raise ValueError("a damaged emblem") from None
    if len(packed) != size:
        raise ValueError("an emblem with other dots than its size says")
    dots = bytes(byte >> shift & LEVELS - 1 for byte in packed for shift in range(0, 2 * LEVELS, _BITS))
    return DottedEmblem(width, height, dots[: width * height])
