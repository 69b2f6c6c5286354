"""The start phrase (开机口令词): words drawn by the program and typed as pinyin, without an input method.

4,096 words: four are 48 bits, five 60. The list is public (resources/phrase); that a word is in it says nothing about
the phrase.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counter.domain.errors import BadInput
from counter.services.keys.slot_kinds import SecretRefused

COUNTS = (4, 5)
"""How many words a phrase may have; the first is usual."""
_LONGEST = 300
_BETWEEN = re.compile(r"[\s,，.。、;；\-–—_/|+]+")
_NOT_TYPED = re.compile(r"[^a-z\u4e00-\u9fff]")
_NEAR = 2


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word: as read (``hanzi``) and as typed (``letters``, pinyin without tones)."""

    hanzi: str
    letters: str


class PhraseWords:
    """The list of words. No word's letters begin another's: spaces may be left out."""

    def __init__(self, lines: Iterable[str]) -> None:
        pairs = (line.split() for line in lines)
        self.words = tuple(PhraseWord(pair[0], pair[1]) for pair in pairs if len(pair) == 2)
        self._by_letters = {word.letters: word for word in self.words}
        self._by_hanzi = {word.hanzi: word for word in self.words}
        self._longest = max((len(word.letters) for word in self.words), default=0)

    def draw(self, count: int = COUNTS[0]) -> tuple[PhraseWord, ...]:
        """Words of a new phrase, by the system's random source. Raises BadInput for another number."""
        if count not in COUNTS:
            raise BadInput(f"开机口令词是 {COUNTS[0]} 个或 {COUNTS[1]} 个词。", field="words")
        return tuple(secrets.choice(self.words) for _ in range(count))

    def read(self, typed: str) -> str:
        """The phrase in its canonical form, of what a person typed: any case, with or without spaces, ü as v, also as
        characters.

        Raises SecretRefused, field phrase, naming the first word that is not in the list, or the number of words.
        """
        parts = [part for part in _BETWEEN.split(_plain(typed)) if part]
        if not parts:
            raise SecretRefused("请输入开机口令词。", field="phrase")
        found = self._each(parts)
        if found is None:
            found, left = self._run_together("".join(parts))
            if left:
                raise SecretRefused(self._unknown(parts, len(found), left), field="phrase")
        if len(found) not in COUNTS:
            raise SecretRefused(
                f"开机口令词是 {COUNTS[0]} 个或 {COUNTS[1]} 个词，输入了 {len(found)} 个。", field="phrase"
            )
        return canonical(found)

    def _each(self, parts: list[str]) -> list[PhraseWord] | None:
        found = [self._by_letters.get(part) or self._by_hanzi.get(part) for part in parts]
        return [word for word in found if word is not None] if None not in found else None

    def _run_together(self, text: str) -> tuple[list[PhraseWord], str]:
        """Words from the beginning of a text without spaces, and what is left where no word follows."""
        found: list[PhraseWord] = []
        while text:
            word = next((w for w in self._beginning(text)), None)
            if word is None:
                return found, text
            taken = word.hanzi if text.startswith(word.hanzi) else word.letters
            found.append(word)
            text = text[len(taken) :]
        return found, ""

    def _beginning(self, text: str) -> Iterator[PhraseWord]:
        if text[:2] in self._by_hanzi:
            yield self._by_hanzi[text[:2]]
        for length in range(1, self._longest + 1):
            if text[:length] in self._by_letters:
                yield self._by_letters[text[:length]]

    def _unknown(self, parts: list[str], before: int, left: str) -> str:
        """The sentence for a word that is not in the list."""
        place, wrong = before, left
        if len(parts) in COUNTS:
            place = next(i for i, part in enumerate(parts) if self._each([part]) is None)
            wrong = parts[place]
        near = self._near(wrong, whole=len(parts) in COUNTS)
        ask = (
            "，是不是" + "、".join(f" {word.hanzi} {word.letters}" for word in near) + "？" if near else "。"
        )
        return f"第 {place + 1} 个词不在词表里{ask}{'' if near else '请对照原件再输。'}"

    def _near(self, wrong: str, *, whole: bool) -> list[PhraseWord]:
        """Up to two words that differ by one or two letters from what was typed, or from its beginning."""
        measured = []
        for word in self.words:
            length = len(word.letters)
            tried = [wrong] if whole else [wrong[: length + more] for more in (-1, 0, 1, 2)]
            least = min(_distance(text, word.letters, _NEAR) for text in tried)
            if least <= _NEAR:
                measured.append((least, word.letters[:2] != wrong[:2], -length, word.letters, word))
        measured.sort(key=lambda one: one[:4])
        best = [one for one in measured if one[:2] == measured[0][:2]]
        return [word for *_, word in best[:2]]


def canonical(words: Iterable[PhraseWord]) -> str:
    """The form that a slot is derived from."""
    return " ".join(word.letters for word in words)


def _plain(typed: str) -> str:
    """Small letters without tones and apostrophes, ü as v; separators and characters stay."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST]).lower().replace("u:", "v")
    marked = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    text = "".join(char for char in marked if not unicodedata.combining(char))
    return " ".join(_NOT_TYPED.sub("", part) for part in _BETWEEN.split(text))


def _distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap between two words; above ``most`` any number above it."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
