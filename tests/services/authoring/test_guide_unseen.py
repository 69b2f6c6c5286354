"""What somebody who looks at a workbook does not see is told or refused; nothing of the law goes without a word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from counter.domain.guide.library import canonical
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import GuideFault
from counter.services.authoring.files.read_and_check import check_guide
from tests.guide_files import changed, packed, parts_of, retyped, small, small_workbook
from tests.services.authoring.test_workbook import found, put

Change = Callable[[Workbook], object]


def _one(content: bytes) -> GuideFault:
    """The one fault that stops this workbook."""
    (fault,) = [fault for fault in check_guide(content).faults if fault.grave]
    return fault


@pytest.mark.parametrize("title", [form.title for form in SHEETS])
def test_that_every_sheet_has_to_be_there(title: str) -> None:
    parts = parts_of(small_workbook())
    listed, gone = re.subn(rb'<sheet [^>]*name="%s"[^>]*/>' % title.encode(), b"", parts["xl/workbook.xml"])
    assert gone == 1
    checked = check_guide(packed({**parts, "xl/workbook.xml": listed}))
    assert checked.library is None
    faults = [fault for fault in checked.faults if fault.sort == "no_sheet"]
    assert [fault.sheet for fault in faults] == [title]
    assert "不会当作都没有填" in faults[0].sentence


@pytest.mark.parametrize(
    ("sheet", "head"),
    [("一件事事项", "什么时候办"), ("法律依据", "条款"), ("事项", "承诺天数"), ("事项", "名称")],
)
def test_that_every_column_has_to_be_there(sheet: str, head: str) -> None:
    def cut(book: Workbook) -> None:
        page = book[sheet]
        place = next(cell.column for cell in page[1] if str(cell.value).rstrip("*") == head)
        page.delete_cols(place)

    checked = check_guide(changed(cut))
    assert checked.library is None
    told = [fault for fault in checked.faults if fault.sort == "no_column"]
    assert [fault.sheet for fault in told] == [sheet]
    assert head in told[0].sentence


def test_that_two_sheets_of_one_name_are_refused_and_one_with_a_blank_is_read() -> None:
    def twin(book: Workbook) -> None:
        book.create_sheet("材料 ")

    fault = _one(changed(twin))
    assert (fault.sort, fault.sheet) == ("sheet_twice", "材料")

    def rename(book: Workbook) -> None:
        book["材料"].title = "材料\u3000"

    checked = check_guide(changed(rename))
    assert checked.library == small()
    assert [(fault.sort, fault.sheet) for fault in checked.faults] == [("mended", "材料")]


def test_that_two_columns_of_one_name_are_refused() -> None:
    def twin(book: Workbook) -> None:
        page = book["事项"]
        page.cell(1, page.max_column + 1, "名称 ")

    fault = _one(changed(twin))
    assert (fault.sort, fault.sheet, fault.head) == ("head_twice", "事项", "名称")


def test_that_struck_out_text_is_refused_at_its_cell() -> None:
    def strike(book: Workbook) -> None:
        book["事项"]["B2"].font = Font(strike=True)

    fault = _one(changed(strike))
    assert (fault.sort, fault.sheet, fault.row, fault.letter) == ("struck", "事项", 2, "B")


def test_that_text_struck_out_in_part_is_refused_at_its_row() -> None:
    pieces = CellRichText("登记", TextBlock(InlineFont(strike=True), "（旧）"))
    fault = _one(retyped(put("事项", 2, "名称", pieces)))
    assert (fault.sort, fault.sheet, fault.row) == ("struck", "事项", 2)


def test_that_bold_text_in_part_is_plain_text() -> None:
    name = small()["items"]["register"]["name"]
    pieces = CellRichText(name[:1], TextBlock(InlineFont(b=True), name[1:]))
    checked = check_guide(changed(put("事项", 2, "名称", pieces)))
    assert (checked.faults, checked.library) == ((), small())


def _hide_rows(book: Workbook) -> None:
    for row in (2, 3):
        book["事项"].row_dimensions[row].hidden = True


def _filter_row(book: Workbook) -> None:
    book["事项"].auto_filter.ref = "A1:F9"
    book["事项"].row_dimensions[2].hidden = True


def _flatten_row(book: Workbook) -> None:
    book["事项"].row_dimensions[2].height = 0.5


def _hide_column(book: Workbook) -> None:
    book["事项"].column_dimensions["B"].hidden = True


def _hide_sheet(book: Workbook) -> None:
    book["事项"].sheet_state = "hidden"


def _hide_sheet_well(book: Workbook) -> None:
    book["事项"].sheet_state = "veryHidden"


def _show_nothing(book: Workbook) -> None:
    book["事项"]["B2"].number_format = ";;;"


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (_hide_rows, ("事项", 2, ""), "从这一行到第3行是隐藏的"),
        (_filter_row, ("事项", 2, ""), "被筛选掉的"),
        (_flatten_row, ("事项", 2, ""), "隐藏的"),
        (_hide_column, ("事项", 0, "B"), "这一列是隐藏的"),
        (_hide_sheet, ("事项", 0, ""), "这张表是隐藏的"),
        (_hide_sheet_well, ("事项", 0, ""), "这张表是隐藏的"),
        (_show_nothing, ("事项", 2, "B"), "内容看不见"),
    ],
)
def test_that_what_is_hidden_is_read_and_told_at_its_place(
    change: Change, place: tuple[str, int, str], words: str
) -> None:
    checked = check_guide(changed(change))
    assert checked.library == small()
    (told,) = checked.faults
    assert (told.sort, told.grave) == ("hidden", False)
    assert (told.sheet, told.row, told.letter) == place
    assert words in told.sentence


def test_that_a_control_character_in_the_escape_of_workbooks_is_no_text() -> None:
    fault = _one(retyped(put("事项", 2, "名称", "登_x0007_记")))
    assert (fault.sort, fault.sheet, fault.row, fault.head) == ("unprintable", "事项", 2, "名称")
    assert "U+0007" in fault.sentence


@pytest.mark.parametrize(
    ("values", "sort", "head"),
    [
        ({"法定单位": None}, "no_unit", "法定单位"),
        ({"法定天数": None}, "no_days", "法定天数"),
        ({"法定单位": "即办"}, "days_at_once", "法定天数"),
    ],
)
def test_that_days_and_their_unit_go_together(values: dict[str, object], sort: str, head: str) -> None:
    def change(book: Workbook) -> None:
        for name, value in values.items():
            put("事项", 2, name, value)(book)

    assert found(check_guide(retyped(change))) == [("事项", 2, head, sort)]


@pytest.mark.parametrize(("sheet", "change"), [("办理环节", "days"), ("特别程序", "unit")])
def test_that_the_days_of_steps_and_procedures_have_units_too(sheet: str, change: str) -> None:
    library = small()
    for item in library["items"].values():
        for rows in ("steps", "special_procedures"):
            for row in item.get("details", {}).get(rows, ()):
                if change in row and "days" in row:
                    row.pop("unit" if change == "days" else "days", None)
    assert {fault.sort for fault in check_guide(canonical(library)).faults} == {
        "no_unit" if change == "days" else "no_days"
    }, sheet


@pytest.mark.parametrize(
    "char", ["\u202e", "\u200b", "\u00a0", "\ue000", "\U0003134a", "\u2028", "\ufe0f", "\t", "\U000e0041"]
)
def test_that_one_unprintable_character_is_refused_at_its_cell_whatever_the_file(char: str) -> None:
    fault = _one(retyped(put("材料", 2, "名称", f"申请{char}书")))
    assert (fault.sort, fault.sheet, fault.row, fault.head) == ("unprintable", "材料", 2, "名称")
    library = small()
    library["items"]["register"]["materials"][0]["name"] = f"申请{char}书"
    checked = check_guide(canonical(library))
    assert [fault.path for fault in checked.faults] == ["items.register.materials[1].name"]
    assert f"U+{ord(char):04X}" in checked.faults[0].sentence


def test_that_a_struck_piece_written_in_the_sheet_itself_is_found() -> None:
    parts = parts_of(small_workbook())
    sheet = parts["xl/worksheets/sheet2.xml"]
    at = sheet.index(b'<row r="2"')
    inline = b'<c r="AZ2" t="inlineStr"><is><r><rPr><strike/></rPr><t>x</t></r></is></c>'
    end = sheet.index(b"</row>", at)
    made = sheet[:end] + inline + sheet[end:]
    fault = _one(packed({**parts, "xl/worksheets/sheet2.xml": made}))
    assert (fault.sort, fault.row) == ("struck", 2)
