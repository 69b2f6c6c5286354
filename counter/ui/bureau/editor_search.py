"""Looking for a row of the library: number or name of a bundle, name of an item or a material."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide_library import Library
from counter.domain.guide_node import BUNDLE, ITEM, MATERIAL, Node
from counter.domain.spelling import key_form

MOST = 200


def search(library: Library, text: str, *, by_items: bool) -> tuple[list[Node], bool]:
    """What holds the words, bundles first, and whether there is more than ``MOST``."""
    sought = key_form(text)
    found: list[Node] = []
    for node in _every(library, sought, by_items=by_items):
        if len(found) == MOST:
            return found, True
        found.append(node)
    return found, False


def _every(library: Library, sought: str, *, by_items: bool) -> Iterator[Node]:
    if not by_items:
        numbers = sorted(map(int, library["bundles"]))
        if sought.isdecimal():
            yield from (Node(BUNDLE, (n,)) for n in numbers if str(n) == sought.lstrip("0"))
        for number in numbers:
            if sought in key_form(library["bundles"][str(number)]["name"]):
                yield Node(BUNDLE, (number,))
    for key, item in library["items"].items():
        if sought in key_form(item["name"]):
            yield Node(ITEM, (key,))
    for key, item in library["items"].items():
        for place, material in enumerate(item["materials"]):
            if sought in key_form(material["name"]):
                yield Node(MATERIAL, (key, place))
