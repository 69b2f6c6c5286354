"""Sheets of a set-up: the test sheet's codes are read back, rare characters stand on it, a key leaves no file."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from counter.config import resources_folder
from counter.domain.errors import WorldTrouble
from counter.printing.layout.geometry import MM
from counter.printing.press.plain_sheet import plain_sheet_pdf
from counter.printing.press.slip_press import PlainSheetPress
from counter.printing.reading.reading import Reader
from counter.services.profile.plain_sheet import (
    RARE,
    missing_sheet,
    new_test_code,
    printer_test,
    recovery_sheet,
    scanned_back,
)

FONTS = resources_folder() / "fonts"
FRAME = 10 * MM
"""Distance of the frame from the edge of the paper."""


def test_that_the_test_sheet_carries_a_code_that_a_scanner_types_back() -> None:
    code = new_test_code()
    read = Reader().read(PlainSheetPress(FONTS)(printer_test("乌兰浩特市政务服务中心", code)))
    assert set(read.codes) == {code}
    assert all(char in "".join(read.runs[0]) for char in RARE)
    assert scanned_back(f" {code.lower()}\n", code)
    assert not scanned_back(new_test_code() + "X", code)


def test_that_the_recovery_sheet_carries_every_group_and_no_code() -> None:
    key = "-".join(f"AAA{n}{n}" for n in range(8))
    sheet = recovery_sheet("乌兰浩特市政务服务中心", "01号窗口", key, date(2026, 11, 23))
    read = Reader().read(PlainSheetPress(FONTS)(sheet))
    assert all(group in "".join(read.runs[0]) for group in key.split("-"))
    assert not read.codes
    assert "AAA00" not in repr(sheet)


def test_that_what_a_restored_window_lacks_is_whole_on_the_paper_however_much_it_is() -> None:
    lost = tuple(
        f"乌市监受综03A〔2026〕{n}号《受理通知书》，办件 15220103A 261120 0001 3，{n}" for n in range(40)
    )
    sheet = missing_sheet("乌兰浩特市政务服务中心", "03号窗口", "2026年11月23日 17:30", "B", lost)
    said: list[str] = []
    with pypdfium2.PdfDocument(plain_sheet_pdf(sheet, FONTS)) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            said.append(text.get_text_range())
            assert min(text.get_charbox(at)[1] for at in range(text.count_chars())) > FRAME
            assert ("第 2 页" in said[-1]) is (number == 2)
    assert len(said) > 1
    every = "".join("".join(said).split())
    assert all("".join(line.split()) in every for line in (*sheet.lines, *sheet.after))


def test_that_a_sheet_of_one_page_has_no_page_number() -> None:
    pdf = plain_sheet_pdf(printer_test("乌兰浩特市政务服务中心", "TEST-222222"), FONTS)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert "第 1 页" not in document[0].get_textpage().get_text_range()


def test_that_a_sheet_that_cannot_be_made_is_told() -> None:
    with pytest.raises(WorldTrouble, match="试打页没有生成"):
        PlainSheetPress(FONTS / "nowhere")(printer_test("大厅", "TEST-222222"))
