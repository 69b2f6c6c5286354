"""Drawing a stacked paper with reportlab: one text object a page, hairlines, codes as paths, no images."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from counter.domain.papers import Document
from counter.printing.blocks import mark_labels
from counter.printing.foot import Foot, PlacedCode
from counter.printing.geometry import DOT, FOOT_CLEAR, HAIRLINE, MM, Sheet
from counter.printing.pages import Page
from counter.printing.strips import Rule
from counter.printing.typeface import Role
from counter.printing.typesetter import Run, Typesetter

_WATERMARK_GREY = 0.9
_WATERMARK_SIZE = 104.0
_WATERMARK_ANGLE = 27.0
_RUNNING_Y = 29 * MM
_RUNNING_SIZE = 10.5
_PAGE_NUMBER_DROP = 6.5 * MM
_PAGE_NUMBER_SIZE = 10.5


def paint(document: Document, sheet: Sheet, pages: Sequence[Page], foot: Foot, setter: Typesetter) -> bytes:
    """The PDF. No personal data in its metadata, no time: the same paper gives the same bytes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1, lang="zh-CN")
    canvas.setTitle(" ".join(document.title.split()))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("counter")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, start=1):
        runs = [*foot.runs]
        rules = [*foot.rules]
        if number > 1:
            running_runs, running_rules = _running_head(document, sheet, setter)
            runs += running_runs
            rules += running_rules
        if len(pages) > 1:
            runs += _page_number(number, len(pages), sheet, setter)
        _collect(page, sheet, runs, rules)
        if document.watermark:
            _draw_watermark(canvas, document.watermark, sheet, foot, setter)
        _draw_rules(canvas, sheet, rules)
        _draw_runs(canvas, sheet, runs)
        for code in foot.codes:
            _draw_code(canvas, sheet, code)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _collect(page: Page, sheet: Sheet, runs: list[Run], rules: list[Rule]) -> None:
    """What the strips of a page draw, in sheet coordinates."""
    for n, placed in enumerate(page):
        strip = placed.strip
        top, bottom = sheet.top + placed.y, sheet.top + placed.y + strip.height
        runs += [run.moved(sheet.left, top) for run in strip.runs]
        rules += [Rule(r.x0 + sheet.left, r.y0 + top, r.x1 + sheet.left, r.y1 + top) for r in strip.rules]
        if strip.grid is None:
            continue
        left, right = sheet.left + strip.grid.edges[0], sheet.left + strip.grid.edges[-1]
        rules += [Rule(sheet.left + x, top, sheet.left + x, bottom) for x in strip.grid.edges]
        if not strip.grid.opened_above or n == 0:
            rules.append(Rule(left, top, right, top))
        if not strip.grid.open_below or n == len(page) - 1:
            rules.append(Rule(left, bottom, right, bottom))


def _running_head(document: Document, sheet: Sheet, setter: Typesetter) -> tuple[list[Run], list[Rule]]:
    """Title, marks and number again, small, above the type area of the second and later pages."""
    title = " ".join(document.title.split())
    runs = [run.moved(sheet.left, _RUNNING_Y) for run in setter.line(title, Role.BODY, _RUNNING_SIZE)]
    width = setter.width(document.number, Role.BODY, _RUNNING_SIZE)
    runs += [
        r.moved(sheet.right - width, _RUNNING_Y)
        for r in setter.line(document.number, Role.BODY, _RUNNING_SIZE)
    ]
    after = sheet.left + setter.width(title, Role.BODY, _RUNNING_SIZE) + 10
    labels, frames, end = mark_labels(document.marks, setter, 2 * _RUNNING_SIZE)
    if document.marks and after + end + width + 10 > sheet.right:
        return runs, []
    top = _RUNNING_Y - 1.38 * _RUNNING_SIZE
    runs += [run.moved(after, top) for run in labels]
    return runs, [Rule(r.x0 + after, r.y0 + top, r.x1 + after, r.y1 + top) for r in frames]


def _page_number(number: int, total: int, sheet: Sheet, setter: Typesetter) -> list[Run]:
    text = f"第 {number} 页　共 {total} 页"
    x = (sheet.left + sheet.right - setter.width(text, Role.BODY, _PAGE_NUMBER_SIZE)) / 2
    y = sheet.floor + _PAGE_NUMBER_DROP
    return [run.moved(x, y) for run in setter.line(text, Role.BODY, _PAGE_NUMBER_SIZE)]


def _draw_watermark(canvas: Canvas, text: str, sheet: Sheet, foot: Foot, setter: Typesetter) -> None:
    """Large and light behind everything, in the space above the foot so that it never touches a code."""
    size = _WATERMARK_SIZE
    width = setter.width(text, Role.BODY, size)
    longest = sheet.measure * 1.08
    if width > longest:
        size, width = size * longest / width, longest
    canvas.saveState()
    canvas.setFillGray(_WATERMARK_GREY)
    canvas.translate(sheet.width / 2, sheet.height - (sheet.top + foot.top - FOOT_CLEAR) / 2)
    canvas.rotate(_WATERMARK_ANGLE)
    for run in setter.line(text, Role.BODY, size):
        canvas.setFont(run.font, run.size)
        canvas.drawString(run.x - width / 2, -0.38 * size, run.text)
    canvas.restoreState()


def _draw_runs(canvas: Canvas, sheet: Sheet, runs: Iterable[Run]) -> None:
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
        text.setTextOrigin(run.x, sheet.height - run.y)
        text.textOut(run.text)
    canvas.drawText(text)


def _draw_rules(canvas: Canvas, sheet: Sheet, rules: Sequence[Rule]) -> None:
    canvas.setLineWidth(HAIRLINE)
    canvas.setLineCap(2)
    unique = dict.fromkeys((r.x0, sheet.height - r.y0, r.x1, sheet.height - r.y1) for r in rules)
    canvas.lines(list(unique))


def _draw_code(canvas: Canvas, sheet: Sheet, placed: PlacedCode) -> None:
    canvas.saveState()
    canvas.transform(DOT, 0, 0, -DOT, placed.x, sheet.height - placed.y)
    canvas.drawPath(PDFPathObject(["n", *placed.code.operators()]), stroke=0, fill=1)
    canvas.restoreState()
