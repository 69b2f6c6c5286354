"""A guide over a library that builds each entry on first access: of 5,000 items only those looked at are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from counter.domain.guide import from_plain
from counter.domain.guide.model import Guide

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

K = TypeVar("K")
R = TypeVar("R")
E = TypeVar("E")

EDITING = "draft"
"""The version of a guide that is being edited."""


class _Lazily(Mapping[K, E], Generic[K, R, E]):
    """Entries of a library, each built on first access."""

    def __init__(self, raw: Mapping[str, R], key: Callable[[str], K], read: Callable[[K, R], E]) -> None:
        self._raw = raw
        self._key = key
        self._read = read
        self._made: dict[K, E] = {}

    def __getitem__(self, key: K) -> E:
        if key not in self._made:
            self._made[key] = self._read(key, self._raw[str(key)])
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return map(self._key, self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def lazy_guide(library: Library) -> Guide:
    """The guide of a library that is being edited.

    Access to an entry may raise KeyError, TypeError, ValueError or WorldTrouble where the draft is invalid.
    """
    flags = from_plain.Flags({}, {})
    return Guide(
        version=EDITING,
        bundles=_Lazily(library["bundles"], int, from_plain.read_bundle),
        items=_Lazily(library["items"], str, lambda key, raw: from_plain.read_item(key, raw, flags)),
        papers=_Lazily(library["papers"], str, lambda key, raw: from_plain.read_paper(key, raw, flags)),
        questions=_Lazily(library["questions"], str, from_plain.read_question),
        switches=_Lazily(library["switches"], str, from_plain.read_switch),
        common=tuple(from_plain.read_common(raw, flags) for raw in library["common"]),
        common_hints=tuple(from_plain.read_hint(raw) for raw in library["common_hints"]),
    )
