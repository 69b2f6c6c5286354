"""Pinyin input: characters and two-character words by spelling, the most frequent first. Pure.

A key is the set of its letters: one on a full keyboard, three or four on the small one (九宫格). A spelling is a
sequence of such keys; a syllable matches where each letter is on its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

FULL = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NINE = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
SIGNS = "，。！？、0123456789：；（）"
"""Candidates while nothing is spelled."""

LONGEST = 12
"""Maximum number of keys of a spelling: two of the longest syllables."""

SHORTENED = 40
"""Maximum number of words offered for a partial spelling."""

FIRST = 5
"""Characters of a partial syllable offered before such words."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """A candidate. ``keys``: number of keys it uses; ``letters``: how they are read for it."""

    text: str
    keys: int
    letters: str = ""


class Spelling:
    """The table ``resources/pinyin/common.txt`` in memory. Raises ValueError where it is none."""

    def __init__(self, table: str) -> None:
        plain = "\n".join(line for line in table.splitlines() if not line.startswith("#"))
        characters, mark, words = plain.partition("[words]\n")
        if not mark or not characters.startswith("[characters]\n"):
            raise ValueError("no table of characters and words")
        self._of: dict[str, list[tuple[int, str]]] = defaultdict(list)
        readings: dict[str, list[str]] = defaultdict(list)
        for rank, entry in enumerate(characters.split()[1:]):
            reading, character = entry[:-1], entry[-1]
            self._of[reading].append((rank, character))
            readings[character].append(reading)
        self.characters = frozenset(readings)
        self._words: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        run = words.replace("\n", "")
        for at in range(0, len(run), 2):
            word = run[at : at + 2]
            for first, second in product(readings[word[0]], readings[word[1]]):
                self._words[first[0]].append((first, second, word))

    @property
    def readings(self) -> tuple[str, ...]:
        """Every syllable there is."""
        return tuple(self._of)

    def characters_of(self, reading: str) -> str:
        """Characters of a syllable, the most frequent first; none where it is no syllable."""
        return "".join(character for _, character in self._of.get(reading, ()))

    def offers(self, keys: Sequence[str]) -> tuple[Candidates, ...]:
        """Candidates, likeliest first, each text once: whole words, whole syllables, then prefixes."""
        found: dict[str, Candidates] = {}
        for one in self._likeliest(tuple(keys)):
            found.setdefault(one.text, one)
        return tuple(found.values())

    def _likeliest(self, keys: tuple[str, ...]) -> Iterator[Candidates]:
        if not keys:
            return
        count = len(keys)
        whole, begun = self._words_of(keys)
        yield from (Candidates(word, count, letters) for word, letters in whole)
        exact = [reading for reading in self._of if len(reading) == count and _fits(reading, keys)]
        yield from self._characters(exact, count)
        longer = [reading for reading in self._of if len(reading) > count and _fits(reading[:count], keys)]
        completed = list(self._characters(longer, count))
        yield from completed[:FIRST]
        yield from (Candidates(word, count, letters) for word, letters in begun[:SHORTENED])
        yield from completed[FIRST:]
        for part in range(count - 1, 0, -1):
            yield from (Candidates(word, part, letters) for word, letters in self._words_of(keys[:part])[0])
            shorter = [reading for reading in self._of if len(reading) == part and _fits(reading, keys)]
            yield from self._characters(shorter, part)

    def _characters(self, readings: Sequence[str], keys: int) -> Iterator[Candidates]:
        ranked = sorted((*one, reading) for reading in readings for one in self._of[reading])
        return (Candidates(character, keys, reading[:keys]) for _, character, reading in ranked)

    def _words_of(self, keys: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Words spelled in full or by the beginnings of both syllables, with the letters matched."""
        whole: list[tuple[str, str]] = []
        begun: list[tuple[str, str]] = []
        for letter in keys[0] if len(keys) > 1 else ():
            for first, second, word in self._words[letter]:
                split = _split(first, second, keys)
                if split is not None:
                    letters = first[:split] + second[: len(keys) - split]
                    (whole if len(letters) == len(first) + len(second) else begun).append((word, letters))
        return whole, begun


def _fits(letters: str, keys: Sequence[str]) -> bool:
    return all(letter in key for letter, key in zip(letters, keys, strict=False))


def _split(first: str, second: str, keys: Sequence[str]) -> int | None:
    """Number of keys of the first syllable, as many as possible; the others start the second; one each at least."""
    for at in range(min(len(first), len(keys) - 1), 0, -1):
        if len(keys) - at <= len(second) and _fits(first[:at], keys) and _fits(second, keys[at:]):
            return at
    return None


@lru_cache(maxsize=1)
def spelling_of(resources: Path) -> Spelling:
    """The table of these resources, cached. Raises OSError where it is missing."""
    return Spelling((resources / "pinyin" / "common.txt").read_text(encoding="utf-8"))
