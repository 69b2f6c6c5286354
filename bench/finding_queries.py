"""Queries for a bundle, made from its name: every kind of typing, and errors of one key, the same in every run."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from counter.domain.guide.bundle_search import FindingIndex, IndexedBundle, search
from counter.domain.text.match import key_form

TOP = 3
"""The bundle meant must be among so many: what is seen without scrolling."""

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Typed:
    """One query, its kind, and the bundle meant."""

    how: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """For one kind of typing: how often the bundle meant came first, among the first three, below, or not at all."""

    typed: int
    first: int
    top: int
    missed: tuple[Typed, ...]


def typed_for(
    entries: Iterable[IndexedBundle], said: Mapping[str, tuple[str, ...]], every: int = 1
) -> Iterator[Typed]:
    """All queries for these bundles, or for one in ``every`` so many.

    ``said``: a character's readings as pronounced in these names. Where the distinctive part of a name (养老院 of
    我要开养老院(民办)) is another bundle's too, the text in brackets is typed with it.
    """
    entries = tuple(entries)
    parts = Counter(_distinctive(entry) for entry in entries)
    for entry in entries[::every]:
        part = _distinctive(entry)
        distinctive = part if parts[part] == 1 else entry.name.text[entry.core :]
        yield from _for_one(entry, _plain(distinctive), said)


def _distinctive(entry: IndexedBundle) -> str:
    return entry.name.text[entry.core :].partition("(")[0]


def _plain(text: str) -> str:
    return "".join(char for char in key_form(text) if char.isalnum())


def _for_one(entry: IndexedBundle, distinctive: str, said: Mapping[str, tuple[str, ...]]) -> Iterator[Typed]:
    dice, number = random.Random(entry.number), entry.number
    opening = _plain(entry.name.text[: entry.core])
    sounds = [said.get(char, (char,))[0] for char in distinctive]
    full, short = "".join(sounds), "".join(sound[0] for sound in sounds)
    at = dice.randrange(len(distinctive))
    kinds = {
        "序号": str(number),
        "汉字": distinctive,
        "汉字全称": entry.name.text,
        "汉字少一头": distinctive[1:] if len(distinctive) > 2 else distinctive,
        "汉字少一尾": distinctive[:-1] if len(distinctive) > 2 else distinctive,
        "全拼": full,
        "全拼未打完": full[:-1],
        "首字母": short,
        "首字母全称": "".join(said.get(char, (char,))[0][0] for char in opening) + short,
        "首字母用zh": "".join(s[:2] if s[:2] in ("zh", "ch", "sh") else s[0] for s in sounds),
        "先全拼后首字母": sounds[0] + short[1:],
        "先首字母后全拼": short[:-1] + sounds[-1],
        "夹一个汉字": "".join((*sounds[:at], distinctive[at], *sounds[at + 1 :])),
        "汉字加首字母": distinctive[:at] + short[at:],
    }
    if opening:
        spoken = [said.get(char, (char,))[0] for char in opening]
        kinds["开头全拼"] = "".join((*spoken[:2], *(sound[0] for sound in spoken[2:]), short))
        kinds["分开打"] = f"{''.join(spoken)} {short}"
    yield from (Typed(how, text, number) for how, text in kinds.items())
    others = {
        "".join(spelling) for spelling in product(*(said.get(char, (char,)) for char in distinctive))
    } - {full}
    yield from (Typed("另一个读音", text, number) for text in sorted(others))
    if full.isalpha() and len(full) >= 6:
        yield from (Typed(how, text, number) for how, text in _slips(full, dice) if text != full)


def _slips(text: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """One error of each kind, each at its own position."""
    position = dice.randrange(len(text))
    yield "邻键", text[:position] + dice.choice(_beside(text[position])) + text[position + 1 :]
    position = dice.randrange(len(text))
    yield "漏一键", text[:position] + text[position + 1 :]
    position = dice.randrange(len(text))
    yield "重一键", text[:position] + text[position] + text[position:]
    position = dice.randrange(len(text) - 1)
    yield "换位", text[:position] + text[position + 1] + text[position] + text[position + 2 :]


def _beside(key: str) -> str:
    row = next(row for row in ROWS if key in row)
    position = row.index(key)
    return row[max(0, position - 1) : position] + row[position + 1 : position + 2]


def tried(index: FindingIndex, every: Iterable[Typed]) -> dict[str, Found]:
    """By kind of typing: how well the bundles meant were found."""
    ranks: dict[str, list[tuple[int | None, Typed]]] = {}
    for typed in every:
        numbers = [hit.number for hit in search(index, typed.text)]
        position = numbers.index(typed.number) if typed.number in numbers else None
        ranks.setdefault(typed.how, []).append((position, typed))
    return {
        how: Found(
            len(found),
            sum(position == 0 for position, _ in found),
            sum(position is not None and position < TOP for position, _ in found),
            tuple(typed for position, typed in found if position is None or position >= TOP),
        )
        for how, found in ranks.items()
    }
