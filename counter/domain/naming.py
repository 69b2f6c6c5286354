"""People's names by their initials: surnames read their own way (曾 zeng, 单 shan), others every usual way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from counter.domain.spelling import key_form

MOST_SPELLINGS = 16
"""A name of many polyphones yields no more than this many spellings: the usual ones come first."""


@dataclass(frozen=True, slots=True)
class NameTable:
    """``characters``: character → readings, usual first. ``surnames``: single → readings; double → one each."""

    characters: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]


def syllables(name: str, table: NameTable) -> tuple[tuple[str, ...], ...]:
    """Readings of every character, the likeliest first; marks are left out, Latin letters stand for themselves."""
    plain = key_form(name)
    double = table.surnames.get(plain[:2]) if len(plain) > 2 else None
    found = []
    for place, char in enumerate(plain):
        usual = table.characters.get(char, ())
        if double and place < 2:
            found.append(_first(double[place : place + 1], usual))
        elif place == 0 and len(plain) > 1:
            found.append(_first(table.surnames.get(char, ()), usual))
        elif usual:
            found.append(usual)
        elif char.isalnum():
            found.append((char,))
    return tuple(found)


def _first(surname: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """The surname's reading first; the others stay findable (people type what they know)."""
    return tuple(dict.fromkeys((*surname, *usual)))


def initials(name: str, table: NameTable) -> tuple[str, ...]:
    """The name's initials in every usual reading, likeliest first; a character without reading is left out."""
    letters = [tuple(dict.fromkeys(reading[0] for reading in one)) for one in syllables(name, table)]
    return _joined(letters)


def spellings(name: str, table: NameTable) -> tuple[str, ...]:
    """The name's full pinyin in every usual reading, likeliest first."""
    return _joined([tuple(dict.fromkeys(one)) for one in syllables(name, table)])


def _joined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not parts or not all(parts):
        return ()
    ranked = sorted(
        product(*(tuple(enumerate(part)) for part in parts)), key=lambda way: sum(p for p, _ in way)
    )
    return tuple(dict.fromkeys("".join(text for _, text in way) for way in ranked[:MOST_SPELLINGS]))
