"""A paper's name as people write it down, without what differs between two who mean the same: 《》, blanks, case."""

from __future__ import annotations

import unicodedata

_OPENING, _CLOSING = "《〈“\"'", "》〉”\"'。"


def bare_name(name: str) -> str:
    """The name to compare; "" for one without a letter."""
    plain = unicodedata.normalize("NFKC", name)
    plain = "".join(c for c in plain if not c.isspace()).casefold()
    return plain.strip(_OPENING + _CLOSING)
