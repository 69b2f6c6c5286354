"""A sheet without rows says so; one that another system takes in has its head alone."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from counter.services.spreadsheet.writer import WorkbookSheet, workbook
from tests.sheet_flaws import sheet_flaws

_MADE = datetime(2026, 11, 25, 9, tzinfo=UTC)
_HEAD = ("序号", "办件编号", "日期")


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (WorkbookSheet("台账", _HEAD, [], filtered=True), [("没有", None, None)]),
        (WorkbookSheet("说明", ("项目",), []), [("没有",)]),
        (WorkbookSheet("短信", _HEAD, [], taken_in=True), []),
        (WorkbookSheet("台账", ("序号",), [(1,)]), [(1,)]),
    ],
    ids=["list", "one column", "for another system", "with a row"],
)
def test_that_a_sheet_without_rows_says_so_to_who_reads_it(
    sheet: WorkbookSheet, rows: list[tuple[object, ...]]
) -> None:
    written = workbook([sheet], _MADE)
    (page,) = load_workbook(io.BytesIO(written)).worksheets
    assert list(page.iter_rows(min_row=2, values_only=True)) == rows
    assert str(page.print_area).endswith(f"${1 + len(rows)}")
    assert not sheet.filtered or sheet_flaws(written) == []
