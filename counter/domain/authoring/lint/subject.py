"""Input of item checks: one item of a guide with its details and materials."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter.domain.authoring.lint.finding import LintVerdict
from counter.domain.guide.details import (
    EMPTY_DETAILS,
    EMPTY_MATERIAL_DETAILS,
    ItemDetails,
    MaterialDetails,
)
from counter.domain.guide.model import Guide, Item, Material


@dataclass(frozen=True, slots=True)
class Subject:
    """One item in its guide. ``details``: all empty where not filled in."""

    guide: Guide
    item: Item
    details: ItemDetails
    materials: tuple[tuple[Material, MaterialDetails], ...]


Judge = Callable[[Subject], Iterator[LintVerdict]]
"""An item check: yields one verdict for each unit, none where it does not apply."""


def subject(guide: Guide, item: Item) -> Subject:
    """The subject of an item."""
    return Subject(
        guide,
        item,
        item.details or EMPTY_DETAILS,
        tuple((m, m.details or EMPTY_MATERIAL_DETAILS) for m in item.materials),
    )
