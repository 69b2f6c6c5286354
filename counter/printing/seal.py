"""The block where the organ's seal will ride: its name, the date, blank paper around them; no ring (L8).

GB/T 9704 7.3.5.1: the date is set four characters in from the right, the organ's name centred above it, the
seal centred over both, its top within a line of the text; seal and some text stand on the same page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil

from counter.domain.papers import Document
from counter.printing.geometry import SEAL_BLANK, SIGN_HEIGHT, Scale, Sheet
from counter.printing.strips import Box, Strip, text_strip
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, Run, Typesetter, baseline

_ORGAN_MEASURE = 0.7
"""An organ's name longer than this part of the line is set on two."""

_LEAST_BLANK = 6
"""Characters of blank in which a name can still be signed."""

_AIR = 2.0
"""Points between the blank and the strips above and below it."""


def closing_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """The end of a paper: seal block and signature lines, side by side where the scale wants it and they fit."""
    block = _seal_block(document, setter, sheet, scale)
    signs = sign_strips(document, setter, sheet, scale)
    if block is None or not signs:
        return [*([block] if block else []), *signs]
    if scale.sign_beside and block.seal:
        beside = _beside(document, setter, scale, block.seal)
        if beside is not None:
            return [replace(block, runs=(*block.runs, *beside))]
    return [replace(block, keep=True), *signs]


def _seal_block(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> Strip | None:
    """The block itself; only the date where no organ signs; None where neither is given."""
    size, leading = scale.body, scale.leading
    if not document.seal_organ:
        if not document.date_text:
            return None
        line = setter.lines(document.date_text, Role.BODY, size, sheet.measure - 2 * size, Align.RIGHT)[0]
        return text_strip(line, leading, baseline(leading, size))
    measure = sheet.measure * _ORGAN_MEASURE
    organ = setter.lines(document.seal_organ, Role.BODY, size, measure, Align.CENTRE, tabular=True)
    date_width = setter.width(document.date_text, Role.BODY, size)
    widest = max(min(setter.width(document.seal_organ, Role.BODY, size), measure), date_width)
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


def sign_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Lines for signatures by hand, each with room to write."""
    strips: list[Strip] = []
    for text in document.sign_lines:
        one = _on_one_line(text, setter, scale.small, sheet.measure) or text
        for i, line in enumerate(setter.lines(one, Role.BODY, scale.small, sheet.measure, Align.LEFT)):
            leading = SIGN_HEIGHT if i == 0 else scale.small_leading
            strip = text_strip(line, leading, baseline(leading, scale.small))
            strips.append(replace(strip, sign=_after(one, setter, scale, sheet)) if i == 0 else strip)
    return strips


def _after(text: str, setter: Typesetter, scale: Scale, sheet: Sheet) -> Box | None:
    """What stays free behind a signature line, where nobody's pen is asked for; None where that is too little."""
    end = setter.width(text, Role.BODY, scale.small) + scale.small
    width = sheet.measure - end
    return Box(end, 0.0, width, SIGN_HEIGHT) if width >= _LEAST_BLANK * scale.small else None


def _beside(document: Document, setter: Typesetter, scale: Scale, seal: Box) -> list[Run] | None:
    """Signature lines left of the seal, resting on its lower edge; None where they do not fit there.

    A line whose 年月日 would fall below it does not fit: nobody signs in two places.
    """
    measure = seal.x - scale.small
    texts = [_on_one_line(text, setter, scale.small, measure) for text in document.sign_lines]
    top = seal.y + seal.height - SIGN_HEIGHT * len(texts)
    if None in texts or top < seal.y:
        return None
    drop = baseline(SIGN_HEIGHT, scale.small)
    return [
        run.moved(0.0, top + n * SIGN_HEIGHT + drop)
        for n, text in enumerate(texts)
        for run in setter.line(text or "", Role.BODY, scale.small)
    ]


def _on_one_line(text: str, setter: Typesetter, size: float, measure: float) -> str | None:
    """The line with its widest blank narrowed until it fits; None where no hand could write in what is left."""
    over = setter.width(text, Role.BODY, size) - measure
    if over <= 0:
        return text
    blank = max(re.findall("　+", text), key=len, default="")
    left = len(blank) - ceil(over / size)
    return text.replace(blank, "　" * left, 1) if left >= _LEAST_BLANK else None
