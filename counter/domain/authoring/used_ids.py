"""Ids that a bureau has ever used in its draft, so that a new row never reuses one.

A row with the id of a removed one looks like a change of it: the diff would report that 第104件 has another name,
and a case received under the old one would show the new one's words. The id of a row from outside (a workbook, a
pasted entry) is kept as it is.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counter.domain.guide.library import MAPS

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

PREFIXES: Mapping[str, str] = {"questions": "q_", "items": "i_", "papers": "p_", "switches": "sw_"}
"""Prefixes of generated ids, by part of the library."""


@dataclass(frozen=True)
class UsedIds:
    """Used ids. ``highest``: part of the library → highest number in a generated id. ``bundles``: numbers, sorted.
    ``options``: question → how many of a, b, c … its options have used."""

    highest: Mapping[str, int] = field(default_factory=dict)
    bundles: tuple[int, ...] = ()
    options: Mapping[str, int] = field(default_factory=dict)


NO_USED_IDS = UsedIds()


def used_ids_of(library: Library) -> UsedIds:
    """The ids used in a library; of a faulty draft those that can be read."""
    highest = {part: _highest(library[part], PREFIXES[part]) for part in MAPS if part in PREFIXES}
    options = {key: _letters(question) for key, question in library["questions"].items()}
    return UsedIds(
        {part: number for part, number in highest.items() if number},
        tuple(sorted(int(one) for one in library["bundles"] if one.isdecimal())),
        {key: many for key, many in options.items() if many},
    )


def union_of(*every: UsedIds) -> UsedIds:
    """The union of several."""
    return UsedIds(
        _most(one.highest for one in every),
        tuple(sorted({number for one in every for number in one.bundles})),
        _most(one.options for one in every),
    )


def next_id(library: Library, part: str, spent: UsedIds) -> str:
    """The next free id: ``i_001`` …, after the highest ever used."""
    begin, ids = PREFIXES[part], next(library[one] for one in MAPS if one == part)
    return f"{begin}{max(_highest(ids, begin), spent.highest.get(part, 0)) + 1:03d}"


def next_option(library: Library, question: str, spent: UsedIds) -> str:
    """The next free option id of a question: ``a``, ``b`` …, after the last ever used."""
    count = max(_letters(library["questions"][question]), spent.options.get(question, 0))
    return string.ascii_lowercase[count] if count < len(string.ascii_lowercase) else f"o_{count + 1}"


def next_bundle(library: Library, spent: UsedIds) -> int:
    """The next free bundle number."""
    number = max(map(int, library["bundles"]), default=0) + 1
    taken = frozenset(spent.bundles)
    while number in taken:
        number += 1
    return number


def _highest(held: Iterable[str], begin: str) -> int:
    numbers = (one[len(begin) :] for one in held if one.startswith(begin))
    return max((int(number) for number in numbers if number.isascii() and number.isdecimal()), default=0)


def _letters(question: object) -> int:
    options = question.get("options", ()) if isinstance(question, dict) else ()
    ids = (one.get("id") for one in options if isinstance(one, dict))
    return max((_ordinal(one) for one in ids if isinstance(one, str)), default=0)


def _ordinal(option: str) -> int:
    if len(option) == 1 and option in string.ascii_lowercase:
        return string.ascii_lowercase.index(option) + 1
    number = option.removeprefix("o_")
    return int(number) if number != option and number.isascii() and number.isdecimal() else 0


def _most(every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    most: dict[str, int] = {}
    for one in every:
        for key, number in one.items():
            most[key] = max(number, most.get(key, 0))
    return most
