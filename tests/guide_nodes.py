"""Every row of a library, for tests that hold for each of them, and a bundle that somebody pasted."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.editing.edits import add_materials, known_marked, new_bundle, new_item
from counter.domain.authoring.editing.node import Node, child_sheets, children
from counter.domain.authoring.editing.patch import apply
from counter.domain.authoring.pasted.materials import read_lines
from counter.domain.guide.entries import Library
from counter.domain.guide.rows.detail_sheets import SHEETS


def every_node(library: Library) -> tuple[Node, ...]:
    """Parents before children."""
    tops = (node for form in SHEETS if not form.parent for node in children(library, None, form.title))
    return tuple(one for top in tops for one in _below(library, top))


def _below(library: Library, node: Node) -> Iterator[Node]:
    yield node
    for form in child_sheets(node):
        for child in children(library, node, form.title):
            yield from _below(library, child)


def pasted(library: Library, name: str, text: str) -> tuple[Library, Node, Node]:
    """The library with a new bundle of one item of the same name and a pasted list; the bundle and the item."""
    edit, bundle = new_bundle(library, None, name)
    library = apply(library, edit)
    edit, item = new_item(library, name, "演示局", bundle)
    library = apply(library, edit)
    return (
        apply(library, add_materials(library, item, known_marked(library, item, read_lines(text)))),
        bundle,
        item,
    )
