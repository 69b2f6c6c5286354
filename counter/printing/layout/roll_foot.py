"""The end of a strip from an 80 mm roll: the window's lines, bar code and QR, then a blank to tear off."""

from __future__ import annotations

from counter.domain.document.document import Document
from counter.printing.layout.codes import Code, code128_along
from counter.printing.layout.foot import (
    ABOVE,
    CODE_TEXT_DROP,
    CODE_TEXT_HEIGHT,
    CODE_TEXT_SIZE,
    Foot,
    PlacedCode,
    bars_text,
    foot_lines,
    labelled,
    placed_on_dots,
    square_of,
    stacked,
)
from counter.printing.layout.geometry import FOOT_LEADING, FOOT_SIZE, MM, Sheet
from counter.printing.layout.strips import Hairline
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, Typesetter

BELOW = 8 * MM
"""Blank at the end: the distance from print head to cutter."""

_BETWEEN = 3 * MM
_LABEL = FOOT_SIZE + 2
"""Height of the caption under the QR."""


def compose_roll_foot(document: Document, setter: Typesetter, sheet: Sheet) -> Foot:
    """Everything stacked so that it ends at ``sheet.floor``; codes centred, on whole dots.

    The bars' quiet zones lie in the roll's own margins of four millimetres, which are never printed on.
    """
    lines = [
        line
        for text in foot_lines(document)
        for line in setter.lines(text, Role.BODY, FOOT_SIZE, sheet.measure, Align.LEFT)
    ]
    bars = code128_along(document.code, sheet.measure) if document.code else None
    square = square_of(document.qr) if document.qr else None
    below_bars = CODE_TEXT_HEIGHT if bars else 0.0
    below_square = square.quiet + _LABEL if square else 0.0
    heights = [len(lines) * FOOT_LEADING, *(code.height for code in (bars, square) if code)]
    top = sheet.floor - ABOVE - sum(heights) - below_bars - below_square - _BETWEEN * (len(heights) - 1)
    y = top + ABOVE
    runs: list[Run] = stacked(lines, sheet.left, y)
    codes: list[PlacedCode] = []
    y += heights[0]
    if bars:
        y += _BETWEEN
        codes.append(_centred(bars, sheet, y))
        for line in setter.lines(bars_text(document), Role.BODY, CODE_TEXT_SIZE, sheet.measure, Align.CENTRE):
            runs += [run.moved(sheet.left, y + bars.height + CODE_TEXT_DROP) for run in line]
        y += bars.height + below_bars
    if square:
        y += _BETWEEN
        codes.append(_centred(square, sheet, y))
        under = y + square.height + square.quiet + FOOT_SIZE
        runs += labelled(document, setter, (sheet.left + sheet.right) / 2, under)
    return Foot(top, tuple(runs), (Hairline(sheet.left, top, sheet.right, top),), tuple(codes))


def _centred(code: Code, sheet: Sheet, y: float) -> PlacedCode:
    return placed_on_dots(code, (sheet.left + sheet.right - code.width) / 2, y)
