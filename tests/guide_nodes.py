"""Every row of a library, for tests that hold for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide_library import Library
from counter.domain.guide_node import Node, child_sheets, children
from counter.domain.guide_sheets_details import SHEETS


def every_node(library: Library) -> tuple[Node, ...]:
    """Parents before children."""
    tops = (node for form in SHEETS if not form.parent for node in children(library, None, form.title))
    return tuple(one for top in tops for one in _below(library, top))


def _below(library: Library, node: Node) -> Iterator[Node]:
    yield node
    for form in child_sheets(node):
        for child in children(library, node, form.title):
            yield from _below(library, child)
