"""Match typed keys (Chinese, full pinyin, initials, a mixture) against a Chinese text, with the matched spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Span = tuple[int, int]

_TWO_LETTER = ("zh", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a text with the keys it may be typed by. ``keys``: all keys in them; ``firsts``: the first
    ones; ``silent``: punctuation that nobody types (、（）)."""

    whole: tuple[str, ...]  # the character itself and its full readings, longest first
    short: tuple[str, ...]  # its initials
    keys: frozenset[str]
    firsts: frozenset[str]
    silent: bool


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text prepared for matching. ``keys``: every key that can occur in a match."""

    text: str
    signs: tuple[Sign, ...]
    keys: frozenset[str]


def spell(text: str, readings: Mapping[str, tuple[str, ...]], known: dict[str, Sign]) -> Spelled:
    """Prepare a text; ``known`` caches signs across texts."""
    signs = tuple([known[char] if char in known else _sign(char, readings, known) for char in text])
    return Spelled(text, signs, frozenset().union(*[known[char].keys for char in set(text)]))


def _sign(char: str, readings: Mapping[str, tuple[str, ...]], known: dict[str, Sign]) -> Sign:
    own = key_form(char)
    full = readings.get(char, ())
    whole = tuple(sorted({own, *full} - {""}, key=lambda reading: (-len(reading), reading)))
    short = {reading[:2] for reading in full if reading[:2] in _TWO_LETTER} | {reading[0] for reading in full}
    keys, firsts = frozenset("".join(whole)), frozenset(reading[0] for reading in whole)
    sign = Sign(whole, tuple(sorted(short, key=len, reverse=True)), keys, firsts, silent=not own.isalnum())
    known[char] = sign
    return sign


def key_form(text: str) -> str:
    """Text normalised for comparing keys: NFKC, lower case, without blanks and the apostrophes of input methods."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "'’·`")


def find_all(spelled: Spelled, typed: str) -> tuple[Span, ...]:
    """Every contiguous match of ``typed`` (in key form), as (start, end) in the text."""
    return tuple(_matches(spelled, typed)) if spelled.keys.issuperset(typed) else ()


Beginnings = Mapping[str, Mapping[str, Sign]]
"""First key → the characters, of all texts, that it may begin."""


def beginnings(texts: Iterable[Spelled]) -> Beginnings:
    """The characters of these texts by their first keys."""
    signs: dict[str, Sign] = {}
    seen: set[str] = set()
    for spelled in texts:
        new = set(spelled.text) - seen
        seen |= new
        for char in new:
            signs[char] = spelled.signs[spelled.text.index(char)]
    found: dict[str, dict[str, Sign]] = {}
    for char, sign in signs.items():
        for key in sign.firsts:
            found.setdefault(key, {})[char] = sign
    return found


class Sought:
    """One typed text to be found in many texts; the characters it can begin with are computed once.

    ``begun``: ``beginnings`` of all the texts.
    """

    def __init__(self, begun: Beginnings, typed: str) -> None:
        first = begun.get(typed[0], {})
        self._typed, self._typed_keys = typed, frozenset(typed)
        self._alone = {
            char for char, sign in first.items() if any(reading.startswith(typed) for reading in sign.whole)
        }
        alternatives = [_class(self._alone)] if self._alone else []
        silent = "".join(char for key, signs in begun.items() if not key.isalnum() for char in signs)
        for length, chars in _by_length(first, typed).items():
            following = begun.get(typed[length])
            if following:  # after the x of xin comes an i, with which no character begins
                skipped = f"{_class(silent)}*" if silent else ""
                alternatives.append(f"{_class(chars)}(?={skipped}{_class(following)})")
        self._starts = re.compile("|".join(alternatives)) if alternatives else None

    def may_be_in(self, spelled: Spelled) -> bool:
        """False when a key of it does not occur in the text: excludes most texts fast."""
        return self._typed_keys <= spelled.keys

    def places(self, spelled: Spelled) -> Iterator[Span]:
        """Every match in one of the texts, in order, as (start, end)."""
        if self._starts is not None:
            for found in self._starts.finditer(spelled.text):
                start = found.start()
                end = start + 1 if found[0] in self._alone else _end(spelled.signs, start, self._typed, 0)
                if end is not None:
                    yield start, end

    def first_in(self, texts: Mapping[str, Spelled]) -> dict[str, Span]:
        """The first match in each text that has one."""
        if self._starts is None:
            return {}
        typed_keys, begins, typed, alone = self._typed_keys, self._starts.search, self._typed, self._alone
        firsts: dict[str, Span] = {}
        for (
            key,
            spelled,
        ) in texts.items():  # hot loop, thousands of texts at each key: no calls that are not needed
            if not typed_keys <= spelled.keys:
                continue
            text, start, end = spelled.text, -1, None
            while end is None and (found := begins(text, start + 1)):
                start = found.start()
                end = start + 1 if text[start] in alone else _end(spelled.signs, start, typed, 0)
            if end is not None:
                firsts[key] = start, end
        return firsts


def _by_length(signs: Mapping[str, Sign], typed: str) -> dict[int, list[str]]:
    """Characters by the number of first letters that they may take, leaving at least one."""
    found: dict[int, list[str]] = {}
    for char, sign in signs.items():
        for length in {len(keys) for keys in (*sign.whole, *sign.short) if typed.startswith(keys)}:
            if length < len(typed):
                found.setdefault(length, []).append(char)
    return found


def _class(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(chars))}]"


def _matches(spelled: Spelled, typed: str) -> Iterator[Span]:
    first = typed[0]
    for start, sign in enumerate(spelled.signs):
        if first in sign.firsts:
            end = _end(spelled.signs, start, typed, 0)
            if end is not None:
                yield start, end


def _end(signs: tuple[Sign, ...], position: int, typed: str, done: int) -> int | None:
    """The end of a match starting at ``position``, full readings before initials; the last one may be typed in part."""
    if done == len(typed):
        return position
    if position == len(signs):
        return None
    sign = signs[position]
    if typed[done] not in sign.firsts:
        return _end(signs, position + 1, typed, done) if sign.silent else None
    remaining = typed[done:]
    for reading in sign.whole:
        if remaining.startswith(reading):
            end = _end(signs, position + 1, typed, done + len(reading))
            if end is not None:
                return end
        elif reading.startswith(remaining):
            return position + 1
    for initial in sign.short:
        if remaining.startswith(initial):
            end = _end(signs, position + 1, typed, done + len(initial))
            if end is not None:
                return end
    return None


def is_whole(spelled: Spelled, span: Span, typed: str) -> bool:
    """True when full readings (or the characters themselves) spell the span: 专 for zhuan, but 装 only in part."""
    return _spells(spelled.signs[span[0] : span[1]], typed)


def _spells(signs: tuple[Sign, ...], typed: str) -> bool:
    if not signs:
        return not typed
    if signs[0].silent and not typed.startswith(signs[0].whole):
        return _spells(signs[1:], typed)
    return any(
        _spells(signs[1:], typed[len(reading) :]) for reading in signs[0].whole if typed.startswith(reading)
    )


def find_scattered(spelled: Spelled, typed: str) -> tuple[Span, ...] | None:
    """Spans of ``typed`` in order with gaps (开餐馆 in 我要开小餐馆); None where there is no such match.

    Every run starts at a character, is as long as possible, and consists of whole readings.
    """
    if len(typed) < 2 or not set(typed) <= spelled.keys:
        return None
    spans: list[Span] = []
    done, position = 0, 0
    while done < len(typed):
        run = _longest_run(spelled.signs, position, typed, done)
        if run is None:
            return None
        start, end, done = run
        spans.append((start, end))
        position = end
    return tuple(spans)


def _longest_run(
    signs: tuple[Sign, ...], position: int, typed: str, done: int
) -> tuple[int, int, int] | None:
    """(start, end, keys done) of the next run of whole readings."""
    for start in range(position, len(signs)):
        end, after = start, done
        while end < len(signs):
            step = next((len(r) for r in signs[end].whole if typed.startswith(r, after)), 0)
            if not step:
                break
            end, after = end + 1, after + step
        if end > start:
            return start, end, after
    return None
