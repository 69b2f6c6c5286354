"""The block for the organ's seal: its name, the date, blank paper around them; no ring is printed (L8).

GB/T 9704 7.3.5.1: the date is set four characters in from the right, the organ's name centred above it, the seal
centred over both, its top within a line of the text; seal and some text are on the same page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportlab.pdfbase import pdfmetrics

from counter.domain.document.document import Document
from counter.printing.layout.geometry import SEAL_BLANK, Scale, Sheet
from counter.printing.layout.signing import free_beside, lines_beside_seal, sign_strips, signed_runs
from counter.printing.layout.strips import Box, Strip, text_strip
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, Typesetter, baseline

_ORGAN_MEASURE = 0.7
"""An organ's name longer than this part of the line is set on two."""

_NOTED = re.compile("(.+)(（[^（）]+）)")
"""A name with a note behind it (名称待部门核定); where both are long the note goes under the name."""

_NOTE_MEASURE = 0.5
"""With its note, a name longer than this part of the line is long."""

_WITH_SEAL = 2
"""So many lines of the text stay above the seal and on its page (GB/T 9704 7.3.5.4)."""

_AIR = 2.0
"""Points between the blank and the strips above and below it."""


def closed(
    strips: Sequence[Strip], document: Document, setter: Typesetter, sheet: Sheet, scale: Scale
) -> list[Strip]:
    """The strips of a paper's text followed by its end: seal block and signature lines.

    Where the scale allows it, signatures are left of the seal, and lines that end before its blank beside it too. A
    paragraph keeps the whole measure to its last line: nothing is set narrower for the seal.
    """
    block = _seal_block(document, setter, sheet, scale)
    signs = sign_strips(document, setter, sheet, scale)
    if block is None or block.seal is None:
        signed = [replace(block, keep=bool(signs))] if block else []
        return [*strips, *signed, *signs]
    seal, room = block.seal, block.seal.height
    edge = min(seal.x, *(run.x for run in block.runs)) - scale.small
    hands = lines_beside_seal(document, setter, scale, seal) if scale.sign_beside else None
    if hands is not None:
        room -= sum(hand.height for hand in hands)
        runs = (*block.runs, *signed_runs(hands, setter, scale, seal))
        block, signs = replace(block, runs=runs, sign=free_beside(hands, setter, scale, seal)), []
    above = list(strips)
    if scale.sign_beside:
        above, runs = _beside(above, room, edge, seal.y)
        block = replace(block, runs=(*runs, *block.runs))
    kept = [replace(strip, keep=True) for strip in above[-_WITH_SEAL:]]
    return [*above[:-_WITH_SEAL], *kept, replace(block, keep=bool(signs)), *signs]


def _beside(strips: list[Strip], room: float, edge: float, top: float) -> tuple[list[Strip], tuple[Run, ...]]:
    """The strips that stay above the seal's block, and the runs of those that fit into ``room`` left of ``edge``."""
    first = len(strips)
    height = 0.0
    while first > _WITH_SEAL:
        strip = strips[first - 1]
        if strip.grid or height + strip.height > room or _reach(strip) > edge:
            break
        first -= 1
        height += strip.height
    while first < len(strips) and not strips[first].runs:
        first += 1
    runs: list[Run] = []
    for strip in strips[first:]:
        runs += [run.moved(0.0, top) for run in strip.runs]
        top += strip.height
    return strips[:first], tuple(runs)


def _reach(strip: Strip) -> float:
    """The right end of a strip's text."""
    widths = (
        run.x + pdfmetrics.stringWidth(run.text, run.font, run.size) + run.spacing * len(run.text)
        for run in strip.runs
    )
    return max(widths, default=0.0)


def _seal_block(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> Strip | None:
    """The block itself; only the date where no organ signs; None where neither is given."""
    size, leading = scale.body, scale.leading
    if not document.seal_organ:
        if not document.date_text:
            return None
        line = setter.lines(document.date_text, Role.BODY, size, sheet.measure - 2 * size, Align.RIGHT)[0]
        return text_strip(line, leading, baseline(leading, size))
    measure = sheet.measure * _ORGAN_MEASURE
    names = _name_lines(document.seal_organ, setter, size, sheet.measure * _NOTE_MEASURE)
    organ = [
        line
        for name in names
        for line in setter.lines(name, Role.BODY, size, measure, Align.CENTRE, tabular=True)
    ]
    date_width = setter.width(document.date_text, Role.BODY, size)
    widest = max(*(min(setter.width(name, Role.BODY, size), measure) for name in names), date_width)
    centre = min(sheet.measure - 4 * size - date_width / 2, sheet.measure - size - widest / 2)
    centre = max(centre, widest / 2)
    height = SEAL_BLANK + leading * (len(organ) - 1) + 2 * _AIR
    first = (height - leading * (len(organ) + 1)) / 2 + baseline(leading, size)
    runs = [
        run.moved(centre - measure / 2, first + n * leading) for n, line in enumerate(organ) for run in line
    ]
    date_y = first + len(organ) * leading
    date = setter.line(document.date_text, Role.BODY, size)
    runs += [run.moved(centre - date_width / 2, date_y) for run in date]
    left = min(centre - SEAL_BLANK / 2, sheet.measure - SEAL_BLANK)
    return Strip(height, tuple(runs), seal=Box(left, _AIR, SEAL_BLANK, height - 2 * _AIR))


def _name_lines(name: str, setter: Typesetter, size: float, measure: float) -> tuple[str, ...]:
    """The organ's name, the note after it on its own line where both are longer than ``measure``."""
    noted = _NOTED.fullmatch(name)
    if noted is None or setter.width(name, Role.BODY, size) <= measure:
        return (name,)
    return noted.group(1), noted.group(2)
