"""The foot block: rule, bar code with its text, the window's lines, the QR; the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.document.document import Document
from counter.domain.papers.verify.signed_code import PREFIX
from counter.domain.papers.verify.signed_text import bars_label, qr_label
from counter.printing.layout.codes import Code, code128_along, open_qr, qr, widest_code128
from counter.printing.layout.geometry import DOT, FOOT_LEADING, FOOT_SIZE, MM, UNDER_FLOOR, Sheet
from counter.printing.layout.strips import Hairline
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, SetLine, Typesetter, baseline

ABOVE = 3.5 * MM
CODE_TEXT_SIZE = 10.5
CODE_TEXT_DROP = 11.0
CODE_TEXT_HEIGHT = 14.0
_UNDER_LINES = 3.0
_OFF_THE_SQUARE = 1.5 * MM
"""White between lines and the quiet zone of the QR."""

_BETWEEN = 5 * MM
"""White between two lines of the foot beside each other."""
BELOW = 8 * MM
"""Blank at the end: the distance from print head to cutter."""

_STACKED = 3 * MM
_LABEL = FOOT_SIZE + 2
"""Height of the caption under the QR."""


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
    rules: tuple[Hairline, ...]
    codes: tuple[PlacedCode, ...]


def compose_foot(document: Document, setter: Typesetter, sheet: Sheet) -> Foot:
    """Bars at the left, QR at the right, the lines above the bars; fixed positions on every paper of a form."""
    square = square_of(document.qr) if document.qr else None
    room = sheet.measure - (square.width + square.quiet if square else 0.0)
    bars = widest_code128(document.code, room) if document.code else None
    clear = room - (_OFF_THE_SQUARE if square else 0.0)
    number = setter.line(bars_text(document), Role.BODY, CODE_TEXT_SIZE) if bars else ()
    texts = foot_lines(document)
    last = _beside_number(document, texts, setter, clear) if bars else ""
    rows = _rows([text for text in texts if text != last], setter, clear)
    rows_height = len(rows) * FOOT_LEADING
    bars_height = bars.height + CODE_TEXT_HEIGHT + (_UNDER_LINES if rows else 0.0) if bars else 0.0
    height = max(rows_height + bars_height, square.height if square else 0.0)
    top = sheet.floor - height - ABOVE
    codes: list[PlacedCode] = []
    runs: list[Run] = []
    if bars:
        y = sheet.floor - bars.height - CODE_TEXT_HEIGHT
        codes.append(placed_on_dots(bars, sheet.left, y))
        drop = y + bars.height + CODE_TEXT_DROP
        runs += [run.moved(sheet.left, drop) for run in number]
        x = sheet.left + clear - setter.width(last, Role.BODY, FOOT_SIZE)
        runs += [run.moved(x, drop) for run in setter.line(last, Role.BODY, FOOT_SIZE)]
    if square:
        codes.append(placed_on_dots(square, sheet.right - square.width, sheet.floor - square.height))
        runs += labelled(document, setter, sheet.right - square.width / 2, sheet.floor + UNDER_FLOOR)
    runs += stacked(rows, sheet.left, top + ABOVE)
    return Foot(top, tuple(runs), (Hairline(sheet.left, top, sheet.right, top),), tuple(codes))


def bars_text(document: Document) -> str:
    """The text under the bars."""
    return bars_label(document) + document.code_text if document.code_text else ""


def labelled(document: Document, setter: Typesetter, centre: float, y: float) -> list[Run]:
    """The QR's caption, centred under it and outside its quiet zone."""
    label = qr_label(document)
    left = centre - setter.width(label, Role.BODY, FOOT_SIZE) / 2
    return [run.moved(left, y) for run in setter.line(label, Role.BODY, FOOT_SIZE)]


def square_of(text: str) -> Code:
    """The QR's square: drawn, or open with the same size where its text is signed over the remaining bytes."""
    return open_qr(len(text)) if text.startswith(PREFIX) else qr(text)


def foot_lines(document: Document) -> list[str]:
    """The lines of the foot with the copy mark, which appears once."""
    texts = [text for text in document.foot if text]
    if document.copy_text and not any(document.copy_text in text for text in texts):
        texts.append(document.copy_text)
    return texts


def _beside_number(document: Document, texts: list[str], setter: Typesetter, room: float) -> str:
    """The line of the copy mark where it fits at the right of the number under the bars; else empty."""
    marked = [text for text in texts if document.copy_text and document.copy_text in text]
    needed = setter.width(bars_text(document), Role.BODY, CODE_TEXT_SIZE) + _BETWEEN
    return next((t for t in marked if needed + setter.width(t, Role.BODY, FOOT_SIZE) <= room), "")


def _rows(texts: list[str], setter: Typesetter, room: float) -> list[SetLine]:
    """The lines as rows in order, as many short ones as fit in a second column at the right."""
    width = {text: setter.width(text, Role.BODY, FOOT_SIZE) for text in texts}
    for count in range(len(texts) // 2, 0, -1):
        right = sorted(texts, key=width.__getitem__)[:count]
        left = [text for text in texts if text not in right]
        column = room - max(width[text] for text in right)
        free = [n for n, text in enumerate(left) if width[text] + _BETWEEN <= column]
        if len(free) < count or len(left) + count < len(texts):
            continue
        rows = _broken(left, setter, room)
        if len(rows) > len(left):
            continue
        beside = [text for text in texts if text in right]
        for n, text in zip(free, beside, strict=False):
            moved = (run.moved(column, 0.0) for run in setter.line(text, Role.BODY, FOOT_SIZE))
            rows[n] = (*rows[n], *moved)
        return rows
    return _broken(texts, setter, room)


def _broken(texts: list[str], setter: Typesetter, room: float) -> list[SetLine]:
    return [line for text in texts for line in setter.lines(text, Role.BODY, FOOT_SIZE, room, Align.LEFT)]


def stacked(lines: list[SetLine], x: float, top: float) -> list[Run]:
    """Lines of the foot, one below the other from ``top``."""
    drop = baseline(FOOT_LEADING, FOOT_SIZE)
    return [run.moved(x, top + n * FOOT_LEADING + drop) for n, line in enumerate(lines) for run in line]


def placed_on_dots(code: Code, x: float, y: float) -> PlacedCode:
    """The code at the whole dot nearest to (x, y): its edges fall on the printer's own grid."""
    return PlacedCode(code, round(x / DOT) * DOT, round(y / DOT) * DOT)


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
    top = sheet.floor - ABOVE - sum(heights) - below_bars - below_square - _STACKED * (len(heights) - 1)
    y = top + ABOVE
    runs: list[Run] = stacked(lines, sheet.left, y)
    codes: list[PlacedCode] = []
    y += heights[0]
    if bars:
        y += _STACKED
        codes.append(_centred(bars, sheet, y))
        for line in setter.lines(bars_text(document), Role.BODY, CODE_TEXT_SIZE, sheet.measure, Align.CENTRE):
            runs += [run.moved(sheet.left, y + bars.height + CODE_TEXT_DROP) for run in line]
        y += bars.height + below_bars
    if square:
        y += _STACKED
        codes.append(_centred(square, sheet, y))
        under = y + square.height + square.quiet + FOOT_SIZE
        runs += labelled(document, setter, (sheet.left + sheet.right) / 2, under)
    return Foot(top, tuple(runs), (Hairline(sheet.left, top, sheet.right, top),), tuple(codes))


def _centred(code: Code, sheet: Sheet, y: float) -> PlacedCode:
    return placed_on_dots(code, (sheet.left + sheet.right - code.width) / 2, y)
