"""Codes that are read out, copied and typed: shown in groups, and read whatever stands between them."""

from __future__ import annotations

import unicodedata

_BETWEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"})
"""Unicode categories of blanks, breaks, what is not seen, dashes and underlines."""
_MINUS = "\u2212"


def in_groups(code: str, size: int = 4, between: str = " ") -> str:
    """12345678 → 1234 5678."""
    return between.join(code[at : at + size] for at in range(0, len(code), size))


def plain_code(typed: str) -> str:
    """As it was made: half width, capital letters, without what stands between groups."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in folded if unicodedata.category(char) not in _BETWEEN and char != _MINUS)
