"""Breaking Chinese text into lines by 禁则: no 。 at the start of a line, no （ at its end, words whole.

Punctuation follows GB/T 15834: a mark may not open a line, an opening bracket or quote may not close one,
—— and …… are not parted; full-width marks side by side share one blank half; one that ends a line is half wide.
Lengths are in ems, so that one measurement serves every size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLOSERS = "、，。；：？！）》〉」』】〕］｝”’…—～·•‧％‰℃°＊,.:;?!)]}%"
OPENERS = "（《〈「『【〔［｛“‘([{￥＄№"

_HALF_CLOSERS = frozenset("、，。；：）》〉」』】〕］｝”’")
_HALF_OPENERS = frozenset("（《〈「『【〔［｛“‘")
_HALVES = _HALF_CLOSERS | _HALF_OPENERS
_FULL_WIDTH = 0.95
_NOTHING = 0.001
_SPACES = " 　"

_WORD = r"[0-9A-Za-z*]+(?:[-.,:/@_][0-9A-Za-z*]+)*(?:(?<=\d)[年月日时分元份个项号])?"
_NUMBERED = r"\d{4}〕\d+号"
_LABELLED = rf"[一-鿿]{{1,5}} {_WORD}"
"""A short label and its number: 电话 100****5678."""
_WHOLE = r"\d+年\d+月\d+日|\d+(?:个工作日|个自然日|平方米)"
_NOTE = "（[^（）]{1,8}）前?"
_OPEN, _CLOSE = f"[{re.escape(OPENERS)}]*", f"[{re.escape(CLOSERS)}]*"
_SPACE = "[ 　]+"
_BLANK_DATE = f"年{_SPACE}月{_SPACE}日"
_KEPT = f"{_NUMBERED}|{_LABELLED}|{_WORD}|."
_RUNNING = re.compile(f"{_SPACE}|{_BLANK_DATE}|{_OPEN}(?:{_KEPT}){_CLOSE}")
_TABULAR = re.compile(f"{_SPACE}|{_NOTE}{_CLOSE}|{_OPEN}(?:{_WHOLE}|{_KEPT}){_CLOSE}")

Unit = tuple[int, int, float]
"""(start, end, width) of a span that is not parted while it fits a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start:end`` of a text; ``slack`` is what they leave of the measure when set solid."""

    start: int
    end: int
    slack: float
    last: bool


def squeeze(text: str, advances: list[float]) -> list[int]:
    """Take the shared blank half out of ``advances`` between neighbouring full-width marks; say where."""
    if _HALVES.isdisjoint(text):
        return []
    squeezed = []
    for i in range(len(text) - 1):
        here, following = text[i], text[i + 1]
        if here not in _HALVES or following not in _HALVES or advances[i] < _FULL_WIDTH:
            continue
        if here in _HALF_CLOSERS or following in _HALF_OPENERS:
            advances[i] -= 0.5
            squeezed.append(i)
    return squeezed


def units(text: str, advances: Sequence[float], *, tabular: bool = False) -> list[Unit]:
    """The spans a line may break between. ``tabular``: in a cell, dates, amounts, short brackets too."""
    pattern = _TABULAR if tabular else _RUNNING
    spans = [match.span() for match in pattern.finditer(text)]
    return [
        (start, end, advances[start] if end - start == 1 else sum(advances[start:end]))
        for start, end in spans
    ]


def break_lines(
    text: str, advances: Sequence[float], spans: Sequence[Unit], measure: float, first: float | None = None
) -> list[Line]:
    """Lines of at most ``measure`` (the first of at most ``first``). Spaces at a break are swallowed."""
    lines: list[Line] = []
    room = measure if first is None else first
    start, width = 0, 0.0
    for unit_start, unit_end, unit_width in _fitting(spans, advances, measure):
        over = width + unit_width - room
        if over > _NOTHING and over - _hang(text, advances, unit_end) > _NOTHING and unit_start > start:
            lines.append(_line(text, advances, start, unit_start, width, room, last=False))
            room, start, width = measure, unit_start, 0.0
            if text[unit_start] in _SPACES:
                start, unit_width = unit_end, 0.0
        width += unit_width
    lines.append(_line(text, advances, start, len(text), width, room, last=True))
    return lines


def _fitting(spans: Sequence[Unit], advances: Sequence[float], measure: float) -> list[Unit]:
    """The units, those wider than a whole line given up into single characters."""
    if all(width <= measure for _, _, width in spans):
        return list(spans)
    fitting: list[Unit] = []
    for start, end, width in spans:
        if width <= measure:
            fitting.append((start, end, width))
        else:
            fitting.extend((i, i + 1, advances[i]) for i in range(start, end))
    return fitting


def _hang(text: str, advances: Sequence[float], end: int) -> float:
    """How much of the last mark's blank half may stand outside the measure."""
    return 0.5 if text[end - 1] in _HALF_CLOSERS and advances[end - 1] >= _FULL_WIDTH else 0.0


def _line(
    text: str, advances: Sequence[float], start: int, end: int, width: float, room: float, *, last: bool
) -> Line:
    while end > start and text[end - 1] in _SPACES:
        end -= 1
        width -= advances[end]
    if end > start:
        width -= _hang(text, advances, end)
    return Line(start, end, max(0.0, room - width), last)
