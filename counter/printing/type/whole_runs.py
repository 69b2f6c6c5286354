"""A font that draws each run of text whole: adjacent characters come from one subset of it.

reportlab gives each character its place in one of several subsets of 255, by first appearance. A run such as
2026-11-20 is then drawn in pieces, digits from one subset and the hyphen from another, and a viewer that joins pieces
by their positions puts line breaks between them: behind a watermark pdfium does, and no search finds the date. Here a
character may be in several subsets, so that every run finds one that has all of its characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import ttfonts

_SPACE = 32
_NO_BREAK_SPACE = 0xA0
_MOST = 255
"""Codes of a subset; reportlab keeps 0 for .notdef and 32 for the space."""

_LONGEST = 200
"""A text longer than this is drawn in pieces: it might need more characters than one subset holds."""


class WholeRunFont(ttfonts.TTFont):
    """A TrueType font; see the module. One document at a time, like its base."""

    def splitString(self, text: str, doc: object, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """Subset and codes of each piece: one piece, except for a very long text."""
        state: Any = self._assignState(doc)  # type: ignore[attr-defined]  # missing in its stub
        if not hasattr(state, "places"):
            state.places = [{0: 0, _SPACE: _SPACE}]
        return [_placed(codes, state.subsets, state.places) for codes in self._pieces(text)]

    def _pieces(self, text: str) -> Iterator[list[int]]:
        known = self.face.charToGlyph
        codes = [_SPACE if code == _NO_BREAK_SPACE else code for code in map(ord, text)]
        codes = [code if code in known else 0 for code in codes]
        for start in range(0, len(codes), _LONGEST):
            yield codes[start : start + _LONGEST]


def _placed(codes: list[int], subsets: list[list[int]], places: list[dict[int, int]]) -> tuple[int, bytes]:
    """The piece in the subset that lacks the fewest of its characters and has free codes for those."""
    wanted = dict.fromkeys(codes)
    lacks = [sum(code not in held for code in wanted) for held in places]
    fits = [n for n, lack in enumerate(lacks) if lack <= _MOST + 1 - len(places[n])]
    if not fits:
        subsets.append([0] + [_SPACE] * _SPACE)
        places.append({0: 0, _SPACE: _SPACE})
        fits, lacks = [len(places) - 1], [*lacks, 0]
    best = min(fits, key=lacks.__getitem__)
    held, subset = places[best], subsets[best]
    for code in wanted:
        if code not in held:
            at = len(held) - 1  # 0 and 32 are reserved: codes 1 to 31 come first, then 33 onwards
            if at < _SPACE:
                subset[at] = code
            else:
                at += 1
                subset.append(code)
            held[code] = at
    return best, bytes(held[code] for code in codes)
