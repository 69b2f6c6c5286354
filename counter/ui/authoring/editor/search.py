"""Searching the library: number, name or pinyin of a bundle, name of an item or a material."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.node import BUNDLE, ITEM, MATERIAL, Node
from counter.domain.text.match import Sign, Spelled, find_all, key_form, spell

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

MOST = 200
Readings = Mapping[str, tuple[str, ...]]


class EditorSearch:
    """``resources``: folder of the shipped index with the readings of characters, read at the first letters."""

    def __init__(self, resources: Path) -> None:
        self._index = resources / "guides" / "index.json"
        self._readings: Readings | None = None
        self._signs: dict[str, Sign] = {}
        self._spelled: dict[str, Spelled] = {}

    def find(self, library: Library, text: str, *, by_items: bool) -> tuple[list[Node], bool]:
        """The rows that match, bundles first, and whether there are more than ``MOST``."""
        found: list[Node] = []
        for node in self._every(library, key_form(text), by_items=by_items):
            if len(found) == MOST:
                return found, True
            found.append(node)
        return found, False

    def _every(self, library: Library, sought: str, *, by_items: bool) -> Iterator[Node]:
        if not by_items:
            numbers = sorted(map(int, library["bundles"]))
            for number in numbers:
                if sought.isdecimal() and str(number) == sought.lstrip("0"):
                    yield Node(BUNDLE, (number,))
            for number in numbers:
                if self._holds(library["bundles"][str(number)]["name"], sought):
                    yield Node(BUNDLE, (number,))
        for key, item in library["items"].items():
            if self._holds(item["name"], sought):
                yield Node(ITEM, (key,))
        for key, item in library["items"].items():
            for index, material in enumerate(item["materials"]):
                if sought in key_form(material["name"]):
                    yield Node(MATERIAL, (key, index))

    def _holds(self, name: str, sought: str) -> bool:
        if sought in key_form(name):
            return True
        if not (sought.isascii() and any(char.isalpha() for char in sought)):
            return False
        if name not in self._spelled:
            self._spelled[name] = spell(name, self._known(), self._signs)
        return bool(find_all(self._spelled[name], sought))

    def _known(self) -> Readings:
        if self._readings is None:
            try:
                raw = json.loads(self._index.read_text(encoding="utf-8"))["readings"]
            except (OSError, ValueError, KeyError):
                raw = {}  # searching for Chinese text still works
            self._readings = {char: tuple(readings.split()) for char, readings in raw.items()}
        return self._readings
