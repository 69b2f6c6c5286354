"""Read the cells of a sheet as rows: columns are found by their heads in any order, and every fault is reported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, NoValue, ParsedCell, read_cell
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.sheet_table import Row, SheetTable
from counter.domain.guide.rows.sheets import SheetForm

Cells = tuple[int, Sequence[object]]
"""Row number and its cells from column A on."""

_SHORT = 60
HEAD_WITHIN = 10
"""The heads are searched in this many rows: a title or a note may be above them."""


def table_of(form: SheetForm, rows: Iterable[Cells], faults: Faults) -> SheetTable:
    """The table of a sheet; faults are added to ``faults``."""
    every = iter(rows)
    found = _heads(form, every)
    if found is None:
        sentence = (
            f"找不到栏名，前{HEAD_WITHIN}行里要有一行写着“{form.columns[0].head}”等栏名，请用模板的第一行"
        )
        faults.add(GuideFault("no_head", sentence, form.title))
        return SheetTable(form, whole=False)
    number, heads = found
    indexes = _indexes(form, number, heads, faults)
    table = SheetTable(form, letters={key: letter(index) for key, index in indexes.items()})
    table.whole = not any(column.key not in indexes for column in form.columns[: max(form.own, form.keys)])
    columns = [(column, indexes[column.key]) for column in form.columns if column.key in indexes]
    known = _Known()
    for number, cells in every:
        if row := _row(table, number, cells, columns, known, faults):
            table.rows.append(row)
    return table


def letter(index: int) -> str:
    """Column letters of an index: A, B … Z, AA … for 0, 1 …"""
    name = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        name = chr(65 + remainder) + name
    return name


def place_of(name: str) -> int:
    """The index of column letters."""
    index = 0
    for one in name:
        index = index * 26 + ord(one) - 64
    return index - 1


class _Known:
    """Cache of texts already read, by column: in a list of thousands most cells repeat."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], ParsedCell] = {}

    def get(self, key: str, cell: str) -> ParsedCell | None:
        """What that text was read as, if it had no fault."""
        return self._read.get((key, cell))

    def keep(self, key: str, cell: object, got: ParsedCell) -> None:
        """Remember a short text without fault."""
        if isinstance(cell, str) and len(cell) <= _SHORT and not got.mended:
            self._read[key, cell] = got


def _plain(head: object) -> str:
    text = unicodedata.normalize("NFKC", str(head)) if isinstance(head, str) else ""
    return "".join(text.split()).rstrip("*").removesuffix("(必填)")


def _heads(form: SheetForm, rows: Iterator[Cells]) -> tuple[int, Sequence[object]] | None:
    known = {_plain(column.head) for column in form.columns}
    for number, cells in rows:
        if number > HEAD_WITHIN:
            return None
        if sum(_plain(cell) in known for cell in cells) >= min(2, len(known)):
            return number, cells
    return None


def _indexes(form: SheetForm, number: int, heads: Sequence[object], faults: Faults) -> dict[str, int]:
    by_head = {_plain(column.head): column for column in form.columns}
    indexes: dict[str, int] = {}
    for index, head in enumerate(heads):
        words = _plain(head)
        column = by_head.get(words)
        at = (form.title, number, letter(index))
        if column is None:
            if words:
                faults.add(GuideFault("extra", f"多了一栏“{words[:20]}”，没有采用", *at, grave=False))
        elif column.key in indexes:
            faults.add(GuideFault("head_twice", "这一栏写了两次，请删去一栏", *at, column.head))
        else:
            indexes[column.key] = index
    for column in form.columns:
        if column.key not in indexes:
            sentence = f"没有“{column.head}”这一栏：不会当作都没有填，请从模板里复制过来，不用填的留空"
            faults.add(GuideFault("no_column", sentence, form.title, number))
    return indexes


def _row(
    table: SheetTable,
    number: int,
    cells: Sequence[object],
    columns: Sequence[tuple[Column, int]],
    known: _Known,
    faults: Faults,
) -> Row | None:
    row = Row({}, number)
    faults_of_row: list[GuideFault] = []
    for column, index in columns:
        cell = cells[index] if index < len(cells) else None
        if cell is None:
            continue
        try:
            got = known.get(column.key, cell) if isinstance(cell, str) else None
            if got is None:
                got = read_cell(column, cell)
                known.keep(column.key, cell, got)
        except InvalidCell as wrong:
            row.bad.add(column.key)
            if wrong.value is not None:
                row.values[column.key] = wrong.value
            faults_of_row.append(table.fault(row, column, wrong.sort, wrong.sentence))
            continue
        if got.value is not None and not (column.kind is Kind.IDS and not got.value):
            row.values[column.key] = got.value
        if got.mended:
            faults_of_row.append(table.fault(row, column, "mended", got.mended, grave=False))
    if not row.values and not row.bad:
        return None
    faults_of_row += _unread(table, row, cells, {index for _, index in columns})
    faults.extend(faults_of_row)
    return row


def _unread(table: SheetTable, row: Row, cells: Sequence[object], read: set[int]) -> Iterator[GuideFault]:
    """Formulas outside the known columns are faults too."""
    for index, cell in enumerate(cells):
        if index not in read and isinstance(cell, NoValue) and cell.sort == "formula":
            yield GuideFault(cell.sort, cell.sentence, table.form.title, row.number, letter(index))
