"""Finding a bundle by what a clerk types: number, Chinese, pinyin, initials or a mixture; recent and frequent first.

After what fits exactly come other words for the same thing (饭店 for 小餐馆) and pinyin with a slip of the hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from counter.domain.near_spelling import Nearness
from counter.domain.spelling import (
    Beginnings,
    Sign,
    Span,
    Spelled,
    beginnings,
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
    WORD = "word"  # another word for it
    NEAR = "near"  # nearly so spelled
    RECENT = "recent"  # nothing typed yet


@dataclass(frozen=True, slots=True)
class Hit:
    """A bundle found. ``spans`` are places to highlight: in ``item`` where an item's name matched, else in ``name``."""

    number: int
    name: str
    by: FoundBy
    spans: tuple[Span, ...] = ()
    item: str | None = None


_BEFORE = "我要开"
"""Typed before another word just as before a name: 开饭店."""


@dataclass(frozen=True, slots=True)
class OtherWord:
    """What people also call it, after ``_BEFORE``: a help for finding, no law.

    ``stands_for``: the place in the name; ``order``: how readily one thinks of this bundle, 0 first.
    """

    spelled: Spelled
    stands_for: Span
    order: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One bundle of the index. ``core``: where the telling part of its name begins."""

    number: int
    name: Spelled
    core: int
    items: tuple[str, ...]
    others: tuple[OtherWord, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingIndex:
    """Everything ``search`` looks through, spelled out once."""

    entries: tuple[Entry, ...]
    items: Mapping[str, Spelled]
    begun: Beginnings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun", beginnings(self.items.values()))

    @classmethod
    def build(
        cls,
        names: Mapping[int, str],
        items: Mapping[str, str],
        own: Mapping[int, Sequence[str]],
        readings: Mapping[str, tuple[str, ...]],
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> FindingIndex:
        """Spell out bundle and item names with the readings of their characters.

        ``words``: another word → the words in bundle names that it stands for.
        """
        known: dict[str, Sign] = {}
        others = {word: spell(_BEFORE + word, readings, known) for word in words or {}}
        entries = tuple(
            Entry(
                number,
                spell(name, readings, known),
                _core(name),
                tuple(own.get(number, ())),
                tuple(
                    OtherWord(others[word], (place, place + len(meant)), order)
                    for word, every in (words or {}).items()
                    for order, meant in enumerate(every)
                    if (place := name.find(meant)) >= 0
                ),
            )
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
    match elsewhere in its name; a number that begins so; an item's name; the keys in order with gaps between; another
    word for it; and, where no name fits, full pinyin with one letter wrong or sounds confused.
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
    found += _by_other_words(index, together, custom, but={hit.number for _, hit in found})
    if all(hit.by is FoundBy.ITEM for _, hit in found):
        found += _near(index, together, custom, but={hit.number for _, hit in found})
    return tuple(hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit])


def _ranked(index: FindingIndex, words: tuple[str, ...], custom: _Custom) -> list[tuple[Rank, Hit]]:
    items = find_in_many(index.items, index.begun, words[0]) if len(words) == 1 else {}
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
    best: tuple[int, str] | None = None
    for key in entry.items if items else ():
        span = items.get(key)
        if span is not None and (best is None or span[0] < best[0]):
            best = (span[0], key)
    if best is None:
        return None
    start, key = best
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


def _by_other_words(
    index: FindingIndex, typed: str, custom: _Custom, but: Collection[int]
) -> list[tuple[Rank, Hit]]:
    found: list[tuple[Rank, Hit]] = []
    for entry in index.entries:
        if entry.number in but:
            continue
        places = (
            (span[0] != len(_BEFORE), other.order, other.stands_for)
            for other in entry.others
            for span in find_all(other.spelled, typed)
            if span[1] > len(_BEFORE)  # 我要开 alone says nothing
        )
        best = min(places, default=None)
        if best is not None:
            elsewhere, order, stands_for = best
            rank = (6, *custom.place(entry.number), int(elsewhere), order, len(entry.name.text), entry.number)
            found.append((rank, Hit(entry.number, entry.name.text, FoundBy.WORD, (stands_for,))))
    return found


def _near(index: FindingIndex, typed: str, custom: _Custom, but: Collection[int]) -> list[tuple[Rank, Hit]]:
    """Names only: an item's official name is long, and nobody types it out."""
    nearness = Nearness(typed)
    if not nearness.worth_trying:
        return []
    found: list[tuple[Rank, Hit]] = []
    for entry in index.entries:
        best = None if entry.number in but else nearness.find(entry.name, entry.core)
        if best is not None:
            wrong, span = best
            rank = (
                7,
                wrong,
                *custom.place(entry.number),
                span[0] != entry.core,
                len(entry.name.text),
                entry.number,
            )
            found.append((rank, Hit(entry.number, entry.name.text, FoundBy.NEAR, (span,))))
    return found
