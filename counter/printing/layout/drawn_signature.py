"""A signature drawn on the screen, printed behind the paper's own signature line as an aid, beside the space for a
pen.

The signed print is the legal form (电子签名法 13; DOMAIN §8), so the line's own blank stays white and a small caption
explains the drawing. It is passed beside the Document: words, digest and QR are the same with and without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.papers.verify.signed_text import DRAWN_AID
from counter.printing.layout.strips import Box
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Run, Typesetter

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from counter.domain.document.signature import Drawing

_TOP, _HEIGHT = 0.0, 25.0
_WORDS_SIZE = 6.5
_PEN = 0.9


def field_in(free: Box) -> Box:
    """Position of the drawing in the space behind the line, above its caption."""
    return Box(free.x, free.y + _TOP, free.width, _HEIGHT)


def aid_runs(field: Box, setter: Typesetter) -> list[Run]:
    """The caption under it, ending where it ends."""
    x = field.x + field.width - setter.width(DRAWN_AID, Role.BODY, _WORDS_SIZE)
    y = field.y + field.height + _WORDS_SIZE
    return [run.moved(x, y) for run in setter.line(DRAWN_AID, Role.BODY, _WORDS_SIZE)]


def draw_strokes(canvas: Canvas, height: float, drawing: Drawing, field: Box) -> None:
    """The strokes as lines, as large as the field allows, in their original proportions."""
    points = [(x * drawing.aspect, y) for stroke in drawing.strokes for x, y in stroke]
    if not points:
        return
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    room_x, room_y = field.width - 2 * _PEN, field.height - 2 * _PEN
    scale = min(room_x / wide if wide else room_y, room_y / high if high else room_x)
    x0 = field.x + field.width - _PEN - wide * scale
    y0 = field.y + (field.height - high * scale) / 2
    canvas.saveState()
    canvas.setLineWidth(_PEN)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    for stroke in drawing.strokes:
        for n, (x, y) in enumerate(stroke):
            at = (x0 + (x * drawing.aspect - left) * scale, height - (y0 + (y - top) * scale))
            if n == 0:
                path.moveTo(*at)
            if n or len(stroke) == 1:
                path.lineTo(*at)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
