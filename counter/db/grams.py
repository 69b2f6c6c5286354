"""Names cut into characters and pairs, the form in which part of a name is found among a million (TECH 5.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 6
"""The remainder of a name from one of its characters on is stored up to so many characters."""
_LETTERS, _CHARACTERS = 3, 2
"""The longest run of neighbours that is a gram: of Latin letters and figures only, of any other name."""
_STRIDE, _MOST = 3, 12
"""Of a long part of a name every third ending is queried, of a very long one about so many."""
_DROPPED = frozenset("ZPS")
_RUN = re.compile(r"([\x00-\x7f])\1{3}|([^\x00-\x7f])\2{2}")


def plain(text: str) -> str:
    """A name normalised for comparison: half width, lower case, without spaces, marks and signs.

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

    Latin letters (pinyin initials) also as triples: 26 letters make too few pairs to distinguish a million names. A
    repeated character also as a run, which its pairs cannot distinguish. The remainder of the name from each of its
    characters on is a word too (its endings, their first six characters): what every company has in its name (有限,
    公司, yxz, zrg) selects little by pairs, and well by six characters.
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
    """The index words to query for part of a name: its longest runs that the index has, each once.

    Runs of six overlap by half, so that hardly any name has all of them but not the whole.
    """
    name = plain(text)
    if len(name) >= LONGEST:
        last = len(name) - LONGEST
        starts = (*range(0, last, max(_STRIDE, -(-last // _MOST))), last)
        return list(dict.fromkeys(name[at : at + LONGEST] for at in starts))
    size = min(len(name), _size(name))
    grams = [gram for gram in dict.fromkeys(_runs(name, size)) if gram]
    return [name[: size + 1]] if len(grams) == 1 and len(name) > size else grams


def begins_an_ending(name: str) -> bool:
    """Whether part of a name (normalised) is longer than its grams and shorter than the endings: then the words of the
    index that begin with it lead to exactly the names that contain it.
    """
    return _size(name) < len(name) < LONGEST


def runs_of_one(name: str) -> list[str]:
    """Runs of one character in a normalised name: one longer than those of its other grams."""
    return [found.group() for found in _RUN.finditer(name)]


def match_of(grams: Iterable[str]) -> str:
    """The index query for all of these grams. Empty where no gram is left."""
    return " ".join(f'"{gram}"' for gram in grams)


def _runs(name: str, size: int) -> list[str]:
    return [name[i : i + size] for i in range(len(name) - size + 1)]


def _size(name: str) -> int:
    return _LETTERS if name.isascii() else _CHARACTERS
