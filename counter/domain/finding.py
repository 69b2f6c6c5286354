"""Finding a bundle by what a clerk types: number, Chinese, pinyin, initials or a mixture; recent and frequent first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.spelling import (
    Sign,
    Span,
    Spelled,
    find_all,
    find_in_many,
    find_scattered,
    is_whole,
    key_form,
    spell,
)

_OPENING = re.compile(r"我要(?:申请|开办|办理|经营|从事|生产经营|开|办|建)?|办理")
"""Words that most bundles begin with: what follows them is what people type."""


class FoundBy(StrEnum):
    """What of a bundle was matched."""

    NUMBER = "number"
    NAME = "name"
    ITEM = "item"
    RECENT = "recent"  # nothing typed yet


@dataclass(frozen=True, slots=True)
class Hit:
    """A bundle found. ``spans`` are places to highlight: in ``item`` where an item's name matched, else in ``name``."""

    number: int
    name: str
    by: FoundBy
    spans: tuple[Span, ...] = ()
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One bundle of the index. ``core``: where the telling part of its name begins."""

    number: int
    name: Spelled
    core: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingIndex:
    """Everything ``search`` looks through, spelled out once."""

    entries: tuple[Entry, ...]
    items: Mapping[str, Spelled]

    @classmethod
    def build(
        cls,
        names: Mapping[int, str],
        items: Mapping[str, str],
        own: Mapping[int, Sequence[str]],
        readings: Mapping[str, tuple[str, ...]],
    ) -> FindingIndex:
        """Spell out bundle and item names with the readings of their characters."""
        known: dict[str, Sign] = {}
        entries = tuple(
            Entry(number, spell(name, readings, known), _core(name), tuple(own.get(number, ())))
            for number, name in sorted(names.items())
        )
        return cls(entries, {key: spell(name, readings, known) for key, name in items.items()})


def _core(name: str) -> int:
    opening = _OPENING.match(name)
    return opening.end() if opening else 0


Rank = tuple[int, ...]
"""Tier, place among the recent, frequency, then what is told best by the match itself; smaller is better."""


@dataclass(frozen=True, slots=True)
class _Custom:
    """How often and how lately each bundle was used here."""

    usage: Mapping[int, int]
    recent: Sequence[int]

    def place(self, number: int) -> tuple[int, int]:
        """Smaller is better: place among the recent ones, then frequency."""
        lately = self.recent.index(number) if number in self.recent else len(self.recent)
        return lately, -self.usage.get(number, 0)


def search(
    index: FindingIndex,
    text: str,
    usage: Mapping[int, int] | None = None,
    recent: Sequence[int] = (),
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Bundles for what was typed, best first; with nothing typed the recent, then the frequent, then all in order.

    Better than another is: its number; a match where the telling part of its name begins (小餐馆 of 我要开小餐馆); a
    match elsewhere in its name; a number that begins so; an item's name; the keys in order with gaps between.
    """
    custom = _Custom(usage or {}, recent)
    words = tuple(word for word in (key_form(part) for part in text.split()) if word)
    if not words:
        plain = sorted(index.entries, key=lambda entry: (*custom.place(entry.number), entry.number))
        return tuple(Hit(e.number, e.name.text, FoundBy.RECENT) for e in plain[:limit])
    together = "".join(words)
    found = _ranked(index, (together,), custom)
    if not found and len(words) > 1:
        found = _ranked(index, words, custom)
    if not found:
        found = _scattered(index, together, custom)
    return tuple(hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit])


def _ranked(index: FindingIndex, words: tuple[str, ...], custom: _Custom) -> list[tuple[Rank, Hit]]:
    items = find_in_many(index.items, words[0]) if len(words) == 1 else {}
    found: list[tuple[Rank, Hit]] = []
    for entry in index.entries:
        ranked = _in_name(entry, words, custom) or _by_number(entry, words, custom)
        ranked = ranked or _in_items(index, entry, items, custom)
        if ranked:
            found.append(ranked)
    return found


def _in_name(entry: Entry, words: tuple[str, ...], custom: _Custom) -> tuple[Rank, Hit] | None:
    spans: list[Span] = []
    for word in words:
        places = find_all(entry.name, word)
        if not places:
            return None
        spans.append(min(places, key=lambda span: (span[0] not in (entry.core, 0), span[0])))
    first = min(span[0] for span in spans)
    begun = sum(not is_whole(entry.name, span, word) for span, word in zip(spans, words, strict=True))
    tier = 1 if first in (entry.core, 0) else 2
    if words[0] == str(entry.number):
        tier = 0
    rank = (tier, *custom.place(entry.number), begun, first, len(entry.name.text), entry.number)
    return rank, Hit(entry.number, entry.name.text, FoundBy.NAME, tuple(sorted(spans)))


def _by_number(entry: Entry, words: tuple[str, ...], custom: _Custom) -> tuple[Rank, Hit] | None:
    number, typed = str(entry.number), words[0].lstrip("0")
    if len(words) > 1 or not typed.isdigit() or not number.startswith(typed):
        return None
    tier = 0 if number == typed else 3
    rank = (tier, *custom.place(entry.number), 0, 0, 0, entry.number)
    return rank, Hit(entry.number, entry.name.text, FoundBy.NUMBER)


def _in_items(
    index: FindingIndex, entry: Entry, items: Mapping[str, Span], custom: _Custom
) -> tuple[Rank, Hit] | None:
    best = min(
        ((items[key][0], place, key) for place, key in enumerate(entry.items) if key in items),
        default=None,
    )
    if best is None:
        return None
    start, _, key = best
    text = index.items[key].text
    rank = (4, *custom.place(entry.number), 0, start, len(text), entry.number)
    return rank, Hit(entry.number, entry.name.text, FoundBy.ITEM, (items[key],), text)


def _scattered(index: FindingIndex, typed: str, custom: _Custom) -> list[tuple[Rank, Hit]]:
    found: list[tuple[Rank, Hit]] = []
    for entry in index.entries:
        spans = find_scattered(entry.name, typed)
        if spans:
            width = spans[-1][1] - spans[0][0]
            rank = (5, len(spans), *custom.place(entry.number), width, len(entry.name.text), entry.number)
            found.append((rank, Hit(entry.number, entry.name.text, FoundBy.NAME, spans)))
    return found
