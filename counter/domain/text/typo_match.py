"""Match full pinyin with one typing error: a wrong, missing, extra or swapped letter, or confused sounds.

For names that are not found exactly. Only whole syllables count (the last may be typed in part): with initials every
letter would be near to something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from counter.domain.text.match import Beginnings, Sign, Span, Spelled

FEWEST = 4
"""Fewest letters typed; fewer are near to too much."""

_SOUNDS_BEGIN = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l"))
_SOUNDS_END = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_HEARD_BESIDES = frozenset("hnlfrg")
"""Letters that a confused sound may have and the name not."""
_ONE_LETTER = 10
"""Cost of a wrong letter, in confused sounds: a match by sound alone is nearer."""

Step = tuple[int, int]
"""(letters typed of the syllable, cost)."""


class Nearness:
    """Finds one typed pinyin text in many names; comparisons of syllables are cached across names.

    ``begun``: ``beginnings`` of all the names.
    """

    def __init__(self, begun: Beginnings, typed: str) -> None:
        self._typed = typed
        self._letters = frozenset(typed) - _HEARD_BESIDES
        self._known: dict[tuple[int, int], tuple[Step, ...]] = {}
        self._swaps: dict[tuple[int, int, int], tuple[int, ...]] = {}
        """By identity of the signs: each is one object in all names."""
        self._starts = self._all_starts(begun) if self.worth_trying else None

    @property
    def worth_trying(self) -> bool:
        """True for pinyin of at least ``FEWEST`` letters."""
        return len(self._typed) >= FEWEST and self._typed.isascii() and self._typed.isalpha()

    def find(self, spelled: Spelled, beyond: int = 0) -> tuple[int, Span] | None:
        """(cost, span) of the nearest match in a name, or None.

        A match has at least two characters and ends after ``beyond``, the words that many names begin with.
        """
        if self._starts is None or len(self._letters - spelled.keys) > 1:  # more than one letter is wrong
            return None
        best: tuple[int, Span] | None = None
        for position in self._starts.finditer(spelled.text):
            start = position.start()
            found = self._end(spelled.signs, start, 0, wrong=0)
            if found is None or found[1] <= beyond or found[1] - start < 2:
                continue
            if best is None or found[0] < best[0]:
                best = (found[0], (start, found[1]))
        return best

    def _all_starts(self, begun: Beginnings) -> re.Pattern[str] | None:
        signs = {char: sign for signs_of in begun.values() for char, sign in signs_of.items()}
        chars = "".join(char for char, sign in signs.items() if self._steps(sign, 0))
        return re.compile(f"[{re.escape(chars)}]") if chars else None

    def _end(self, signs: tuple[Sign, ...], position: int, done: int, wrong: int) -> tuple[int, int] | None:
        """(cost, end) of the best match from here on; at most one letter may be wrong in all."""
        if done == len(self._typed):
            return wrong, position
        if position == len(signs):
            return None
        if signs[position].silent:
            return self._end(signs, position + 1, done, wrong)
        ends = [
            self._end(signs, position + 1, done + letters, wrong + more)
            for letters, more in self._steps(signs[position], done)
            if wrong + more < 2 * _ONE_LETTER
        ]
        following = _next(signs, position) if wrong < _ONE_LETTER else None
        if following is not None:
            ends += [
                self._end(signs, following + 1, done + letters, wrong + _ONE_LETTER)
                for letters in self._swapped(signs[position], signs[following], done)
            ]
        return min((end for end in ends if end is not None), default=None)

    def _swapped(self, one: Sign, other: Sign, done: int) -> tuple[int, ...]:
        """How many letters from ``done`` on may be these two characters with the letters at their border swapped."""
        key = (id(one), id(other), done)
        known = self._swaps.get(key)
        if known is None:
            known = self._swaps[key] = tuple(_swapped(one, other, self._typed[done:]))
        return known

    def _steps(self, sign: Sign, done: int) -> tuple[Step, ...]:
        key = (id(sign), done)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(self._compared(sign, done))
        return known

    def _compared(self, sign: Sign, done: int) -> list[Step]:
        """Every step by which the letters from ``done`` on may be this character, whole, or in part at the end."""
        remaining = self._typed[done:]
        first, second = remaining[0], remaining[1:2]
        steps: dict[int, int] = {}

        def note(letters: int, wrong: int) -> None:
            steps[letters] = min(wrong, steps.get(letters, wrong))

        for reading in sign.whole:
            for heard, wrong in _heard_as(reading).items():
                if remaining.startswith(heard):
                    note(len(heard), wrong)
                elif heard.startswith(remaining):
                    note(len(remaining), wrong)
            if len(reading) < 2:
                continue
            one, two = reading[0], reading[1]
            if (
                first != one and second != two and first != two and second != one
            ):  # more than one letter is wrong
                continue
            for letters in range(len(reading) - 1, len(reading) + 2):
                if letters <= len(remaining) and one_off(reading, remaining[:letters]):
                    note(letters, _ONE_LETTER)
            if 2 <= len(remaining) < len(reading) and any(
                one_off(reading[:half], remaining) for half in range(2, len(reading))
            ):
                note(len(remaining), _ONE_LETTER)
        return list(steps.items())


def _next(signs: tuple[Sign, ...], position: int) -> int | None:
    """Position of the next character that is typed."""
    return next((n for n in range(position + 1, len(signs)) if not signs[n].silent), None)


def _swapped(one: Sign, other: Sign, remaining: str) -> Iterator[int]:
    for before in one.whole:
        if not remaining.startswith(before[:-1]):
            continue
        at = len(before) - 1
        for after in other.whole:
            if remaining[at : at + 2] != after[0] + before[-1]:
                continue
            heard = before[:-1] + after[0] + before[-1] + after[1:]
            if remaining.startswith(heard) or heard.startswith(remaining):
                yield min(len(heard), len(remaining))


@cache
def _heard_as(reading: str) -> Mapping[str, int]:
    """A syllable as it may be heard → number of confused sounds."""
    begun = {reading: 0}
    for one, other in (*_SOUNDS_BEGIN, *((b, a) for a, b in _SOUNDS_BEGIN)):
        if reading.startswith(one):
            begun.setdefault(other + reading[len(one) :], 1)
    heard = dict(begun)
    for one, other in (*_SOUNDS_END, *((b, a) for a, b in _SOUNDS_END)):
        for text, wrong in begun.items():
            if text.endswith(one):
                heard.setdefault(text[: -len(one)] + other, wrong + 1)
    return heard


def one_off(right: str, typed: str) -> bool:
    """True when exactly one letter is wrong, missing, too many, or swapped with its neighbour."""
    if right == typed or abs(len(right) - len(typed)) > 1:
        return False
    same = next(
        (n for n, (a, b) in enumerate(zip(right, typed, strict=False)) if a != b), min(len(right), len(typed))
    )
    a, b = right[same:], typed[same:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
