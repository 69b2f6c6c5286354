"""Drawing a plan with reportlab: one text object per page, hairlines, codes as paths, never an image."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from counter.domain.document.document import ORIGINAL, ROLL, Document, to_json
from counter.domain.document.signature import Drawing
from counter.domain.papers.verify.signed_code import PREFIX, unsigned_text
from counter.printing.layout.archive import About, bring_along, colour_profile, new_canvas
from counter.printing.layout.covered_bytes import blank
from counter.printing.layout.drawn_signature import aid_runs, draw_strokes, field_in
from counter.printing.layout.emblem import draw_emblem
from counter.printing.layout.foot import PlacedCode
from counter.printing.layout.geometry import DOT, FOOT_CLEAR, HAIRLINE
from counter.printing.layout.plan import Plan, page_fills, page_marks
from counter.printing.layout.strips import Box, Hairline
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Run, Typesetter

rl_config.useA85 = 0  # pages are stored as compressed bytes, not a quarter longer as ASCII

_BAR_GREY = 0.45
_WATERMARK_GREY = 0.9
_WATERMARK_ON_ROLL = 0.95
"""A thermal printer dithers grey; its dots must not disturb the small lines of a strip."""
_WATERMARK_SIZE = 104.0
_WATERMARK_ANGLE = 27.0
_WATERMARK_LONGEST = 1.08
"""Its maximum length, as a part of the type area's width."""


def paint(plan: Plan, setter: Typesetter, drawing: Drawing | None = None) -> bytes:
    """The PDF, in its archival form (``archive``): the same paper gives the same bytes at any time.

    A signed QR is left open (``covered_bytes``): signing it needs every other byte. ``drawing``: a signature drawn on
    the screen, set behind the line for the pen as an aid (``drawn``).
    """
    out = BytesIO()
    size = (plan.sheet.width, plan.sheet.height)
    font = setter.line(plan.title, Role.TITLE, 1.0)[0].font
    about = About(f"{plan.title} {plan.document.number}".strip(), plan.document.issued)
    canvas = new_canvas(out, size, font, about, colour_profile(setter.fonts))
    sign = plan.sign()
    for number in range(len(plan.pages)):
        runs, rules = page_marks(plan, number, setter)
        if plan.document.watermark:
            _draw_watermark(canvas, plan, plan.document.watermark, setter)
        if plan.document.emblem and number == 0:
            draw_emblem(canvas, plan.sheet, plan.document.emblem)
        _draw_fills(canvas, plan.sheet.height, page_fills(plan, number))
        _draw_rules(canvas, plan.sheet.height, rules)
        _draw_runs(canvas, plan.sheet.height, runs)
        if drawing is not None and sign is not None and sign[0] == number:
            box = field_in(sign[1])
            draw_strokes(canvas, plan.sheet.height, drawing, box)
            _draw_runs(canvas, plan.sheet.height, aid_runs(box, setter))  # after the paper's own content
        for code in plan.foot.codes:
            if code.code.rects:
                _draw_code(canvas, plan.sheet.height, code)
        canvas.showPage()
    for code in plan.foot.codes:
        if not code.code.rects:
            _leave_open(canvas, plan.sheet.height, code)
    _bring_along(canvas, plan.document, about)
    canvas.save()
    return out.getvalue()


def _bring_along(canvas: Canvas, document: Document, about: About) -> None:
    """The Document itself as an attached file: what the page must show, for verification (``reading``).

    Of a QR that is signed over this very file it has the essentials only.
    """
    if document.qr.startswith(PREFIX):
        document = replace(document, qr=unsigned_text(document.qr))
    content = json.dumps(to_json(document), ensure_ascii=False).encode()
    bring_along(canvas, ORIGINAL, "application/json", content, about)


def _leave_open(canvas: Canvas, height: float, placed: PlacedCode) -> None:
    """One stream for the QR of all pages, uncompressed and of fixed length: no offset changes when it is drawn."""
    held = canvas._doc  # type: ignore[attr-defined]  # reportlab's API has pages of one stream only
    unit = placed.code.width / placed.code.side
    transform = f"q {unit:.6f} 0 0 {-unit:.6f} {placed.x:.6f} {height - placed.y:.6f} cm 0 g n\n"
    square = pdfdoc.PDFStream(content=transform.encode() + blank(placed.code.side) + b"\nf Q\n")
    for page in held.Pages.pages:
        words = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        page.Contents = pdfdoc.PDFArray([held.Reference(words), held.Reference(square)])


def _draw_watermark(canvas: Canvas, plan: Plan, text: str, setter: Typesetter) -> None:
    """Large and light behind everything, in the space above the foot, clear of any code."""
    sheet, size = plan.sheet, _WATERMARK_SIZE
    width = setter.width(text, Role.BODY, size)
    longest = sheet.measure * _WATERMARK_LONGEST
    if width > longest:
        size, width = size * longest / width, longest
    canvas.saveState()
    canvas.setFillGray(_WATERMARK_ON_ROLL if plan.document.page == ROLL else _WATERMARK_GREY)
    canvas.translate(sheet.width / 2, sheet.height - (sheet.top + plan.foot.top - FOOT_CLEAR) / 2)
    canvas.rotate(_WATERMARK_ANGLE)
    for run in setter.line(text, Role.BODY, size):
        canvas.setFont(run.font, run.size)
        canvas.drawString(run.x - width / 2, -0.38 * size, run.text)
    canvas.restoreState()


def _draw_runs(canvas: Canvas, height: float, runs: Sequence[Run]) -> None:
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    spacing = 0.0
    for run in runs:
        if (run.font, run.size) != font:
            font = (run.font, run.size)
            text.setFont(*font)
        if run.spacing != spacing:
            spacing = run.spacing
            text.setCharSpace(spacing)
        text.setTextOrigin(run.x, height - run.y)
        text.textOut(run.text)
    canvas.drawText(text)


def _draw_rules(canvas: Canvas, height: float, rules: Sequence[Hairline]) -> None:
    canvas.setLineWidth(HAIRLINE)
    canvas.setLineCap(2)
    canvas.lines([(x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in dict.fromkeys(rules)])


def _draw_fills(canvas: Canvas, height: float, fills: Sequence[Box]) -> None:
    """Grey, so that a black mark is seen on it and a copier keeps both."""
    if fills:
        canvas.saveState()
        canvas.setFillGray(_BAR_GREY)
        for box in fills:
            canvas.rect(box.x, height - box.y - box.height, box.width, box.height, stroke=0, fill=1)
        canvas.restoreState()


def _draw_code(canvas: Canvas, height: float, placed: PlacedCode) -> None:
    """One path of rectangles in units of a printer dot."""
    canvas.saveState()
    canvas.transform(DOT, 0, 0, -DOT, placed.x, height - placed.y)
    canvas.drawPath(PDFPathObject(["n", *placed.code.operators()]), stroke=0, fill=1)
    canvas.restoreState()
