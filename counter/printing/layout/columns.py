"""Widths of the columns of a table: first by their shares, then by their content.

A column is widened where a date, a number or a word would be broken, then columns exchange width as long as that makes
the table lower: no column of three characters a line beside one that is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from counter.domain.document.document import Table
from counter.printing.layout.geometry import Scale
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Typesetter

SIDE = 5.0
"""White at the left and right of a cell."""

_WIDEST_DEMAND = 0.4
"""No column may claim more than this part of the line for a long word, where others claim too."""

_SHORT = 4
"""Characters of a head or cell that is not broken where there is room for it."""

_YIELD = 0.02
"""Part of its width that the widest column gives so that a short head stays whole: its words are set that much smaller.
"""

_ROUNDING = 0.5
_STEPS = (1 / 8, 1 / 16, 1 / 32, 1 / 64)
"""Parts of the measure that one column may pass to another at a time."""

_MOST_MOVES = 60
_ALMOST = 0.02


def column_edges(table: Table, setter: Typesetter, measure: float, scale: Scale) -> tuple[float, ...]:
    """The x positions of the column edges, from 0 to ``measure``."""
    key = (table, measure, scale.cell)
    if key not in setter.columns:
        setter.columns[key] = _edges(table, setter, measure, scale)
    return setter.columns[key]


def _edges(table: Table, setter: Typesetter, measure: float, scale: Scale) -> tuple[float, ...]:
    total = sum(table.widths)
    widths = [measure * share / total for share in table.widths]
    room = 2 * SIDE + _ROUNDING
    columns = [_cells(table, i) for i in range(len(widths))]
    sizes = [[setter.cell_widths(text, role, scale.cell) for role, text in cells] for cells in columns]
    demands = [max((widest for widest, _ in column), default=0.0) + room for column in sizes]
    if sum(demands) > measure:
        demands = [min(demand, measure * _WIDEST_DEMAND) for demand in demands]
    demands = _with_short_words(demands, columns, setter, measure, scale)
    naturals = [max((longest for _, longest in column), default=0.0) + room for column in sizes]
    widths = _shared_out(widths, demands, demands)
    widths = _shared_out(widths, naturals, [max(pair) for pair in zip(demands, naturals, strict=True)])
    if any(natural > width + _ROUNDING for natural, width in zip(naturals, widths, strict=True)):
        lengths = [[setter.cell_parts(text, role, scale.cell) for role, text in cells] for cells in columns]
        least = [max(demand, 2 * scale.cell + room) for demand in demands]
        widths = _Balance(lengths, least, scale.cell).balanced(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return (*edges[:-1], measure)


def _with_short_words(
    demands: list[float],
    columns: Sequence[Sequence[tuple[Role, str]]],
    setter: Typesetter,
    measure: float,
    scale: Scale,
) -> list[float]:
    """The demands, raised for short heads and cells (补正要求, 要移交) where the line holds them all, else for as many
    heads as it holds, those that lack least first.
    """
    room = 2 * SIDE + _ROUNDING
    words = [
        [setter.width(text, role, scale.cell) + room if len(text) <= _SHORT else 0.0 for role, text in cells]
        for cells in columns
    ]
    raised = [max(demand, *short) for demand, short in zip(demands, words, strict=True)]
    if sum(raised) <= measure:
        return raised
    raised = list(demands)
    heads = [short[-1] for short in words]
    for lack, column in sorted((head - demands[n], n) for n, head in enumerate(heads)):
        widest = max(range(len(raised)), key=raised.__getitem__)
        missing = max(0.0, lack - (measure - sum(raised)))
        if lack > 0 and missing <= raised[widest] * _YIELD:
            raised[widest] -= missing
            raised[column] += lack
    return raised


def _cells(table: Table, column: int) -> list[tuple[Role, str]]:
    """The texts of a column, the head last, with their roles."""
    cells = [
        (Role.HEAD if (n, column) in table.strong else Role.BODY, row[column] if column < len(row) else "")
        for n, row in enumerate(table.rows)
    ]
    return [*cells, (Role.HEAD, table.head[column] if column < len(table.head) else "")]


class _Balance:
    """Exchanges width between columns as long as the rows take fewer lines for it.

    ``lengths``: per column and cell the length of each of its lines, set solid. ``least``: minimum width of a column.
    """

    def __init__(
        self, lengths: Sequence[Sequence[tuple[float, ...]]], least: Sequence[float], size: float
    ) -> None:
        self._lengths = lengths
        self._least = least
        self._size = size
        self._counted: dict[tuple[int, float], list[int]] = {}

    def balanced(self, widths: Sequence[float]) -> list[float]:
        """The widths with the fewest lines, as far as single exchanges reach."""
        current = list(widths)
        measure = sum(current)
        best = self._lines(current)
        for _ in range(_MOST_MOVES):
            moves = (
                (self._lines(moved), moved)
                for part in _STEPS
                for moved in self._gifts(current, measure * part)
            )
            lines, moved = min(moves, default=(best, current))
            if lines >= best:
                return current
            best, current = lines, moved
        return current

    def _gifts(self, widths: list[float], given: float) -> list[list[float]]:
        indexes = range(len(widths))
        return [
            [width + given * ((n == to) - (n == giver)) for n, width in enumerate(widths)]
            for giver in indexes
            if widths[giver] - given >= self._least[giver]
            for to in indexes
            if to != giver
        ]

    def _lines(self, widths: Sequence[float]) -> tuple[int, int]:
        """Lines of all rows, and of all cells: of two equal layouts the more even one."""
        columns = [self._count(n, width) for n, width in enumerate(widths)]
        rows = sum(map(max, *columns)) if len(columns) > 1 else sum(columns[0])
        return rows, sum(map(sum, columns))

    def _count(self, column: int, width: float) -> list[int]:
        key = (column, round(width, 1))
        if key not in self._counted:
            room = max(width - 2 * SIDE - _ROUNDING, self._size)
            broken = max(room - self._size / 2, self._size)  # fill of a line that has to be broken
            self._counted[key] = [
                sum(1 if length <= room else ceil(length / broken - _ALMOST) for length in parts)
                for parts in self._lengths[column]
            ]
        return self._counted[key]


def _shared_out(widths: Sequence[float], wanted: Sequence[float], kept: Sequence[float]) -> list[float]:
    """Distribute width beyond ``kept`` to columns below ``wanted``, smallest need first."""
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
