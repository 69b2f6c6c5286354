"""One page of a paper as pixels, for previews."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as greyscale, one byte per pixel, rows without padding."""

    width: int
    height: int
    pixels: bytes
