"""What a person would find fault with in a workbook that the program wrote, as openpyxl opens it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_RUN = re.compile(r"\d{8}[A-Z]\d{11,13}")
_SHARE = re.compile(r"\d+(\.\d+)?%")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def sheet_flaws(content: bytes, *, notes: tuple[str, ...] = ()) -> list[str]:
    """Every fault of every sheet; ``notes``: beginnings of the titles of sheets that are no lists."""
    book = load_workbook(io.BytesIO(content))
    return [
        flaw for sheet in book.worksheets for flaw in _flaws(sheet, lists=not sheet.title.startswith(notes))
    ]


def _flaws(sheet: Worksheet, *, lists: bool) -> Iterator[str]:
    if not sheet.freeze_panes:
        yield f"{sheet.title}: the head rolls away"
        return
    head = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
    if lists and sheet.auto_filter.ref is None:
        yield f"{sheet.title}: no filters"
    elif lists and range_boundaries(sheet.auto_filter.ref)[1::2] != (head, sheet.max_row):
        yield f"{sheet.title}: filters over {sheet.auto_filter.ref}, rows {head} to {sheet.max_row}"
    for place, cell in enumerate(sheet[head], 1):
        width = sheet.column_dimensions[get_column_letter(place)].width
        if lists and width < 40 and len(str(cell.value)) > width:  # two lines at most
            yield f"{sheet.title}: {cell.value} is {width} wide"
        values = [row[place - 1].value for row in sheet.iter_rows(min_row=head + 1)]
        if any(isinstance(value, str) and _UUID.fullmatch(value) for value in values):
            yield f"{sheet.title}: {cell.value} holds identifiers that nobody reads"
        if any(isinstance(value, str) and _RUN.fullmatch(value) for value in values):
            yield f"{sheet.title}: {cell.value} runs the groups of case numbers together"
        if lists and any(isinstance(value, str) and _SHARE.fullmatch(value) for value in values):
            yield f"{sheet.title}: {cell.value} holds shares as text"
        if lists and any(isinstance(value, str) and _DAY.fullmatch(value) for value in values):
            yield f"{sheet.title}: {cell.value} holds days as text"
