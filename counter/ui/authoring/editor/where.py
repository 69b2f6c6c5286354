"""From the location of a lint finding to the row of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_USE,
    ITEM,
    MATERIAL,
    PAPER,
    PAPER_USE,
    QUESTION,
    Node,
    children,
    exists,
    text_of,
)

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Where
    from counter.domain.guide.entries import Library


def node_of_where(library: Library, where: Where) -> Node | None:
    """The row to open in the editor; None where it no longer exists."""
    found = _found(library, where)
    return found if found is not None and exists(library, found) else None


def _found(library: Library, where: Where) -> Node | None:
    if where.material:
        return _material(library, where.material)
    if where.item:
        return Node(ITEM, (where.item,))
    if where.question:
        return _asking(library, where)
    if where.paper:
        return _asked_paper(library, where.paper) or Node(PAPER, (where.paper,))
    return None if where.bundle is None else Node(BUNDLE, (where.bundle,))


def _material(library: Library, key: str) -> Node | None:
    item, _, number = key.rpartition("/")
    rows = children(library, Node(ITEM, (item,)), MATERIAL) if item in library["items"] else ()
    return next((one for one in rows if text_of(library, one, "no") == number), None)


def _asking(library: Library, where: Where) -> Node | None:
    numbers = [where.bundle] if where.bundle is not None else sorted(map(int, library["bundles"]))
    for number in numbers:
        for one in children(library, Node(BUNDLE, (number,)), ASKING):
            if text_of(library, one, "ask") == where.question:
                return one
    return Node(QUESTION, (where.question,))


def _asked_paper(library: Library, paper: str) -> Node | None:
    """The first material that requires a paper, or the shared row: the paper is edited there."""
    for key in library["items"]:
        for material in children(library, Node(ITEM, (key,)), MATERIAL):
            if any(text_of(library, use, "paper") == paper for use in children(library, material, PAPER_USE)):
                return material
    for common in children(library, None, COMMON):
        if any(text_of(library, use, "paper") == paper for use in children(library, common, COMMON_USE)):
            return common
    return None
