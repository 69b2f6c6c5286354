"""A number as people copy it from paper: groups of five characters, each with a check character of its own.

Crockford's base 32 (no I, L, O, U; crockford.com/base32.html). The last character of a group checks the group and its
index, so a slip is told with its place (第 3 组) instead of "wrong".
"""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.errors import BadInput
from counter.domain.text.spoken_code import plain_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DIGITS = 4
"""Of a group, besides its check character."""
LENGTH = DIGITS + 1
_BITS = 5
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


@dataclass(frozen=True, slots=True)
class CheckedGroups:
    """One kind of such a text. ``groups``: how many; ``incomplete``, ``mistyped``: what is said of another length, and
    of a wrong group ({place}, {group}); ``field``: of the ``BadInput``.
    """

    groups: int
    incomplete: str
    mistyped: str
    field: str

    @property
    def bits(self) -> int:
        """How many bits it holds."""
        return self.groups * DIGITS * _BITS

    def write(self, number: int) -> str:
        """The text of a number below 2 to the ``bits``, e.g. ``7Q2KD-…``."""
        digits = [number >> shift & 31 for shift in range(self.bits - _BITS, -1, -_BITS)]
        groups = [digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS)]
        return "-".join("".join(ALPHABET[d] for d in (*g, _check(n, g))) for n, g in enumerate(groups))

    def read(self, text: str) -> int:
        """The number of a text as typed: any case, blanks or dashes, I/L for 1 and O for 0. Raises BadInput naming the
        first wrong group.
        """
        plain, number = plain_groups(text), 0
        if len(plain) != self.groups * LENGTH:
            raise BadInput(self.incomplete, field=self.field)
        for index in range(self.groups):
            group = plain[index * LENGTH : (index + 1) * LENGTH]
            digits = [ALPHABET.find(char) for char in group]
            if min(digits) < 0 or digits[-1] != _check(index, digits[:-1]):
                raise BadInput(self.mistyped.format(place=index + 1, group=group), field=self.field)
            for digit in digits[:-1]:
                number = number << _BITS | digit
        return number


def plain_groups(text: str) -> str:
    """The characters of a typed text without what stands between groups, in their one form."""
    return plain_code(text).translate(_ALIKE)


def _check(index: int, digits: list[int]) -> int:
    """Odd weights find every single wrong character; unequal ones nearly every swap, in and between groups."""
    return (7 * index + sum((2 * i + 3) * digit for i, digit in enumerate(digits))) % 32
