"""The one foot block of a page: rule, bar code with its text, the window's lines, the QR. The same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.papers import Document
from counter.printing.codes import Code, code128, qr
from counter.printing.geometry import DOT, FOOT_LEADING, FOOT_SIZE, MM, Sheet, whole_dots
from counter.printing.strips import Rule
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, Run, Typesetter, baseline

_ABOVE = 3.5 * MM
_CODE_TEXT_SIZE = 10.5
_CODE_TEXT_DROP = 11.0
_NARROWEST = 38 * MM
"""Lines beside the bar code need this much; with less they stand under it."""


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A code with its top left corner on a whole dot of the sheet."""

    code: Code
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot block in sheet coordinates; ``top`` is its rule."""

    top: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    codes: tuple[PlacedCode, ...]


def compose_foot(document: Document, setter: Typesetter, sheet: Sheet) -> Foot:
    """Bars at the left, QR at the right, the lines between them (or under the bars when those are very wide)."""
    bars = code128(document.code) if document.code else None
    square = qr(document.qr) if document.qr else None
    right = sheet.right - (square.width + square.quiet if square else 0.0)
    left = sheet.left + (bars.width + bars.quiet + 2 * MM if bars else 0.0)
    under = bars is not None and right - left < _NARROWEST
    if under:
        left = sheet.left
    lines = [line for text in document.foot if text for line in setter.lines(text, Role.BODY, FOOT_SIZE, right - left, Align.LEFT)]
    bars_height = (bars.height + _CODE_TEXT_DROP + 3) if bars else 0.0
    lines_height = len(lines) * FOOT_LEADING
    column = bars_height + lines_height if under else max(bars_height, lines_height)
    height = max(column, square.height if square else 0.0)
    top = sheet.floor - height - _ABOVE
    bottom = sheet.floor
    codes: list[PlacedCode] = []
    runs: list[Run] = []
    if bars:
        y = bottom - bars_height - (lines_height if under else 0.0)
        codes.append(_placed(bars, sheet.left, y))
        runs += [r.moved(sheet.left, y + bars.height + _CODE_TEXT_DROP)
                 for r in setter.line(document.code_text, Role.BODY, _CODE_TEXT_SIZE)]
    if square:
        codes.append(_placed(square, sheet.right - square.width, top + _ABOVE + (height - square.height)))
    for n, line in enumerate(lines):
        y = bottom - lines_height + n * FOOT_LEADING + baseline(FOOT_LEADING, FOOT_SIZE)
        runs += [run.moved(left, y) for run in line]
    return Foot(top, tuple(runs), (Rule(sheet.left, top, sheet.right, top),), tuple(codes))


def _placed(code: Code, x: float, y: float) -> PlacedCode:
    return PlacedCode(code, whole_dots(x - DOT / 2), whole_dots(y - DOT / 2))
