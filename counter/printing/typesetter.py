"""Setting text: one string, one role and one measure become lines of runs ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from counter.printing.linebreak import Line, break_lines, squeezed
from counter.printing.typeface import Role, Typefaces, printable

_MOST_STRETCH = 0.3
"""A line is only justified while no gap grows by more than this part of the size."""


class Align(Enum):
    """How lines stand in their measure."""

    LEFT = "left"
    JUSTIFIED = "justified"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one font from (x, y): y is the baseline, downwards; ``spacing`` is added after each character."""

    x: float
    y: float
    font: str
    size: float
    text: str
    spacing: float = 0.0

    def moved(self, x: float, y: float) -> Run:
        """The same run elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


SetLine = tuple[Run, ...]


def baseline(leading: float, size: float) -> float:
    """Where in a line of this leading the baseline lies so that ideographs stand in its middle."""
    return leading / 2 + 0.38 * size


class Typesetter:
    """Measures and sets text with the fonts of one ``Typefaces``."""

    def __init__(self, typefaces: Typefaces) -> None:
        self.typefaces = typefaces

    def width(self, text: str, role: Role, size: float) -> float:
        """Width of the text set solid on one line."""
        text = printable(text)
        return sum(self._advances(text, role, size))

    def lines(
        self, text: str, role: Role, size: float, measure: float, align: Align, *, indent: float = 0.0, track: float = 0.0
    ) -> list[SetLine]:
        """The text broken and aligned in ``measure``; newlines break hard. Baselines are at y = 0."""
        return [
            self._place(paragraph, advances, role, size, line, align, indent if line.start == 0 else 0.0, track)
            for paragraph in printable(text).split("\n")
            for advances in [self._advances(paragraph, role, size, track)]
            for line in break_lines(paragraph, advances, size, measure, measure - indent)
        ]

    def line(self, text: str, role: Role, size: float) -> SetLine:
        """The text on one line, however long, from x = 0."""
        text = printable(text).replace("\n", " ")
        advances = self._advances(text, role, size)
        whole = Line(0, len(text), sum(advances), 0.0, last=True)
        return self._place(text, advances, role, size, whole, Align.LEFT, 0.0, 0.0)

    def _advances(self, text: str, role: Role, size: float, track: float = 0.0) -> list[float]:
        chain = self.typefaces.chain(role)
        return squeezed(text, [chain[char].advance * size + track for char in text], size)

    def _place(
        self, text: str, advances: list[float], role: Role, size: float, line: Line, align: Align, indent: float, track: float
    ) -> SetLine:
        """Runs of one line: a new one wherever the font changes or neighbouring marks were squeezed."""
        start, end = line.start, line.end
        spacing = 0.0
        x = indent
        if align is Align.JUSTIFIED and not line.last and end - start > 1:
            spacing = line.slack / (end - start - 1)
            if spacing > _MOST_STRETCH * size:
                spacing = 0.0
        elif align is Align.CENTRE:
            x += line.slack / 2
        elif align is Align.RIGHT:
            x += line.slack
        chain = self.typefaces.chain(role)
        runs: list[Run] = []
        begin, begin_x = start, x
        for i in range(start, end):
            glyph = chain[text[i]]
            x += advances[i] + spacing
            squeezed_here = advances[i] < glyph.advance * size + track - 0.01
            if i + 1 == end or squeezed_here or chain[text[i + 1]].font != glyph.font:
                runs.append(Run(begin_x, 0.0, glyph.font, size, text[begin : i + 1], spacing + track))
                begin, begin_x = i + 1, x
        return tuple(runs)
