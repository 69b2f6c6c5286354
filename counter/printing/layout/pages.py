"""Stacking strips on pages: linked strips stay together, the head of a table is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counter.printing.layout.strips import Strip


class PlacedStrip(NamedTuple):
    """A strip and the distance of its top from the top of the type area."""

    strip: Strip
    y: float


Page = tuple[PlacedStrip, ...]


def paginate(strips: Sequence[Strip], room: float) -> list[Page]:
    """Fill pages of height ``room`` from the top."""
    pages: list[Page] = []
    page: list[PlacedStrip] = []
    y = 0.0
    for group in _groups(strips, room):
        if page and y + sum(strip.height for strip in group) > room + 0.01:
            pages.append(tuple(page))
            page, y = [], 0.0
        for strip in group:
            if not page and strip.gap:
                continue
            if not page and pages and strip.head is not None:
                page.append(PlacedStrip(strip.head, y))
                y += strip.head.height
            page.append(PlacedStrip(strip, y))
            y += strip.height
    if page or not pages:
        pages.append(tuple(page))
    return pages


def _groups(strips: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Strips chained by ``keep``; a chain taller than a page is split into its strips."""
    groups: list[list[Strip]] = []
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    whole: list[list[Strip]] = []
    for group in groups:
        head = next((strip.head.height for strip in group if strip.head), 0.0)
        if sum(strip.height for strip in group) + head > room:
            whole += [[strip] for strip in group]
        else:
            whole.append(group)
    return whole
