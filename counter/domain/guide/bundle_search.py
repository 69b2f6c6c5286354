"""Search bundles by number, Chinese, pinyin, initials or a mixture; recent and frequent ones first.

After exact matches come synonyms (饭店 for 小餐馆) and pinyin with a typing error.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import nsmallest
from operator import itemgetter

from counter.domain.text.match import (
    Beginnings,
    Sign,
    Sought,
    Span,
    Spelled,
    beginnings,
    find_all,
    find_scattered,
    is_whole,
    key_form,
    spell,
)
from counter.domain.text.typo_match import Nearness

_OPENING = re.compile(r"我要(?:申请|开办|办理|经营|从事|生产经营|开|办|建)?|办理")
"""Words that most bundle names begin with; people type what follows."""


class FoundBy(StrEnum):
    """What of a bundle was matched."""

    NUMBER = "number"
    NAME = "name"
    ITEM = "item"
    WORD = "word"  # another word for it
    NEAR = "near"  # nearly so spelled
    RECENT = "recent"  # nothing typed


@dataclass(frozen=True, slots=True)
class Hit:
    """A bundle found. ``spans``: what to highlight in ``item`` where an item's name matched, else in ``name``."""

    number: int
    name: str
    by: FoundBy
    spans: tuple[Span, ...] = ()
    item: str | None = None


_BEFORE = "我要开"
"""Prefix that may be typed before a synonym as before a name: 开饭店."""


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A synonym for part of a name, after ``_BEFORE``; an aid to search only.

    ``stands_for``: the span in the name; ``order``: how likely this bundle is meant, 0 first.
    """

    spelled: Spelled
    stands_for: Span
    order: int


@dataclass(frozen=True, slots=True)
class IndexedBundle:
    """One bundle of the index. ``core``: start of the distinctive part of its name."""

    number: int
    name: Spelled
    core: int
    items: tuple[str, ...]
    others: tuple[OtherWord, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingIndex:
    """Everything ``search`` looks through, spelled once."""

    entries: tuple[IndexedBundle, ...]
    items: Mapping[str, Spelled]
    begun: Beginnings = field(init=False, repr=False, compare=False)
    names_begun: Beginnings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun", beginnings(self.items.values()))
        object.__setattr__(self, "names_begun", beginnings(entry.name for entry in self.entries))

    @classmethod
    def build(
        cls,
        names: Mapping[int, str],
        items: Mapping[str, str],
        own: Mapping[int, Sequence[str]],
        readings: Mapping[str, tuple[str, ...]],
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> FindingIndex:
        """Index bundle and item names with the readings of their characters.

        ``words``: synonym → the words in bundle names that it may mean.
        """
        known: dict[str, Sign] = {}
        others: dict[str, list[tuple[Spelled, int]]] = {}
        for word, every in (words or {}).items():
            spelled = spell(_BEFORE + word, readings, known)
            for order, meant in enumerate(every):
                others.setdefault(meant, []).append((spelled, order))
        entries = tuple(
            IndexedBundle(
                number,
                spell(name, readings, known),
                distinctive_part(name),
                tuple(own.get(number, ())),
                tuple(
                    OtherWord(spelled, (position, position + len(meant)), order)
                    for meant in others
                    if (position := name.find(meant)) >= 0
                    for spelled, order in others[meant]
                ),
            )
            for number, name in sorted(names.items())
        )
        return cls(entries, {key: spell(name, readings, known) for key, name in items.items()})


def distinctive_part(name: str) -> int:
    """Start of the distinctive part of a name: after 我要开 and the like."""
    opening = _OPENING.match(name)
    return opening.end() if opening else 0


Rank = tuple[int, ...]
"""Tier, rank among the recent ones, frequency, then quality of the match; smaller is better. The last is the
bundle's number, so that no two are equal."""

Found = tuple[Rank, IndexedBundle, FoundBy, tuple[Span, ...], str | None]
"""A match before it becomes a ``Hit``: one letter matches a thousand, of which twenty are shown."""


@dataclass(frozen=True, slots=True)
class _Custom:
    """How often and how recently each bundle was used at this station."""

    usage: Mapping[int, int]
    recent: Sequence[int]

    def position(self, number: int) -> tuple[int, int]:
        """(rank among the recent ones, minus frequency); smaller is better."""
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

    Order of matches: the exact number; the start of the distinctive part of a name (小餐馆 of 我要开小餐馆);
    elsewhere in a name; the start of a number; an item's name; the keys in order with gaps; a synonym; and, where no
    name matches, full pinyin with one wrong letter or confused sounds.
    """
    custom = _Custom(usage or {}, recent)
    words = tuple(word for word in (key_form(part) for part in text.split()) if word)
    if not words:
        plain = sorted(index.entries, key=lambda entry: (*custom.position(entry.number), entry.number))
        return tuple(Hit(e.number, e.name.text, FoundBy.RECENT) for e in plain[:limit])
    together = "".join(words)
    found = _ranked(index, (together,), custom)
    if not found and len(words) > 1:
        found = _ranked(index, words, custom)
    if not found:
        found = _scattered(index, together, custom)
    found += _by_other_words(index, together, custom, but={entry.number for _, entry, *_ in found})
    if all(by is FoundBy.ITEM for _, _, by, *_ in found):
        found += _near(index, together, custom, but={entry.number for _, entry, *_ in found})
    best = nsmallest(limit, found, key=itemgetter(0))
    return tuple(Hit(entry.number, entry.name.text, by, spans, item) for _, entry, by, spans, item in best)


def _ranked(index: FindingIndex, words: tuple[str, ...], custom: _Custom) -> list[Found]:
    sought = [(word, Sought(index.names_begun, word)) for word in words]
    items = Sought(index.begun, words[0]).first_in(index.items) if len(words) == 1 else {}
    found = (
        _in_name(entry, sought, custom)
        or _by_number(entry, words, custom)
        or _in_items(index, entry, items, custom)
        for entry in index.entries
    )
    return [ranked for ranked in found if ranked]


def _in_name(entry: IndexedBundle, sought: Sequence[tuple[str, Sought]], custom: _Custom) -> Found | None:
    spans: list[Span] = []
    begun = 0
    for word, places in sought:
        span = _best_span(places.places(entry.name), entry.core) if places.may_be_in(entry.name) else None
        if span is None:
            return None
        spans.append(span)
        begun += not is_whole(entry.name, span, word)
    first = min(spans)[0]
    tier = 1 if first in (entry.core, 0) else 2
    if sought[0][0] == str(entry.number):
        tier = 0
    rank = (tier, *custom.position(entry.number), begun, first, len(entry.name.text), entry.number)
    return rank, entry, FoundBy.NAME, tuple(sorted(spans)), None


def _best_span(places: Iterable[Span], core: int) -> Span | None:
    """The span at the start of the name or of its distinctive part, else the first."""
    first = None
    for span in places:
        if span[0] in (0, core):
            return span
        first = first or span
        if span[0] > core:
            break
    return first


def _by_number(entry: IndexedBundle, words: tuple[str, ...], custom: _Custom) -> Found | None:
    number, typed = str(entry.number), words[0].lstrip("0")
    if len(words) > 1 or not typed.isdigit() or not number.startswith(typed):
        return None
    tier = 0 if number == typed else 3
    rank = (tier, *custom.position(entry.number), 0, 0, 0, entry.number)
    return rank, entry, FoundBy.NUMBER, (), None


def _in_items(
    index: FindingIndex, entry: IndexedBundle, items: Mapping[str, Span], custom: _Custom
) -> Found | None:
    best: tuple[int, str] | None = None
    for key in entry.items if items else ():
        span = items.get(key)
        if span is not None and (best is None or span[0] < best[0]):
            best = (span[0], key)
    if best is None:
        return None
    start, key = best
    text = index.items[key].text
    rank = (4, *custom.position(entry.number), 0, start, len(text), entry.number)
    return rank, entry, FoundBy.ITEM, (items[key],), text


def _scattered(index: FindingIndex, typed: str, custom: _Custom) -> list[Found]:
    found: list[Found] = []
    for entry in index.entries:
        spans = find_scattered(entry.name, typed)
        if spans:
            width = spans[-1][1] - spans[0][0]
            rank = (5, len(spans), *custom.position(entry.number), width, len(entry.name.text), entry.number)
            found.append((rank, entry, FoundBy.NAME, spans, None))
    return found


def _by_other_words(index: FindingIndex, typed: str, custom: _Custom, but: Collection[int]) -> list[Found]:
    found: list[Found] = []
    for entry in index.entries:
        if entry.number in but:
            continue
        places = (
            (span[0] != len(_BEFORE), other.order, other.stands_for)
            for other in entry.others
            for span in find_all(other.spelled, typed)
            if span[1] > len(_BEFORE)  # 我要开 alone matches nothing
        )
        best = min(places, default=None)
        if best is not None:
            elsewhere, order, stands_for = best
            rank = (
                6,
                *custom.position(entry.number),
                int(elsewhere),
                order,
                len(entry.name.text),
                entry.number,
            )
            found.append((rank, entry, FoundBy.WORD, (stands_for,), None))
    return found


def _near(index: FindingIndex, typed: str, custom: _Custom, but: Collection[int]) -> list[Found]:
    """Bundle names only: nobody types an item's long official name in full."""
    nearness = Nearness(index.names_begun, typed)
    if not nearness.worth_trying:
        return []
    found: list[Found] = []
    for entry in index.entries:
        best = None if entry.number in but else nearness.find(entry.name, entry.core)
        if best is not None:
            wrong, span = best
            rank = (
                7,
                wrong,
                *custom.position(entry.number),
                span[0] != entry.core,
                len(entry.name.text),
                entry.number,
            )
            found.append((rank, entry, FoundBy.NEAR, (span,), None))
    return found
