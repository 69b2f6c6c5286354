"""Names cut into characters and pairs, the form in which part of a name is found in a million (TECH 5.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 6
"""What is left of a name from one of its characters on is stored up to so many characters."""
_LETTERS, _CHARACTERS = 3, 2
"""The longest run of neighbours that is a gram by itself: of Latin letters and figures only, of any other name."""
_STRIDE, _MOST = 3, 12
"""Of a long part of a name every third ending is asked for, of a very long one about so many."""
_DROPPED = frozenset("ZPS")
_RUN = re.compile(r"([\x00-\x7f])\1{3}|([^\x00-\x7f])\2{2}")


def plain(text: str) -> str:
    """A name as it is compared: full width folded, small letters, without spaces, marks and signs.

    A character that Python's tables do not know yet (new rare characters, private-use ones of old systems) stays.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isalnum():
        return folded  # letters and figures only, as nearly every name is
    return "".join(ch for ch in folded if _stays(unicodedata.category(ch)))


def _stays(category: str) -> bool:
    return category[0] not in _DROPPED and category not in {"Cc", "Cf"}


def grams_of(texts: Iterable[str]) -> str:
    """The words the index stores for some names: every character and pair of neighbours, each once.

    Latin letters (pinyin initials) also as triples: 26 letters make too few pairs to tell a million names apart. A
    character that comes again and again also as a run, which its own pairs cannot tell from each other. What is left
    of the name from each of its characters on is a word too (its endings, the first six characters of them): what
    every company has in its name (有限, 公司, yxz, zrg) says little by pairs, and by six characters who it is.
    """
    grams: dict[str, None] = {}
    for text in texts:
        name = plain(text)
        grams.update(dict.fromkeys(name))
        grams.update(dict.fromkeys(_runs(name, 2)))
        triples = _runs(name, _LETTERS)
        grams.update(dict.fromkeys(triples if name.isascii() else filter(str.isascii, triples)))
        grams.update(dict.fromkeys(runs_of_one(name)))
        grams.update(dict.fromkeys(name[at : at + LONGEST] for at in range(len(name) - _size(name))))
    return " ".join(grams)


def asked_grams(text: str) -> list[str]:
    """What the index is asked for part of a name: its longest runs that the index has, each once.

    Runs of six overlap by half, so that hardly a name has all of them and not the whole.
    """
    name = plain(text)
    if len(name) >= LONGEST:
        last = len(name) - LONGEST
        places = (*range(0, last, max(_STRIDE, -(-last // _MOST))), last)
        return list(dict.fromkeys(name[at : at + LONGEST] for at in places))
    size = min(len(name), _size(name))
    grams = [gram for gram in dict.fromkeys(_runs(name, size)) if gram]
    return [name[: size + 1]] if len(grams) == 1 and len(name) > size else grams


def begins_an_ending(name: str) -> bool:
    """Whether part of a name (plain) is longer than its grams and shorter than the endings: the words of the index that
    begin so lead to all who have it, and to nobody else."""
    return _size(name) < len(name) < LONGEST


def runs_of_one(name: str) -> list[str]:
    """Where a plain name has one character again and again: one more of it than its other grams have."""
    return [found.group() for found in _RUN.finditer(name)]


def match_of(grams: Iterable[str]) -> str:
    """The index query for all of these grams. Empty where nothing is left to ask."""
    return " ".join(f'"{gram}"' for gram in grams)


def _runs(name: str, size: int) -> list[str]:
    return [name[i : i + size] for i in range(len(name) - size + 1)]


def _size(name: str) -> int:
    return _LETTERS if name.isascii() else _CHARACTERS
