"""One page of a paper as pixels, for previews."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of a paper as pixels: grey bytes, one a pixel, rows without padding."""

    width: int
    height: int
    pixels: bytes
