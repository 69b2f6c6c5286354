"""Write a workbook (Excel, WPS): text unless it is a number or a day (docs/decisions/0013-spreadsheets.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.on_paper import keep_in_sight, on_paper

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Border
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | date | datetime | None

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML cannot carry; a workbook with one of them does not open at all."""

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000
"""Characters a cell holds (Excel: 32,767)."""

_NOTHING = "没有"
"""In place of rows: a head alone leaves open whether there was nothing or something failed."""

_NARROWEST, _WIDEST = 8, 48
_LINE, _LARGE_LINE = 15.0, 24.0
"""Height in points. A program that opens the file does not always make room for what runs over several lines."""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet. ``marked``: rows (from 0) in bold.

    A str is text whatever it looks like, an int a count, a float a number with one place, a date or a datetime (without
    zone, as the hall's clocks show it) a day that can be sorted.

    ``above``: lines over the head, the first large; ``widths``: of the columns in characters, measured where none are
    given; ``filtered``: boxes at its head; ``taken_in``: by another system. Any other sheet says that it has no rows.
    """

    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    marked: frozenset[int] = frozenset()
    above: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    filtered: bool = False
    taken_in: bool = False


def workbook(sheets: Iterable[WorkbookSheet], made_at: datetime, banner: str = "") -> bytes:
    """The sheets as an .xlsx file. ``banner`` is in every sheet's name and over every printed page (演示 无效, L14)."""
    from openpyxl import Workbook  # heavy, and only needed here

    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    for sheet in map(_with_a_row, sheets):
        page = new_sheet(book, f"{sheet.title}（{banner}）" if banner else sheet.title)
        widths = _widths(sheet)
        _lay_out(page, sheet, banner, widths)
        for place, words in enumerate(sheet.above):
            page.row_dimensions[place + 1].height = _LARGE_LINE if place == 0 else _LINE
            page.append([_line_above(page, words, large=place == 0)])
        first = len(sheet.above) + 1
        for number, row in enumerate((sheet.head, *sheet.rows), first):
            if (lines := _lines(row, widths)) > 1:
                page.row_dimensions[number].height = lines * _LINE
        page.append([_cell(page, words, bold=True) for words in sheet.head])
        for number, row in enumerate(sheet.rows):
            page.append([_cell(page, value, bold=number in sheet.marked) for value in row])
    return file_of(book)


def _with_a_row(sheet: WorkbookSheet) -> WorkbookSheet:
    if sheet.rows or sheet.taken_in:
        return sheet
    return replace(sheet, rows=((_NOTHING, *(None for _ in sheet.head[1:])),))


def _lay_out(page: WriteOnlyWorksheet, sheet: WorkbookSheet, banner: str, widths: Sequence[int]) -> None:
    """Head in sight while rolling, columns as wide as their words, and how it is printed."""
    from openpyxl.utils import get_column_letter

    head = len(sheet.above) + 1
    last = get_column_letter(len(sheet.head))
    keep_in_sight(page, sheet.head, head, widths)
    on_paper(page, sum(widths))
    page.print_area = f"A1:{last}{head + len(sheet.rows)}"
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "第 &P 页，共 &N 页"
    if sheet.filtered:
        page.auto_filter.ref = f"A{head}:{last}{head + len(sheet.rows)}"
    if banner:
        page.oddHeader.center.text = banner
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width


def _widths(sheet: WorkbookSheet) -> tuple[int, ...]:
    """Of the columns, in characters."""
    found = []
    for column, words in enumerate(sheet.head):
        if column < len(sheet.widths):
            found.append(sheet.widths[column] + 1)
            continue
        widest = max((_width(str(row[column] or "")) for row in sheet.rows[:500]), default=0)
        found.append(min(max(_NARROWEST, _width(words), widest) + 2, _WIDEST))
    return tuple(found)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines its fullest cell takes."""
    texts = ((cell, width) for cell, width in zip(row, widths, strict=False) if isinstance(cell, str))
    return max((-(-_width(text) // max(width - 3, 1)) for text, width in texts), default=1)


def _line_above(page: WriteOnlyWorksheet, words: str, *, large: bool) -> WriteOnlyCell:
    from openpyxl.styles import Alignment, Border, Font

    cell = _cell(page, words, bold=large)
    cell.border = Border()
    cell.alignment = Alignment(vertical="top")  # runs on over the columns beside it
    if large:
        cell.font = Font(bold=True, size=16)
    return cell


def _cell(page: WriteOnlyWorksheet, value: Cell, *, bold: bool) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, str):
        value = _UNWRITABLE.sub("", value)[:_LONGEST]
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # what begins with “=” would be taken for a formula
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(_LIKE_A_FORMULA)  # and stays text when a person edits it
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    elif isinstance(value, float):
        cell.number_format = "0.0"
    counted = isinstance(value, int | float)
    side = {"horizontal": "right", "indent": 1} if counted else {"horizontal": "left"}
    cell.alignment = Alignment(vertical="top", wrap_text=True, **side)
    cell.border = _ruled()
    if bold:
        cell.font = Font(bold=True)
    return cell


@lru_cache(maxsize=1)
def _ruled() -> Border:
    """A hairline around each cell: rows can be followed on paper, where a screen's grid is not printed."""
    from openpyxl.styles import Border, Side

    line = Side(style="hair")
    return Border(left=line, right=line, top=line, bottom=line)


def _width(text: str) -> int:
    return max((sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.splitlines()), default=0)
