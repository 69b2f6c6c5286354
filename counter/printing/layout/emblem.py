"""The hall's emblem in the head margin of the first page: above the text on every form of paper, so it moves nothing.

Drawn as paths, a grey over the lighter one, never as an image (``domain/document/emblem``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.document.emblem import HIGHEST, DottedEmblem, read_emblem
from counter.printing.layout.geometry import MM, Sheet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TALLEST = 12 * MM
_ABOVE = 5 * MM
"""What a printer may leave unprinted."""

_BELOW = 1.5 * MM
_GREYS = ((1, 0.72), (2, 0.38), (3, 0.0))
"""Grey of each level; every darker one is drawn over the lighter ones, so that no white seam shows between them."""


def draw_emblem(canvas: Canvas, sheet: Sheet, text: str) -> None:
    """At the left edge of the text, above where it may begin. Raises ValueError for a text that is no emblem."""
    emblem = read_emblem(text)
    text_begins = sheet.highest or sheet.top
    side = min(TALLEST, text_begins - _BELOW - _ABOVE)
    top = text_begins - _BELOW - side * emblem.height / HIGHEST
    draw_dots(canvas, emblem, sheet.left, sheet.height - top, side / HIGHEST)


def draw_dots(canvas: Canvas, emblem: DottedEmblem, left: float, top: float, dot: float) -> None:
    """The emblem from its upper left corner, in the canvas's own coordinates; ``dot``: the side of one."""
    canvas.saveState()
    canvas.transform(dot, 0, 0, -dot, left, top)
    for level, grey in _GREYS:
        stretches = tuple(emblem.runs(level))
        if not stretches:
            continue
        path = canvas.beginPath()
        for row, x, length in stretches:
            path.rect(x, row, length, 1)
        canvas.setFillGray(grey)
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
