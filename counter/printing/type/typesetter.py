"""Setting text: one string, one role and one measure become lines of runs ready to be drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from counter.domain.text.printable import inked
from counter.printing.type.line_breaking import TextLine, Unit, break_lines, squeeze, units
from counter.printing.type.typeface import FontChain, Role, Typefaces

_MOST_STRETCH = 0.085
"""A line is justified only while no gap grows by more than this part of the size; else it stays ragged.

From a tenth of the size on, readers of PDFs take a gap for a space between words, and no search finds them.
"""

_CHINESE = re.compile("[⺀-\U0003ffff“”‘’—…·]{2,}")
"""Adjacent full-width characters: the gaps between them may be stretched."""


class Align(Enum):
    """Alignment of lines in their measure."""

    LEFT = "left"
    JUSTIFIED = "justified"
    CENTRE = "centre"
    RIGHT = "right"


class Run(NamedTuple):
    """Text of one font from (x, y): y is the baseline, downwards; ``spacing`` follows each character."""

    x: float
    y: float
    font: str
    size: float
    text: str
    spacing: float = 0.0

    def moved(self, x: float, y: float) -> Run:
        """The same run, translated."""
        return Run(self.x + x, self.y + y, self.font, self.size, self.text, self.spacing)


SetLine = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Measured:
    """One paragraph measured in ems. ``cuts``: where a run begins (another font, a squeezed mark before)."""

    text: str
    chain: FontChain
    advances: list[float]
    cuts: list[int]
    units: list[Unit]


def baseline(leading: float, size: float) -> float:
    """Baseline within a line of this leading that centres ideographs vertically."""
    return leading / 2 + 0.38 * size


class Typesetter:
    """Measures and sets the text of one paper; its caches are dropped with it."""

    def __init__(self, typefaces: Typefaces) -> None:
        self._typefaces = typefaces
        self._set: dict[tuple[object, ...], list[SetLine]] = {}
        self._names: tuple[str, ...] = ()
        self.columns: dict[tuple[object, float, float], tuple[float, ...]] = {}
        """Cached results of ``columns`` for the tables of this paper."""
        self._measured: dict[tuple[str, Role, float, bool], list[_Measured]] = {}

    @property
    def fonts(self) -> Path:
        """The folder of its fonts."""
        return self._typefaces.folder

    def keep_whole(self, names: Sequence[str]) -> None:
        """Names that are not broken at the end of a line from here on, while they fit one."""
        if self._names != tuple(names):
            self._names = tuple(names)
            for known in (self._measured, self._set, self.columns):
                known.clear()

    def width(self, text: str, role: Role, size: float) -> float:
        """Width of the longest line of the text, set solid."""
        return max(sum(part.advances) for part in self._measure(text, role)) * size

    def cell_widths(self, text: str, role: Role, size: float) -> tuple[float, float]:
        """Of the text of a table cell: its widest span that should not be broken, and its longest line."""
        parts = self._measure(text, role, tabular=True)
        widest = max((width for part in parts for _, _, width in part.units), default=0.0)
        return widest * size, max(sum(part.advances) for part in parts) * size

    def cell_parts(self, text: str, role: Role, size: float) -> tuple[float, ...]:
        """Of the text of a table cell: each of its lines, set solid."""
        return tuple(sum(part.advances) * size for part in self._measure(text, role, tabular=True))

    def lines(
        self,
        text: str,
        role: Role,
        size: float,
        measure: float,
        align: Align,
        *,
        indent: float = 0.0,
        track: float = 0.0,
        tabular: bool = False,
    ) -> list[SetLine]:
        """The text broken and aligned in ``measure``; newlines break hard. Baselines are at y = 0."""
        key = (text, role, size, measure, align, indent, track, tabular)
        if key not in self._set:  # a paper is laid out several times, often with the same letters
            room = measure / size
            first = (measure - indent) / size
            self._set[key] = [
                _set(part, line, size, align, indent if line.start == 0 else 0.0, track)
                for part in self._measure(text, role, track / size, tabular=tabular)
                for line in break_lines(part.text, part.advances, part.units, room, first)
            ]
        return list(self._set[key])

    def line(self, text: str, role: Role, size: float) -> SetLine:
        """The text on one line, however long, from x = 0."""
        part = self._measure(text.replace("\n", " "), role)[0]
        return _set(part, TextLine(0, len(part.text), 0.0, last=True), size, Align.LEFT, 0.0, 0.0)

    def _measure(
        self, text: str, role: Role, track: float = 0.0, *, tabular: bool = False
    ) -> list[_Measured]:
        key = (text, role, track, tabular)
        if key not in self._measured:
            chain = self._typefaces.chain(role)
            self._measured[key] = [
                _measure_part(part, chain, track, tabular, self._names) for part in inked(text).split("\n")
            ]
        return self._measured[key]


def _measure_part(
    text: str, chain: FontChain, track: float, tabular: bool, names: Sequence[str]
) -> _Measured:
    glyphs = [chain[char] for char in text]
    advances = [glyph.advance for glyph in glyphs]
    cuts = {i + 1 for i in squeeze(text, advances)}
    if track:
        advances = [advance + track for advance in advances]
    if glyphs and any(glyph.font is not glyphs[0].font for glyph in glyphs):
        cuts |= {i for i in range(1, len(glyphs)) if glyphs[i].font != glyphs[i - 1].font}
    return _Measured(text, chain, advances, sorted(cuts), units(text, advances, tabular=tabular, names=names))


def _set(part: _Measured, line: TextLine, size: float, align: Align, indent: float, track: float) -> SetLine:
    """Runs of one line."""
    if line.start == line.end:
        return ()
    spread = _spread(part.text, line) * size if align is Align.JUSTIFIED and not line.last else 0.0
    x = indent - line.lead * size
    if align is Align.CENTRE:
        x += line.slack * size / 2
    elif align is Align.RIGHT:
        x += line.slack * size
    runs: list[Run] = []
    for start, end, gaps in _stretches(part, line, apart=spread > 0):
        font = part.chain[part.text[start]].font
        runs.append(Run(x, 0.0, font, size, part.text[start:end], (spread if gaps else 0.0) + track))
        x += sum(part.advances[start:end]) * size + spread * gaps
    return tuple(runs)


def _spread(text: str, line: TextLine) -> float:
    """By how many ems each gap between two Chinese characters grows; 0 where that would be too much."""
    gaps = sum(end - start - 1 for start, end in _chinese_in(text, line))
    spread = line.slack / gaps if gaps else 0.0
    return spread if spread <= _MOST_STRETCH else 0.0


def _stretches(part: _Measured, line: TextLine, *, apart: bool) -> Iterator[tuple[int, int, int]]:
    """Spans of one run each, with how many of its gaps grow, the one after it counted.

    ``apart``: adjacent Chinese characters are runs of their own; other text is not spaced out, and a single Chinese
    character among figures is no run of its own: readers of PDFs fail on those.
    """
    together = list(_chinese_in(part.text, line)) if apart else []
    cuts = {cut for cut in part.cuts if line.start < cut < line.end}
    cuts |= {edge for span in together for edge in span if line.start < edge < line.end}
    for start, end in pairwise((line.start, *sorted(cuts), line.end)):
        last = next((b for a, b in together if a <= start < b), None)
        yield start, end, 0 if last is None else end - start - (end == last)


def _chinese_in(text: str, line: TextLine) -> Iterator[tuple[int, int]]:
    """Indexes in the line where Chinese characters are adjacent."""
    return (found.span() for found in _CHINESE.finditer(text, line.start, line.end))
