"""The parts of a paper's text as strips: title, number and marks, addressee, paragraphs, tables, signature lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counter.domain.papers import Document, Paragraph, Table
from counter.printing.geometry import MM, Scale, Sheet
from counter.printing.strips import Grid, Rule, Strip, space, text_strip
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, Run, SetLine, Typesetter, baseline

_TITLE_TRACK = 1.0
_MARK_SIZE = 10.5
_MARK_PAD = 4.0
_CELL_SIDE = 5.0
_SIGN_HEIGHT = 12 * MM
_TALL_ROW = 0.5
"""A row taller than this part of the page is cut between its lines; any other stays whole."""


def head_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Title (二号, centred), marks at the left and number at the right, addressee flush left (GB/T 9704 7.3)."""
    strips: list[Strip] = []
    leading = scale.title * 1.5
    for line in setter.lines(document.title, Role.TITLE, scale.title, sheet.measure, Align.CENTRE, track=_TITLE_TRACK):
        strips.append(text_strip(line, leading, baseline(leading, scale.title), keep=True))
    strips += _number_strips(document, setter, sheet, scale)
    if document.addressee:
        strips.append(space(scale.gap / 2))
        lines = setter.lines(document.addressee, Role.BODY, scale.body, sheet.measure, Align.LEFT)
        strips += [text_strip(line, scale.leading, baseline(scale.leading, scale.body), keep=True) for line in lines]
    return strips


def _number_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    if not document.number and not document.marks:
        return []
    leading = scale.number * 1.7
    runs, rules, end = mark_labels(document.marks, setter, leading)
    strips = [space(scale.gap * 0.8)]
    number = setter.line(document.number, Role.BODY, scale.number)
    width = setter.width(document.number, Role.BODY, scale.number)
    y = baseline(leading, scale.number)
    if runs and end + 12 + width > sheet.measure:
        strips.append(Strip(leading, runs, rules, keep=True))
        runs, rules = (), ()
    if width > sheet.measure:
        wrapped = setter.lines(document.number, Role.BODY, scale.number, sheet.measure, Align.RIGHT)
        return strips + [text_strip(line, leading, y, keep=True) for line in wrapped]
    moved = tuple(run.moved(sheet.measure - width, y) for run in number)
    return [*strips, Strip(leading, runs + moved, rules, keep=True)]


def mark_labels(
    marks: Sequence[str], setter: Typesetter, leading: float
) -> tuple[tuple[Run, ...], tuple[Rule, ...], float]:
    """Marks (部分内容待部门核定 …) as small framed labels from the left; also where they end."""
    runs: list[Run] = []
    rules: list[Rule] = []
    x = 0.0
    top, bottom = leading / 2 - _MARK_SIZE * 0.85, leading / 2 + _MARK_SIZE * 0.85
    for mark in marks:
        end = x + setter.width(mark, Role.HEAD, _MARK_SIZE) + 2 * _MARK_PAD
        runs += [r.moved(x + _MARK_PAD, baseline(leading, _MARK_SIZE)) for r in setter.line(mark, Role.HEAD, _MARK_SIZE)]
        rules += [Rule(x, top, end, top), Rule(x, bottom, end, bottom), Rule(x, top, x, bottom), Rule(end, top, end, bottom)]
        x = end + 6
    return tuple(runs), tuple(rules), max(0.0, x - 6)


def paragraph_strips(paragraph: Paragraph, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """A paragraph with its first line indented by two characters; no line of it stands alone on a page."""
    size, leading = (scale.small, scale.small_leading) if paragraph.small else (scale.body, scale.leading)
    strips: list[Strip] = []
    for part in paragraph.text.split("\n"):
        indent = 0.0 if paragraph.plain else 2 * size
        lines = setter.lines(part, Role.BODY, size, sheet.measure, Align.JUSTIFIED, indent=indent)
        last = len(lines) - 1
        introduces = part.rstrip().endswith(("：", ":"))
        for i, line in enumerate(lines):
            keep = (i == 0 < last) or i == last - 1 or (i == last and introduces)
            strips.append(text_strip(line, leading, baseline(leading, size), keep=keep))
    return strips


def table_strips(table: Table, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """A hairline table: wrapping cells, whole rows where they can be, the head again at the top of each page."""
    edges = _edges(table.widths, sheet.measure)
    limit = max(1, int((sheet.floor - sheet.top) * _TALL_ROW / scale.cell_leading))
    head = None
    strips: list[Strip] = []
    if any(table.head):
        centred = tuple(range(len(table.widths)))
        head_rows = _row(table.head, edges, setter, scale, Role.HEAD, centred, limit)
        head = replace(head_rows[0], keep=True) if len(head_rows) == 1 else None
        strips += [head] if head else head_rows
    for cells in table.rows:
        strips += [replace(s, head=head) for s in _row(cells, edges, setter, scale, Role.BODY, table.numeric, limit)]
    return strips


def _edges(widths: Sequence[float], measure: float) -> tuple[float, ...]:
    total = sum(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + measure * width / total)
    edges[-1] = measure
    return tuple(edges)


def _row(
    cells: Sequence[str],
    edges: tuple[float, ...],
    setter: Typesetter,
    scale: Scale,
    role: Role,
    centred: Sequence[int],
    limit: int,
) -> list[Strip]:
    """One row: a single strip, or several of at most ``limit`` lines when it is too tall to move as a whole."""
    if len(cells) > len(edges) - 1:
        raise ValueError(f"a row of {len(cells)} cells in a table of {len(edges) - 1} columns")
    columns: list[list[SetLine]] = []
    for i, cell in enumerate(cells):
        measure = edges[i + 1] - edges[i] - 2 * _CELL_SIDE
        align = Align.CENTRE if i in centred else Align.LEFT
        columns.append(setter.lines(cell, role, scale.cell, measure, align))
    count = max((len(lines) for lines in columns), default=1)
    strips = []
    for start in range(0, count, limit):
        end = min(count, start + limit)
        runs = tuple(
            run.moved(edges[i] + _CELL_SIDE, scale.cell_pad + (n - start) * scale.cell_leading + base)
            for base in [baseline(scale.cell_leading, scale.cell)]
            for i, lines in enumerate(columns)
            for n in range(start, min(end, len(lines)))
            for run in lines[n]
        )
        height = (end - start) * scale.cell_leading + 2 * scale.cell_pad
        strips.append(Strip(height, runs, grid=Grid(edges, start > 0, end < count)))
    return strips


def sign_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Lines for signatures by hand, each with room to write."""
    strips: list[Strip] = []
    for text in document.sign_lines:
        lines = setter.lines(text, Role.BODY, scale.small, sheet.measure, Align.LEFT)
        strips += [
            text_strip(line, _SIGN_HEIGHT if i == 0 else scale.small_leading, baseline(_SIGN_HEIGHT, scale.small)
                       if i == 0 else baseline(scale.small_leading, scale.small))
            for i, line in enumerate(lines)
        ]
    return strips
