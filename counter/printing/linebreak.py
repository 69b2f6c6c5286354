"""Breaking Chinese text into lines: 禁则 (no 。 at the start of a line, no （ at its end), words and numbers whole.

Punctuation follows GB/T 15834: a mark may not open a line, an opening bracket or quote may not close one, —— and ……
are not parted; two full-width marks side by side share one blank half; a mark at the end of a line is half wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLOSERS = "、，。；：？！）》〉」』】〕］｝”’…—～·•‧％‰℃°,.:;?!)]}%"
OPENERS = "（《〈「『【〔［｛“‘([{￥＄№"

_HALF_CLOSERS = frozenset("、，。；：）》〉」』】〕］｝”’")
_HALF_OPENERS = frozenset("（《〈「『【〔［｛“‘")
_ANY_HALF = _HALF_CLOSERS | _HALF_OPENERS

_UNIT = re.compile(
    r" +"
    rf"|[{re.escape(OPENERS)}]*(?:[0-9A-Za-z]+(?:[-.,:/@_][0-9A-Za-z]+)*|[^ ])[{re.escape(CLOSERS)}]*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start:end`` of a text; ``width`` as set solid, ``slack`` what is left of the measure."""

    start: int
    end: int
    width: float
    slack: float
    last: bool


def squeezed(text: str, advances: list[float], em: float) -> list[float]:
    """The advances with the shared blank half taken out between neighbouring full-width marks."""
    if not _ANY_HALF.isdisjoint(text):
        for i in range(len(text) - 1):
            here, following = text[i], text[i + 1]
            if here not in _ANY_HALF or following not in _ANY_HALF or advances[i] < 0.95 * em:
                continue
            if here in _HALF_CLOSERS or following in _HALF_OPENERS:
                advances[i] -= em / 2
    return advances


def break_lines(
    text: str, advances: Sequence[float], em: float, measure: float, first: float | None = None
) -> list[Line]:
    """Lines of at most ``measure`` (the first of at most ``first``). Spaces at a break are swallowed."""
    lines: list[Line] = []
    room = measure if first is None else first
    start, width = 0, 0.0
    for unit_start, unit_end in _units(text, advances, measure):
        unit_width = sum(advances[unit_start:unit_end])
        if width + unit_width - _hang(text, advances, unit_end, em) > room + 0.01 and unit_start > start:
            lines.append(_line(text, advances, em, start, unit_start, width, room, last=False))
            room = measure
            start, width = unit_start, 0.0
            if text[unit_start] == " ":
                start, unit_width = unit_end, 0.0
        width += unit_width
    lines.append(_line(text, advances, em, start, len(text), width, room, last=True))
    return lines


def _units(text: str, advances: Sequence[float], measure: float) -> list[tuple[int, int]]:
    """Spans that must not be parted; one wider than the measure is given up into single characters."""
    spans: list[tuple[int, int]] = []
    for match in _UNIT.finditer(text):
        start, end = match.span()
        if end - start > 1 and sum(advances[start:end]) > measure:
            spans.extend((i, i + 1) for i in range(start, end))
        else:
            spans.append((start, end))
    return spans


def _hang(text: str, advances: Sequence[float], end: int, em: float) -> float:
    """How much of the last mark's blank half may stand outside the measure."""
    if end and text[end - 1] in _HALF_CLOSERS and advances[end - 1] >= 0.95 * em:
        return em / 2
    return 0.0


def _line(
    text: str, advances: Sequence[float], em: float, start: int, end: int, width: float, room: float, *, last: bool
) -> Line:
    while end > start and text[end - 1] == " ":
        end -= 1
        width -= advances[end]
    width -= _hang(text, advances, end, em) if end > start else 0.0
    return Line(start, end, width, max(0.0, room - width), last)
