"""What a check looks at: one item of a guide with its details, every material with its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter.domain.authoring.lint.finding import LintVerdict
from counter.domain.guide.details import (
    NOTHING_SAID,
    NOTHING_SAID_OF_MATERIAL,
    ItemDetails,
    MaterialDetails,
)
from counter.domain.guide.model import Guide, Item, Material


@dataclass(frozen=True, slots=True)
class Subject:
    """One item in its guide. ``said``: its details, all empty where nobody has filled them in."""

    guide: Guide
    item: Item
    said: ItemDetails
    materials: tuple[tuple[Material, MaterialDetails], ...]


Judge = Callable[[Subject], Iterator[LintVerdict]]
"""A check of an item: one verdict for each unit it is about, none where it does not apply."""


def subject(guide: Guide, item: Item) -> Subject:
    """Gather what the checks of an item look at."""
    return Subject(
        guide,
        item,
        item.details or NOTHING_SAID,
        tuple((m, m.details or NOTHING_SAID_OF_MATERIAL) for m in item.materials),
    )
