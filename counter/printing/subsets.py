"""Which characters share an embedded part of a font: those of one run always do.

A part holds 255 characters. reportlab gives each character its place once, in the order they come, so a line of a long
paper changes between parts within a word, and readers of PDFs (pdfium) take a narrow mark of another part for another
line: no search finds 0482-8200000. Here a run takes the part that has all its characters, or the newest, to which what
is missing is added once more, or a new one.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

_MOST = 256
_SPACE = 32
_NOTHING = 0


class RunFont(TTFont):
    """A font of which each run is drawn with one embedded part."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802 (reportlab's name)
        """The run as (part, bytes); in two where it has more characters than any part."""
        codes = [self._known(ord(char)) for char in text]
        if not codes:
            return []
        state = self._assignState(doc)  # type: ignore[attr-defined]  # its stub does not know it
        if not hasattr(state, "places"):
            state.subsets, state.places = [], []
        needed = dict.fromkeys(codes)
        part = self._part(state, needed)
        if part is None:
            half = len(text) // 2
            return self.splitString(text[:half], doc) + self.splitString(text[half:], doc)
        places = state.places[part]
        return [(part, bytes(places[code] for code in codes))]

    def _known(self, code: int) -> int:
        code = _SPACE if code == 0xA0 else code
        return code if code in self.face.charToGlyph else _NOTHING

    def _part(self, state: Any, needed: dict[int, None]) -> int | None:
        """The part that has all of these, after what is missing was added; None where no part holds so many."""
        for number, places in enumerate(state.places):
            if needed.keys() <= places.keys():
                return number
        if not state.places or not _added(state.subsets[-1], state.places[-1], needed):
            state.subsets.append([_NOTHING] + [_SPACE] * _SPACE)  # blank stays 32, as reportlab wants it
            state.places.append({_NOTHING: _NOTHING, _SPACE: _SPACE})
            if not _added(state.subsets[-1], state.places[-1], needed):
                return None
        return len(state.places) - 1


def _added(subset: list[int], places: dict[int, int], needed: dict[int, None]) -> bool:
    """Whether all of these have a place in the part now; without room for all, none was added."""
    missing = [code for code in needed if code not in places]
    if len(places) + len(missing) > _MOST:
        return False
    for code in missing:
        place = len(places) - 1  # 1 to 31 first: 0 and 32 are taken
        if place < _SPACE:
            subset[place] = code
        else:
            place = len(subset)
            subset.append(code)
        places[code] = place
    return True
