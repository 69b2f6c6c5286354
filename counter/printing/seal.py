"""The block where the organ's seal will ride: its name, the date, and blank paper around them. No seal is ever drawn (L8).

GB/T 9704 7.3.5.1: the date is set four characters in from the right, the organ's name centred above it, the seal
centred over both, its top within a line of the text; seal and some text stand on the same page.
"""

from __future__ import annotations

from counter.domain.papers import Document
from counter.printing.geometry import SEAL_BLANK, Scale, Sheet
from counter.printing.strips import Box, Strip, text_strip
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, Typesetter, baseline

_ORGAN_MEASURE = 0.7
"""An organ's name longer than this part of the line is set on two."""


def seal_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """The seal block; only the date where no organ signs; nothing where neither is given."""
    size, leading = scale.body, scale.leading
    if not document.seal_organ:
        if not document.date_text:
            return []
        line = setter.lines(document.date_text, Role.BODY, size, sheet.measure - 2 * size, Align.RIGHT)[0]
        return [text_strip(line, leading, baseline(leading, size))]
    measure = sheet.measure * _ORGAN_MEASURE
    organ = setter.lines(document.seal_organ, Role.BODY, size, measure, Align.CENTRE)
    natural = max(setter.width(document.seal_organ, Role.BODY, size), 1.0)
    date_width = setter.width(document.date_text, Role.BODY, size)
    widest = max(min(natural, measure), date_width)
    centre = min(sheet.measure - 4 * size - date_width / 2, sheet.measure - 2 * size - widest / 2)
    centre = max(centre, widest / 2)
    height = SEAL_BLANK + leading * (len(organ) - 1) + 4
    first = (height - leading * (len(organ) + 1)) / 2 + baseline(leading, size)
    runs = [
        run.moved(centre - measure / 2, first + n * leading) for n, line in enumerate(organ) for run in line
    ]
    date_y = first + len(organ) * leading
    runs += [r.moved(centre - date_width / 2, date_y) for r in setter.line(document.date_text, Role.BODY, size)]
    blank = Box(centre - SEAL_BLANK / 2, 2, SEAL_BLANK, height - 4)
    return [Strip(height, tuple(runs), seal=blank)]
