"""Matching what is typed (Chinese, full pinyin, initials, a mixture) against a Chinese text, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Span = tuple[int, int]

_TWO_LETTER = ("zh", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a text: everything a person may type for it. ``keys``: every key in these, ``firsts`` the first
    ones; ``silent``: a mark that nobody types (、（）).
    """

    whole: tuple[str, ...]  # the character itself and its full readings, longest first
    short: tuple[str, ...]  # its initials
    keys: frozenset[str]
    firsts: frozenset[str]
    silent: bool


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text with its signs, ready to be matched. ``keys``: every key that can occur in a match."""

    text: str
    signs: tuple[Sign, ...]
    keys: frozenset[str]


def spell(text: str, readings: Mapping[str, tuple[str, ...]], known: dict[str, Sign]) -> Spelled:
    """Make a text ready; ``known`` remembers signs across texts."""
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
    """Text as it is typed and compared: NFKC, lower case, no blanks, no input method's apostrophes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "'’·`")


def find_all(spelled: Spelled, typed: str) -> tuple[Span, ...]:
    """Every place where ``typed`` (in key form) is spelled without a gap, as (start, end) in the text."""
    return tuple(_places(spelled, typed)) if spelled.keys.issuperset(typed) else ()


Beginnings = Mapping[str, Mapping[str, Sign]]
"""A first key → the characters, of all texts there are, for which it may be typed."""


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
    """One text typed, to be found in many: with which characters it can begin is settled once, not at every one.

    ``begun``: ``beginnings`` of all the texts.
    """

    def __init__(self, begun: Beginnings, typed: str) -> None:
        first = begun.get(typed[0], {})
        self._typed, self._wanted = typed, frozenset(typed)
        self._alone = {
            char for char, sign in first.items() if any(said.startswith(typed) for said in sign.whole)
        }
        ways = [_class(self._alone)] if self._alone else []
        silent = "".join(char for key, signs in begun.items() if not key.isalnum() for char in signs)
        for length, chars in _by_length(first, typed).items():
            following = begun.get(typed[length])
            if following:  # after the x of xin comes an i, with which no character begins
                skipped = f"{_class(silent)}*" if silent else ""
                ways.append(f"{_class(chars)}(?={skipped}{_class(following)})")
        self._starts = re.compile("|".join(ways)) if ways else None

    def may_be_in(self, spelled: Spelled) -> bool:
        """False at once for most: a key of it does not occur there."""
        return self._wanted <= spelled.keys

    def places(self, spelled: Spelled) -> Iterator[Span]:
        """Every place in one of the texts, in order, as (start, end)."""
        if self._starts is not None:
            for found in self._starts.finditer(spelled.text):
                start = found.start()
                end = start + 1 if found[0] in self._alone else _end(spelled.signs, start, self._typed, 0)
                if end is not None:
                    yield start, end

    def first_in(self, texts: Mapping[str, Spelled]) -> dict[str, Span]:
        """The first place in each text that has one."""
        if self._starts is None:
            return {}
        wanted, begins, typed, alone = self._wanted, self._starts.search, self._typed, self._alone
        firsts: dict[str, Span] = {}
        for key, spelled in texts.items():  # thousands at each key: nothing is called that need not be
            if not wanted <= spelled.keys:
                continue
            text, start, end = spelled.text, -1, None
            while end is None and (found := begins(text, start + 1)):
                start = found.start()
                end = start + 1 if text[start] in alone else _end(spelled.signs, start, typed, 0)
            if end is not None:
                firsts[key] = start, end
        return firsts


def _by_length(signs: Mapping[str, Sign], typed: str) -> dict[int, list[str]]:
    """The characters that may take so many of the first letters, and leave some."""
    found: dict[int, list[str]] = {}
    for char, sign in signs.items():
        for length in {len(keys) for keys in (*sign.whole, *sign.short) if typed.startswith(keys)}:
            if length < len(typed):
                found.setdefault(length, []).append(char)
    return found


def _class(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(chars))}]"


def _places(spelled: Spelled, typed: str) -> Iterator[Span]:
    first = typed[0]
    for start, sign in enumerate(spelled.signs):
        if first in sign.firsts:
            end = _end(spelled.signs, start, typed, 0)
            if end is not None:
                yield start, end


def _end(signs: tuple[Sign, ...], place: int, typed: str, done: int) -> int | None:
    """Where a match starting at ``place`` ends, full readings before initials; the last one may be half typed."""
    if done == len(typed):
        return place
    if place == len(signs):
        return None
    sign = signs[place]
    if typed[done] not in sign.firsts:
        return _end(signs, place + 1, typed, done) if sign.silent else None
    rest = typed[done:]
    for reading in sign.whole:
        if rest.startswith(reading):
            end = _end(signs, place + 1, typed, done + len(reading))
            if end is not None:
                return end
        elif reading.startswith(rest):
            return place + 1
    for initial in sign.short:
        if rest.startswith(initial):
            end = _end(signs, place + 1, typed, done + len(initial))
            if end is not None:
                return end
    return None


def is_whole(spelled: Spelled, span: Span, typed: str) -> bool:
    """True when full readings (or the characters themselves) spell the span: 专 for zhuan, where 装 is only begun."""
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
    """Places of ``typed`` in order but with gaps (开餐馆 in 我要开小餐馆); None where it is not there at all.

    Every run starts at a character, is as long as it can be, and single letters do not make a run of their own.
    """
    if len(typed) < 2 or not set(typed) <= spelled.keys:
        return None
    spans: list[Span] = []
    done, place = 0, 0
    while done < len(typed):
        run = _longest_run(spelled.signs, place, typed, done)
        if run is None:
            return None
        start, end, done = run
        spans.append((start, end))
        place = end
    return tuple(spans)


def _longest_run(signs: tuple[Sign, ...], place: int, typed: str, done: int) -> tuple[int, int, int] | None:
    """(start, end, keys done) of the next run: whole signs only, so that gaps do not match just anything."""
    for start in range(place, len(signs)):
        end, after = start, done
        while end < len(signs):
            step = next((len(r) for r in signs[end].whole if typed.startswith(r, after)), 0)
            if not step:
                break
            end, after = end + 1, after + step
        if end > start:
            return start, end, after
    return None
