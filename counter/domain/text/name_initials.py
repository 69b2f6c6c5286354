"""Initials and pinyin of people's names: surnames by their special readings (曾 zeng, 单 shan), others by all usual
ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.text.match import key_form

MOST_SPELLINGS = 16
"""Most spellings of one name; the usual ones come first."""


@dataclass(frozen=True, slots=True)
class NameTable:
    """``characters``: character → readings, usual first. ``surnames``: single → readings; double → one each."""

    characters: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]


def syllables(name: str, table: NameTable) -> tuple[tuple[str, ...], ...]:
    """Readings of every character, the likeliest first; marks are left out, Latin letters are kept."""
    plain = key_form(name)
    double = table.surnames.get(plain[:2]) if len(plain) > 2 else None
    found = []
    for position, char in enumerate(plain):
        usual = table.characters.get(char, ())
        if double and position < 2:
            found.append(_first(double[position : position + 1], usual))
        elif position == 0 and len(plain) > 1:
            found.append(_first(table.surnames.get(char, ()), usual))
        elif usual:
            found.append(usual)
        elif char.isalnum():
            found.append((char,))
    return tuple(found)


def _first(surname: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """The surname's reading first; the others stay findable."""
    return tuple(dict.fromkeys((*surname, *usual)))


def initials(name: str, table: NameTable) -> tuple[str, ...]:
    """The name's initials in every usual reading, likeliest first; a character without reading is left out."""
    letters = [tuple(dict.fromkeys(reading[0] for reading in one)) for one in syllables(name, table)]
    return _joined(letters)


def spellings(name: str, table: NameTable) -> tuple[str, ...]:
    """The name's full pinyin in every usual reading, likeliest first."""
    return _joined([tuple(dict.fromkeys(one)) for one in syllables(name, table)])


def _joined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The likeliest combinations of one reading of each part, by the sum of their ranks, best first.

    Only the best ones are kept after each part: a name of 30 polyphones has a thousand million combinations.
    """
    if not parts or not all(parts):
        return ()
    combinations: list[tuple[int, str]] = [(0, "")]
    for part in parts:
        longer = [
            (position + more, text + reading)
            for position, text in combinations
            for more, reading in enumerate(part)
        ]
        longer.sort(key=lambda combination: combination[0])
        combinations = longer[:MOST_SPELLINGS]
    return tuple(dict.fromkeys(text for _, text in combinations))
