"""Text as it comes from a clipboard, cleaned as a person means it: nothing unseen, no more lines than the field has."""

from __future__ import annotations

import re
from functools import lru_cache

from counter.domain.text.printable import fault_unseen

MOST_READ = 200_000
"""Characters of a clipboard that are looked at: more was never meant for a field."""

_BREAKS = re.compile("[ \t\u00a0\u3000]*(?:[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t\u00a0\u3000]*)+")
_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u205f\u3000]+")
_JOINERS = "\u180e\u202f\u200d"
_JOIN_NOTHING = re.compile(f"(?<![\u1820-\u18aa\u180b-\u180d])[{_JOINERS}]")
"""Mongolian spelling needs them behind its letters; elsewhere nobody sees them."""


def one_line(text: str) -> str:
    """For a field of one line: breaks and tabs become blanks, invisible characters go."""
    return visible_only(_BREAKS.sub(" ", text[:MOST_READ])).strip()


def several_lines(text: str) -> str:
    """For a field of several lines: line breaks of every system, no more than one empty line at a time."""
    lines = (visible_only(line).rstrip() for line in text[:MOST_READ].splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def cells(text: str) -> str:
    """For a list copied out of a table: as several lines, with a tab between cells kept."""
    lines = ("\t".join(map(visible_only, line.split("\t"))) for line in text[:MOST_READ].splitlines())
    return "\n".join(lines).strip("\n")


def paragraph(text: str) -> str:
    """For a text that wraps and has no lines of its own: one paragraph, nothing unseen."""
    return visible_only(joined(text[:MOST_READ])).strip()


def joined(text: str) -> str:
    """Several lines as one paragraph, as papers print them: between Chinese characters without a blank."""
    whole = ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        apart = bool(whole) and whole[-1].isascii() and line[0].isascii()
        whole += (" " if apart else "") + line
    return whole


def visible_only(text: str) -> str:
    """One kind of blank, and nothing without ink. What may be a rare letter of a name stays."""
    if text.isascii() and text.isprintable():
        return text
    clean = _JOIN_NOTHING.sub("", _BLANKS.sub(" ", text))
    unseen = [char for char in set(clean).difference(_JOINERS) if char == "\n" or _without_ink(char)]
    return clean.translate(dict.fromkeys(map(ord, unseen)))


@lru_cache(maxsize=4096)
def _without_ink(char: str) -> bool:
    """Kept for each character: a long list has the same few hundred in every line."""
    return bool(fault_unseen(char))
