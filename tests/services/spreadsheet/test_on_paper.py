"""A workbook is printed: each page says which sheet and which rows it has, and rows can be followed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from counter.domain.guide.rows.columns import Column, Kind
from counter.services.spreadsheet.form_sheet import lay_out
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.writer import WorkbookSheet, workbook

_MADE = datetime(2026, 11, 25, 9, tzinfo=UTC)


def _printed(head: tuple[str, ...], width: int = 20) -> Worksheet:
    row = (1, "15220103A 261125 0001 8", date(2026, 11, 25), *("字" for _ in head[3:]))
    sheet = WorkbookSheet("台账", head, [row[: len(head)]], widths=tuple(width for _ in head), filtered=True)
    (page,) = load_workbook(io.BytesIO(workbook([sheet], _MADE))).worksheets
    return page


@pytest.mark.parametrize(
    ("first", "named", "kept"), [("序号", "$A:$B", "C2"), ("办件编号", "$A:$A", "B2")], ids=["number", "name"]
)
def test_that_each_page_of_a_wide_sheet_says_which_row_it_continues(
    first: str, named: str, kept: str
) -> None:
    page = _printed((first, "办件编号", "日期", *(f"栏{n}" for n in range(20))))
    assert page.page_setup.fitToWidth == 3
    assert (page.print_title_cols, page.freeze_panes) == (named, kept)
    assert page.page_setup.pageOrder == "overThenDown"


def test_that_a_sheet_of_one_page_repeats_no_column() -> None:
    page = _printed(("序号", "办件编号", "日期"))
    assert (page.print_title_cols, page.freeze_panes) == (None, "A2")


def test_that_rows_are_ruled_and_each_page_names_its_sheet() -> None:
    page = _printed(("序号", "办件编号", "日期"))
    assert {cell.border.bottom.style for row in page["A1:C2"] for cell in row} == {"hair"}
    assert page.oddFooter.left.text == "&A"
    assert page.page_margins.left == page.page_margins.right < 0.5


def test_that_a_number_does_not_touch_the_words_beside_it() -> None:
    page = _printed(("序号", "办件编号", "日期"))
    count, _, day = page[2]
    assert (count.alignment.horizontal, count.alignment.indent) == ("right", 1)
    assert day.alignment.horizontal == "left"


def test_that_a_form_of_many_columns_is_printed_over_several_pages_and_ruled() -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = new_sheet(book, "当天结果")
    lay_out(page, [Column(f"c{n}", f"栏{n}", Kind.TEXT) for n in range(13)], 0)
    (read,) = load_workbook(io.BytesIO(file_of(book))).worksheets
    assert read.page_setup.fitToWidth == 2
    assert read.print_options.gridLines
