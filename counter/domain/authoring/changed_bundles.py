"""Which bundles (一件事) an edit of the library changes: items, papers and questions are shared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.patch import ABSENT, Edit, Path

if TYPE_CHECKING:
    from counter.domain.guide.entries import BundleEntry, CommonEntry, Library, MaterialEntry


def bundles_of_item(library: Library, item: str) -> tuple[int, ...]:
    """Numbers of the bundles that include this item, sorted."""
    return _that(library, lambda bundle: any(entry["item"] == item for entry in bundle["items"]))


def bundles_changed_by(library: Library, edit: Edit) -> tuple[int, ...]:
    """Numbers of the bundles whose questions, items or materials the edit may change, sorted."""
    found = {number for patch in edit.patches for number in _of(library, patch.path)}
    return tuple(sorted(found))


def adds_or_removes(edit: Edit) -> bool:
    """True when the edit adds or removes a row or changes its condition, rather than only words."""
    if any(patch.path[-1] == "when" for patch in edit.patches):
        return True
    rows = (patch for patch in edit.patches if isinstance(patch.path[-1], int))
    return any(patch.old is ABSENT or patch.new is ABSENT for patch in rows)


def _of(library: Library, path: Path) -> Iterator[int]:
    part, key = path[0], path[1] if len(path) > 1 else None
    if part == "bundles" and key is not None:
        yield int(key)
    elif part == "items" and key is not None:
        yield from bundles_of_item(library, str(key))
    elif part == "questions" and key is not None:
        yield from _that(library, lambda bundle: any(one["ask"] == key for one in bundle["questions"]))
    elif part == "papers" and key is not None:
        items = {i for i, item in library["items"].items() if _uses(item["materials"], str(key))}
        everywhere = _uses(library["common"], str(key))
        yield from _that(library, lambda bundle: everywhere or _does(bundle, items))
    elif part in ("common", "common_hints", "switches"):
        yield from _that(library, lambda _: True)


def _that(library: Library, holds: Callable[[BundleEntry], bool]) -> tuple[int, ...]:
    return tuple(sorted(int(number) for number, bundle in library["bundles"].items() if holds(bundle)))


def _uses(materials: Collection[MaterialEntry | CommonEntry], paper: str) -> bool:
    return any(use[0] == paper for material in materials for use in material["papers"])


def _does(bundle: BundleEntry, items: Collection[str]) -> bool:
    return any(entry["item"] in items for entry in bundle["items"])
