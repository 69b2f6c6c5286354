"""Breaking Chinese text into lines by 禁则: no 。 at the start of a line, no （ at its end, words whole.

Punctuation follows GB/T 15834: a mark may not open a line, an opening bracket or quote may not close one, —— and ……
are not broken; adjacent full-width marks share one blank half; one that ends a line is half wide, and so is an opening
one that begins a line. A paper's number (乌市监受综03A〔2026〕118号) and a person's name stay whole. Lengths are in
ems, so that one measurement serves every size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter.domain.document.numbering import MARK

CLOSERS = "、，。；：？！）》〉」』】〕］｝”’…—～·•‧％‰℃°＊,.:;?!)]}%"
OPENERS = "（《〈「『【〔［｛“‘([{￥＄№"

_HALF_CLOSERS = frozenset("、，。；：）》〉」』】〕］｝”’")
_HALF_OPENERS = frozenset("（《〈「『【〔［｛“‘")
_HALVES = _HALF_CLOSERS | _HALF_OPENERS
_FULL_WIDTH = 0.95
_NOTHING = 0.001
_SHORT, _MOST_OF = 2.0, 0.6
"""The unit joined by a single last character is short, and leaves its own line well filled."""
_SPACES = " 　"
_CHINESE = "㐀"
"""First ideograph; no mark with line-end rules lies between here and the full-width forms."""

_WORD = r"[0-9A-Za-z*]+(?:[-.,:/@_][0-9A-Za-z*]+)*(?:(?<=\d)[年月日时分元份个项号])?"
_NUMBERED = r"(?:[一-鿿]{1,8}[0-9A-Z]{0,8}[〔（(\[])?\d{4}[〕）)\]]第?\d+号"
"""A document's number with its organ's letters: broken, neither eye nor search finds it."""
_CASE = rf"(?:\d{{8}}{MARK} )?\d{{6}} \d{{4,6}} \d(?!\d)"
"""A case number in groups, or what follows its window: read out and compared as one."""
_HOUR = r"\d{1,2}时\d{1,2}分"
_DAY = r"\d{1,2}月\d{1,2}日"
"""A day with its month: the year before it may end a line of running text."""
_LABELLED = rf"[一-鿿]{{1,5}} (?:{_CASE}|{_WORD})"
"""A short label and its number: 电话 100****5678."""
_WHOLE = r"\d+年\d+月\d+日|\d+(?:个工作日|个自然日|平方米)|(?:原件|复印件)\d+份"
_NOTE = "（[^（）]{1,8}）前?"
_QUOTED = f"[{re.escape(OPENERS.replace('“', ''))}]*“[^“”]{{1,4}}”"
"""A word that is named, as 写“未交”: the reader looks for it, or writes it down, in one piece."""
_OPEN, _CLOSE = f"[{re.escape(OPENERS)}]*", f"[{re.escape(CLOSERS)}]*"
_SPACE = "[ 　]+"
_BLANK_DATE = f"年{_SPACE}月{_SPACE}日"
_KEPT = f"{_NUMBERED}|{_LABELLED}|{_CASE}|{_HOUR}|{_DAY}|{_WORD}|."
_RUNNING = re.compile(f"{_SPACE}|{_BLANK_DATE}|{_QUOTED}{_CLOSE}|{_OPEN}(?:{_KEPT}){_CLOSE}")
_TABULAR = re.compile(f"{_SPACE}|{_NOTE}{_CLOSE}|{_QUOTED}{_CLOSE}|{_OPEN}(?:{_WHOLE}|{_KEPT}){_CLOSE}")

Unit = tuple[int, int, float]
"""(start, end, width) of a span that is not broken while it fits a line."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters ``start:end`` of a text; ``slack`` is what they leave of the measure when set solid.

    ``lead``: how much of the first mark's blank half is outside, before the measure.
    """

    start: int
    end: int
    slack: float
    last: bool
    lead: float = 0.0


def squeeze(text: str, advances: list[float]) -> list[int]:
    """Remove the shared blank half from ``advances`` between adjacent full-width marks; returns the indexes."""
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


def units(
    text: str, advances: Sequence[float], *, tabular: bool = False, names: Iterable[str] = ()
) -> list[Unit]:
    """The spans a line may break between. ``tabular``: in a cell or a bold sentence, dates with their year, amounts,
    short brackets too.

    ``names``: words that are not broken either.
    """
    pattern = _TABULAR if tabular else _RUNNING
    spans = [match.span() for match in pattern.finditer(text)]
    for name in names:
        if name in text:
            spans = _joined(spans, [match.span() for match in re.finditer(re.escape(name), text)])
    return [
        (start, end, advances[start] if end - start == 1 else sum(advances[start:end]))
        for start, end in spans
    ]


def _joined(spans: Sequence[tuple[int, int]], whole: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, merged where they share a character with one of ``whole``."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and any(a < joined[-1][1] and start < b for a, b in whole):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def break_lines(
    text: str, advances: Sequence[float], spans: Sequence[Unit], measure: float, first: float | None = None
) -> list[TextLine]:
    """Lines of at most ``measure`` (the first of at most ``first``). Spaces at a break are dropped.

    An indented first line keeps the blank half of a bracket it begins with: it is not at the margin.
    """
    lines: list[TextLine] = []
    start, width = 0, 0.0
    lead = 0.0 if first is not None and first != measure else _lead(text, advances, 0)
    room = (measure if first is None else first) + lead
    for unit_start, unit_end, unit_width in _fitting(text, spans, advances, measure):
        over = width + unit_width - room
        if over > _NOTHING and over - _hang(text, advances, unit_end) > _NOTHING and unit_start > start:
            lines.append(_line(text, advances, (start, unit_start), width, room, lead, last=False))
            start, width = unit_start, 0.0
            if text[unit_start] in _SPACES:
                start, unit_width = unit_end, 0.0
            lead = _lead(text, advances, start)
            room = measure + lead
        width += unit_width
    lines.append(_line(text, advances, (start, len(text)), width, room, lead, last=True))
    return _in_company(lines, text, advances, spans, measure)


def _in_company(
    lines: list[TextLine], text: str, advances: Sequence[float], spans: Sequence[Unit], measure: float
) -> list[TextLine]:
    """The lines; a last one of a single character takes the preceding one along: 窗口。 instead of 口。"""
    if len(lines) < 2 or len(text[lines[-1].start :].rstrip(CLOSERS + _SPACES)) != 1:
        return lines
    before, alone = lines[-2:]
    unit = next((unit for unit in spans if unit[1] == alone.start == before.end), None)
    if unit is None or unit[2] > _SHORT or unit[0] <= before.start or text[unit[0]] in OPENERS:
        return lines
    taken = sum(advances[unit[0] : unit[1]])
    if sum(advances[unit[0] :]) > measure or sum(advances[before.start : unit[0]]) < _MOST_OF * measure:
        return lines
    earlier = TextLine(before.start, unit[0], before.slack + taken, last=False, lead=before.lead)
    return [*lines[:-2], earlier, TextLine(unit[0], alone.end, max(0.0, alone.slack - taken), last=True)]


def _fitting(text: str, spans: Sequence[Unit], advances: Sequence[float], measure: float) -> list[Unit]:
    """The units; those wider than a line are split into characters, beginning with their Chinese part.

    What precedes a number without a blank may be no part of it: 根据乌市监受综03〔2026〕57号.
    """
    if all(width <= measure for _, _, width in spans):
        return list(spans)
    fitting: list[Unit] = []
    for start, end, width in spans:
        rest, left = start, width
        while left > measure and rest < end and text[rest] >= _CHINESE:
            left -= advances[rest]
            rest += 1
        if left > measure:
            rest = end
        fitting.extend((i, i + 1, advances[i]) for i in range(start, rest))
        if rest < end:
            fitting.append((rest, end, left))
    return fitting


def _hang(text: str, advances: Sequence[float], end: int) -> float:
    """How much of the last mark's blank half may be outside the measure."""
    return 0.5 if text[end - 1] in _HALF_CLOSERS and advances[end - 1] >= _FULL_WIDTH else 0.0


def _lead(text: str, advances: Sequence[float], start: int) -> float:
    """How much of the first mark's blank half may be outside the measure."""
    if start >= len(text) or text[start] not in _HALF_OPENERS:
        return 0.0
    shared = text[start + 1 : start + 2] in _HALF_OPENERS  # the blank half removed is the next one's
    return 0.5 if advances[start] >= _FULL_WIDTH - (0.5 if shared else 0.0) else 0.0


def _line(
    text: str,
    advances: Sequence[float],
    span: tuple[int, int],
    width: float,
    room: float,
    lead: float,
    *,
    last: bool,
) -> TextLine:
    start, end = span
    while end > start and text[end - 1] in _SPACES:
        end -= 1
        width -= advances[end]
    if end > start:
        width -= _hang(text, advances, end)
    return TextLine(start, end, max(0.0, room - width), last, lead)
