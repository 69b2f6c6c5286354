"""The one foot block: rule, bar code with its text, the window's lines, the QR; the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.papers import Document
from counter.domain.paperwork.signed_code import PREFIX
from counter.domain.paperwork.visible import BARS_LABEL, qr_label
from counter.printing.codes import BAR_LEAST_DOTS, Code, code128, open_qr, qr
from counter.printing.geometry import DOT, FOOT_LEADING, FOOT_SIZE, MM, UNDER_FLOOR, Sheet
from counter.printing.strips import Rule
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, Run, SetLine, Typesetter, baseline

ABOVE = 3.5 * MM
CODE_TEXT_SIZE = 10.5
CODE_TEXT_DROP = 11.0
CODE_TEXT_HEIGHT = 14.0
_UNDER_LONG = 3.0
_NARROWEST = 30 * MM
"""With less room than this beside the bars, every line stands above them."""


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
    """Bars at the left, QR at the right, short lines between them, lines too long for that above the bars."""
    square = square_of(document.qr) if document.qr else None
    taken = square.width + square.quiet if square else 0.0
    bars = _bars(document.code, sheet.measure - taken) if document.code else None
    right = sheet.right - taken
    beside = sheet.left + (bars.width + bars.quiet + MM if bars else 0.0)
    above, short = _share_out(document, setter, right - sheet.left, right - beside)
    above_height, short_height = len(above) * FOOT_LEADING, len(short) * FOOT_LEADING
    bars_height = bars.height + CODE_TEXT_HEIGHT if bars else 0.0
    above_height += _UNDER_LONG if above and bars else 0.0
    height = max(above_height + max(bars_height, short_height), square.height if square else 0.0)
    top = sheet.floor - height - ABOVE
    codes: list[PlacedCode] = []
    runs: list[Run] = []
    if bars:
        y = sheet.floor - bars_height
        codes.append(placed_on_dots(bars, sheet.left, y))
        number = setter.line(bars_text(document), Role.BODY, CODE_TEXT_SIZE)
        runs += [run.moved(sheet.left, y + bars.height + CODE_TEXT_DROP) for run in number]
    if square:
        codes.append(placed_on_dots(square, sheet.right - square.width, sheet.floor - square.height))
        runs += labelled(document, setter, sheet.right - square.width / 2, sheet.floor + UNDER_FLOOR)
    runs += stacked(above, sheet.left, top + ABOVE)
    runs += stacked(short, beside, sheet.floor - short_height)
    return Foot(top, tuple(runs), (Rule(sheet.left, top, sheet.right, top),), tuple(codes))


def bars_text(document: Document) -> str:
    """What stands under the bars."""
    return BARS_LABEL + document.code_text if document.code_text else ""


def labelled(document: Document, setter: Typesetter, centre: float, y: float) -> list[Run]:
    """What the QR is for, centred under it and outside its quiet zone."""
    label = qr_label(document)
    left = centre - setter.width(label, Role.BODY, FOOT_SIZE) / 2
    return [run.moved(left, y) for run in setter.line(label, Role.BODY, FOOT_SIZE)]


def square_of(text: str) -> Code:
    """The QR's square: drawn, or of the same size and open where its text is signed over the rest of the file."""
    return open_qr(len(text)) if text.startswith(PREFIX) else qr(text)


def _bars(text: str, room: float) -> Code:
    """Three dots a module, two where that leaves no room for the QR; the left margin is quiet by itself."""
    wide = code128(text)
    return wide if wide.width + wide.quiet <= room else code128(text, BAR_LEAST_DOTS)


def foot_lines(document: Document) -> list[str]:
    """The lines of the foot with the copy mark, which stands there once."""
    texts = [text for text in document.foot if text]
    if document.copy_text and not any(document.copy_text in text for text in texts):
        texts.append(document.copy_text)
    return texts


def _share_out(
    document: Document, setter: Typesetter, wide: float, narrow: float
) -> tuple[list[SetLine], list[SetLine]]:
    """Foot lines for the wide place above the bars and for the narrow one beside them, in their order."""
    texts = foot_lines(document)
    long = [
        text for text in texts if narrow < _NARROWEST or setter.width(text, Role.BODY, FOOT_SIZE) > narrow
    ]
    above = [line for text in long for line in setter.lines(text, Role.BODY, FOOT_SIZE, wide, Align.LEFT)]
    return above, [setter.line(text, Role.BODY, FOOT_SIZE) for text in texts if text not in long]


def stacked(lines: list[SetLine], x: float, top: float) -> list[Run]:
    """Lines of the foot under each other from ``top``."""
    drop = baseline(FOOT_LEADING, FOOT_SIZE)
    return [run.moved(x, top + n * FOOT_LEADING + drop) for n, line in enumerate(lines) for run in line]


def placed_on_dots(code: Code, x: float, y: float) -> PlacedCode:
    """The code at the whole dot nearest to (x, y): its edges fall on the printer's own grid."""
    return PlacedCode(code, round(x / DOT) * DOT, round(y / DOT) * DOT)
