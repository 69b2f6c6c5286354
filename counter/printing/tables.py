"""Hairline tables as strips: wrapping cells, whole rows where they can be, the head again on every page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from counter.domain.papers import Table
from counter.printing.geometry import MM, Scale, Sheet
from counter.printing.strips import Grid, Strip
from counter.printing.typeface import Role
from counter.printing.typesetter import Align, SetLine, Typesetter, baseline

_SIDE = 5.0
"""White at the left and right of a cell."""

_TALL_ROW = 0.4
"""A row taller than this part of the type area is cut between its lines; any other stays whole."""

_WIDEST_DEMAND = 0.4
"""No column may claim more than this part of the line for the sake of a long word."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the rows of one table share; ``least``: height of a row at least, in points."""

    edges: tuple[float, ...]
    scale: Scale
    most_lines: int
    least: float = 0.0


def table_strips(table: Table, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """One strip for each row, several for a row too tall to move as a whole."""
    for row in (table.head, *table.rows):
        if len(row) > len(table.widths):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(table.widths)} columns")
    most_lines = max(1, int((sheet.floor - sheet.top) * _TALL_ROW / scale.cell_leading))
    frame = _Frame(_edges(table, setter, sheet.measure, scale), scale, most_lines, table.least * MM)
    strips: list[Strip] = []
    head = None
    if any(table.head):
        every = tuple(range(len(table.head)))
        strips = [replace(s, keep=True) for s in _row(table.head, setter, frame, Role.HEAD, every)]
        head = strips[0] if len(strips) == 1 else None
    for n, cells in enumerate(table.rows):
        bold = {column for row, column in table.strong if row == n}
        strips += [replace(s, head=head) for s in _row(cells, setter, frame, Role.BODY, table.numeric, bold)]
    return strips


def _edges(table: Table, setter: Typesetter, measure: float, scale: Scale) -> tuple[float, ...]:
    """Column edges by the table's shares, then what one column can spare goes to those it helps.

    First a column is widened where a date, number or word would be parted, then where cells would take fewer lines.
    """
    total = sum(table.widths)
    widths = [measure * share / total for share in table.widths]
    demands, naturals = [], []
    for i in range(len(widths)):
        cells = [
            (Role.HEAD if (n, i) in table.strong else Role.BODY, row[i])
            for n, row in enumerate(table.rows)
            if i < len(row)
        ]
        cells += [(Role.HEAD, text) for text in table.head[i : i + 1]]
        sizes = [setter.cell_widths(text, role, scale.cell) for role, text in cells] or [(0.0, 0.0)]
        room = 2 * _SIDE + 0.5
        demands.append(min(max(widest for widest, _ in sizes) + room, measure * _WIDEST_DEMAND))
        naturals.append(max(longest for _, longest in sizes) + room)
    widths = _shared_out(widths, demands, demands)
    widths = _shared_out(widths, naturals, [max(pair) for pair in zip(demands, naturals, strict=True)])
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return (*edges[:-1], measure)


def _shared_out(widths: Sequence[float], wanted: Sequence[float], kept: Sequence[float]) -> list[float]:
    """Give what columns have beyond ``kept`` to those below ``wanted``, those that lack least first."""
    spare = [max(0.0, width - keep) for width, keep in zip(widths, kept, strict=True)]
    left = pool = sum(spare)
    shared = list(widths)
    for lack, i in sorted(
        (want - width, i) for i, (want, width) in enumerate(zip(wanted, widths, strict=True))
    ):
        if lack > 0:
            given = min(lack, left)
            shared[i] += given
            left -= given
    taken = (pool - left) / pool if pool else 0.0
    return [width - part * taken for width, part in zip(shared, spare, strict=True)]


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
        measure = edges[i + 1] - edges[i] - 2 * _SIDE
        align = Align.CENTRE if i in centred else Align.LEFT
        own = Role.HEAD if i in bold else role
        columns.append(setter.lines(cell, own, scale.cell, measure, align, tabular=True))
    count = max((len(lines) for lines in columns), default=1)
    drop = scale.cell_pad + baseline(scale.cell_leading, scale.cell)
    strips = []
    for start in range(0, count, frame.most_lines):
        end = min(count, start + frame.most_lines)
        runs = tuple(
            run.moved(edges[i] + _SIDE, n * scale.cell_leading + drop)
            for i, lines in enumerate(columns)
            for n, line in enumerate(lines[start:end])
            for run in line
        )
        height = (end - start) * scale.cell_leading + 2 * scale.cell_pad
        if role is Role.BODY and count <= frame.most_lines:
            height = max(height, frame.least)
        strips.append(Strip(height, runs, grid=Grid(edges, start > 0, end < count)))
    return strips
