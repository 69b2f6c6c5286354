"""Sheets of a set-up: the test sheet's codes are read back, rare characters stand on it, a key leaves no file."""

from __future__ import annotations

from datetime import date

import pytest

from counter.config import resources_folder
from counter.domain.errors import WorldTrouble
from counter.printing.press.slip_press import PlainSheetPress
from counter.printing.reading.reading import Reader
from counter.services.profile.plain_sheet import (
    RARE,
    new_test_code,
    printer_test,
    recovery_sheet,
    scanned_back,
)

FONTS = resources_folder() / "fonts"


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


def test_that_a_sheet_that_cannot_be_made_is_told() -> None:
    with pytest.raises(WorldTrouble, match="试打页没有生成"):
        PlainSheetPress(FONTS / "nowhere")(printer_test("大厅", "TEST-222222"))
