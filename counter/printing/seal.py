"""The block where the organ's seal will ride: its name, the date, blank paper around them; no ring (L8).

GB/T 9704 7.3.5.1: the date is set four characters in from the right, the organ's name centred above it, the
seal centred over both, its top within a line of the text; seal and some text stand on the same page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from counter.domain.papers import Document, Paragraph
from counter.printing.geometry import SEAL_BLANK, Scale, Sheet
from counter.printing.signing import hands_beside, sign_strips, signed_runs
from counter.printing.strips import Box, Strip, text_strip
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, SetLine, Typesetter, baseline

_ORGAN_MEASURE = 0.7
"""An organ's name longer than this part of the line is set on two."""

_NOTED = re.compile("(.+)(（[^（）]+）)")
"""A name with a note behind it (名称待部门核定); where both are long the note goes under the name."""

_NOTE_MEASURE = 0.5
"""With its note, a name longer than this part of the line is long."""

_NARROWEST_TEXT = 0.4
"""Beside a seal, text narrower than this part of the line is not read with ease: it stays above."""

_AIR = 2.0
"""Points between the blank and the strips above and below it."""


class Closing(NamedTuple):
    """The end of a paper; ``taken``: how many of the body's last paragraphs stand in it, left of the seal.

    ``parted``: of the paragraph before those only that many lines stand above, the rest left of the seal; 0: it is
    whole.
    """

    strips: list[Strip]
    taken: int = 0
    parted: int = 0


class _Beside(NamedTuple):
    """Lines of small print left of the seal, and what they are of (see ``Closing``)."""

    lines: list[SetLine]
    taken: int = 0
    parted: int = 0


def closing_of(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> Closing:
    """Seal block and signature lines, side by side where the scale wants it and they fit.

    There the last small print (依据、申请人、承办人) runs on left of the seal too, above the signature: the seal needs
    fifty millimetres in height, and beside it there is nothing to keep blank.
    """
    block = _seal_block(document, setter, sheet, scale)
    signs = sign_strips(document, setter, sheet, scale)
    if block is None or not (signs or block.seal):
        return Closing([*([block] if block else []), *signs])
    hands = hands_beside(document, setter, scale, block.seal) if scale.sign_beside and block.seal else None
    if hands is None or block.seal is None:
        return Closing([replace(block, keep=bool(signs)), *signs])
    room = block.seal.height - sum(hand.height for hand in hands)
    text = _text_beside(document, setter, sheet, scale, block, int(room / scale.small_leading))
    top = block.seal.y + baseline(scale.small_leading, scale.small)
    runs = [
        run.moved(0.0, top + n * scale.small_leading) for n, line in enumerate(text.lines) for run in line
    ]
    runs = [*runs, *block.runs, *signed_runs(hands, setter, scale, block.seal)]
    return Closing([replace(block, runs=tuple(runs))], text.taken, text.parted)


def _text_beside(
    document: Document, setter: Typesetter, sheet: Sheet, scale: Scale, block: Strip, room: int
) -> _Beside:
    """The end of the body's small print in at most ``room`` lines left of the seal and of the organ's name."""
    assert block.seal is not None
    measure = min(block.seal.x, *(run.x for run in block.runs)) - scale.small
    if measure < _NARROWEST_TEXT * sheet.measure:
        return _Beside([])
    kept: list[SetLine] = []
    taken = 0
    for paragraph in reversed(document.body[1:]):
        if not isinstance(paragraph, Paragraph) or not paragraph.small or not paragraph.plain:
            break
        lines = setter.lines(paragraph.text, Role.BODY, scale.small, measure, Align.LEFT)
        if len(kept) + len(lines) > room:
            rest = _rest_of(paragraph, setter, sheet, scale, measure, room - len(kept))
            return _Beside([*rest.lines, *kept], taken, rest.parted)
        kept, taken = [*lines, *kept], taken + 1
    return _Beside(kept, taken)


def _rest_of(
    paragraph: Paragraph, setter: Typesetter, sheet: Sheet, scale: Scale, measure: float, room: int
) -> _Beside:
    """The last lines of a paragraph that is too long to stand beside the seal as a whole."""
    text = paragraph.text
    whole = len(setter.lines(text, Role.BODY, scale.small, sheet.measure, Align.LEFT))
    if "\n" in text:
        return _Beside([])
    for parted in range(1, whole):
        rest = setter.after_lines(text, Role.BODY, scale.small, sheet.measure, parted)
        lines = setter.lines(rest, Role.BODY, scale.small, measure, Align.LEFT)
        if len(lines) <= room:
            return _Beside(lines, parted=parted)
    return _Beside([])


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
    """The organ's name, the note behind it on a line of its own where both are longer than ``measure``."""
    noted = _NOTED.fullmatch(name)
    if noted is None or setter.width(name, Role.BODY, size) <= measure:
        return (name,)
    return noted.group(1), noted.group(2)
