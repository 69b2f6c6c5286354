"""The one-time code of a folded slip (评价条): sixteen random letters and a check letter that detects typing errors.

Without letters that look alike (0 O, 1 I L, 5 S, U V): it is read from a small paper and typed by another person.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter.domain.errors import BadInput
from counter.domain.text.spoken_code import in_groups

ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
"""29 letters: a prime, so that the check letter finds every single wrong letter and every two that changed places."""

LETTERS = 16
"""Of chance: 29 ** 16 is more than 77 bits."""

VALID_DAYS = 7
"""How many days after its own a slip may be used."""

_DIGEST = b"counter-slip-1"


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """Content of a folded slip. Has no repr: the code must never reach a log.

    ``page``: A4 or 80mm. ``banner``: what stands across it, "" for nothing.
    """

    hall: str
    window: str
    code: str
    until: date
    banner: str
    page: str


def new_code(choose: Callable[[str], str]) -> str:
    """A fresh code, normalised. ``choose`` picks a letter by chance (``secrets.choice``)."""
    letters = "".join(choose(ALPHABET) for _ in range(LETTERS))
    return letters + _check_letter(letters)


def spoken(code: str) -> str:
    """The code as it is printed: in groups of four, the check letter at the end."""
    return in_groups(code, between="-")


def read_code(text: str) -> str:
    """A typed code, normalised: any case, spacing and dashes, full-width letters too.

    Raises BadInput where it is none, or one letter is wrong.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    letters = "".join(c for c in folded if c.isalnum())
    if len(letters) != LETTERS + 1 or any(c not in ALPHABET for c in letters):
        raise BadInput(f"评价条的编码是{LETTERS + 1}位数字和字母，请照评价条里面的再输一遍。", field="code")
    if _check_letter(letters[:LETTERS]) != letters[LETTERS]:
        raise BadInput("编码里有一位不对，请照评价条里面的再输一遍。", field="code")
    return letters


def digest_of(code: str) -> str:
    """Digest of a code, which the station stores: SHA-256, hex. The code itself cannot be found from it."""
    return hashlib.sha256(_DIGEST + code.encode()).hexdigest()


def _check_letter(letters: str) -> str:
    weighed = sum(weight * ALPHABET.index(c) for weight, c in enumerate(letters, 1))
    return ALPHABET[weighed % len(ALPHABET)]
