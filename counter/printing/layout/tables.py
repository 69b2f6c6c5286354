"""Hairline tables as strips: wrapping cells, unbroken rows where possible, the head repeated on every page.

``columns`` computes the widths.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from counter.domain.document.document import Table, TableBar
from counter.printing.layout.columns import SIDE, column_edges
from counter.printing.layout.geometry import MM, Scale, Sheet
from counter.printing.layout.strips import Box, Grid, Hairline, Strip
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, SetLine, Typesetter, baseline

_TALL_ROW = 0.4
"""A row taller than this part of the type area is split between its lines; any other stays whole."""

_HIGH_ROW = 0.15
"""A row taller than this part of the type area may be alone on a page; beside the next it would leave one empty."""

_SMALLEST = 0.7
"""A cell too narrow for a number or date is set smaller, down to this part of the size, before that is broken."""


_BAR_PART, _TALLEST_BAR = 0.6, 14.0
_MAIN, _UNDER = 0.6, 0.72
"""A bar's height in its row; with the time before under it, where this one ends and the other begins."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Shared by the rows of one table; ``least``: minimum height of a row, in points."""

    edges: tuple[float, ...]
    scale: Scale
    most_lines: int
    least: float = 0.0


def table_strips(table: Table, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """One strip for each row, several for a row too tall for a page."""
    for row in (table.head, *table.rows):
        if len(row) > len(table.widths):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(table.widths)} columns")
    most_lines = max(1, int((sheet.floor - sheet.top) * _TALL_ROW / scale.cell_leading))
    frame = _Frame(column_edges(table, setter, sheet.measure, scale), scale, most_lines, table.least * MM)
    strips: list[Strip] = []
    head = None
    if any(table.head):
        every = tuple(range(len(table.head)))
        strips = [replace(s, keep=True) for s in _row(table.head, setter, frame, Role.HEAD, every)]
        head = strips[0] if len(strips) == 1 else None
    for n, cells in enumerate(table.rows):
        bold = {column for row, column in table.strong if row == n}
        made = [replace(s, head=head) for s in _row(cells, setter, frame, Role.BODY, table.numeric, bold)]
        if n < len(table.bars) and table.bars[n] is not None:
            made = [_with_bar(made[0], table.bars[n], frame.edges, table.bar_at), *made[1:]]
        edge = n in (0, len(table.rows) - 2) and n < len(table.rows) - 1
        if edge and len(made) == 1 and made[0].height <= (sheet.floor - sheet.top) * _HIGH_ROW:
            made = [replace(made[0], keep=True)]  # neither the first row nor the last is alone on a page
        strips += made
    return strips


def _row(
    cells: Sequence[str],
    setter: Typesetter,
    frame: _Frame,
    role: Role,
    centred: Sequence[int],
    bold: Collection[int] = (),
) -> list[Strip]:
    edges, scale = frame.edges, frame.scale
    columns: list[list[SetLine]] = []
    for i, cell in enumerate(cells):
        measure = edges[i + 1] - edges[i] - 2 * SIDE
        align = Align.CENTRE if i in centred else Align.LEFT
        own = Role.HEAD if i in bold else role
        size = _fitting(setter.cell_widths(cell, own, scale.cell)[0], measure, scale.cell)
        columns.append(setter.lines(cell, own, size, measure, align, tabular=True))
    count = max((len(lines) for lines in columns), default=1)
    drop = scale.cell_pad + baseline(scale.cell_leading, scale.cell)
    strips = []
    for start in range(0, count, frame.most_lines):
        end = min(count, start + frame.most_lines)
        runs = tuple(
            run.moved(edges[i] + SIDE, n * scale.cell_leading + drop)
            for i, lines in enumerate(columns)
            for n, line in enumerate(lines[start:end])
            for run in line
        )
        height = (end - start) * scale.cell_leading + 2 * scale.cell_pad
        if role is Role.BODY and count <= frame.most_lines:
            height = max(height, frame.least)
        strips.append(Strip(height, runs, grid=Grid(edges, start > 0, end < count)))
    return strips


def _with_bar(strip: Strip, bar: TableBar | None, edges: Sequence[float], at: int) -> Strip:
    """The strip with a bar in that column: filled, the time before hollow under it, the mark across both."""
    if bar is None:
        return strip
    left, width = edges[at] + SIDE, edges[at + 1] - edges[at] - 2 * SIDE
    tall = min(strip.height * _BAR_PART, _TALLEST_BAR)
    top = (strip.height - tall) / 2
    both = bar.before >= 0  # the bars of a table are of one height
    now = Box(left, top, width * _part(bar.part), tall * (_MAIN if both else 1.0))
    below = Box(left, top + tall * _UNDER, width * _part(bar.before), tall * (1 - _UNDER))
    rules = list(below.outline) if bar.before > 0 else []
    if bar.mark >= 0:
        x = left + width * _part(bar.mark)
        rules += [Hairline(x + shift, top - 2, x + shift, top + tall + 2) for shift in (-0.4, 0.0, 0.4)]
    return replace(strip, fills=(now,) if bar.part > 0 else (), rules=(*strip.rules, *rules))


def _part(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _fitting(widest: float, measure: float, size: float) -> float:
    """The size in which the widest span of a cell is not broken; the usual one where there is none."""
    if widest <= measure or widest * _SMALLEST > measure:
        return size
    return size * measure / widest * 0.999
