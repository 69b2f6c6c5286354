"""What a sheet shows otherwise than its file holds: merged cells, letters without colour, formats, another order."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from counter.domain.errors import RuleRefused
from counter.domain.guide.diff.tally import CONSENT, tally
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.import_library import import_library
from tests.guide_files import changed, small
from tests.services.bureau import Bureau
from tests.services.guide.test_versions import bureau as bureau

_WHEN = {"q_sign": ["yes"]}


@pytest.mark.parametrize("cells", ["D2:D3", "C2:D2", "$D$2:$D$3", "A3:Z4"])
def test_that_merged_cells_of_the_table_are_refused(cells: str) -> None:
    """A condition merged over three materials stands in the file for the first only; the others would be for all."""
    checked = check_guide(changed(lambda book: book["材料"].merge_cells(cells)))
    assert checked.library is None
    (told,) = [fault for fault in checked.faults if fault.sort == "merged"]
    assert (told.sheet, told.row) == ("材料", int(cells.replace("$", "")[1]))
    assert "取消合并" in told.sentence


def test_that_a_merged_title_above_the_heads_and_cells_beside_the_table_are_let_be() -> None:
    def beside(book: Workbook) -> None:
        page = book["材料"]
        page.insert_rows(1)
        page["A1"] = "材料一览"
        page.merge_cells("A1:F1")
        page.merge_cells("AA3:AB4")

    checked = check_guide(changed(beside))
    assert checked.library == small()


@pytest.mark.parametrize(
    "font",
    [Font(color="FFFFFFFF"), Font(color=Color(theme=0)), Font(color=Color(indexed=9))],
)
def test_that_white_letters_on_no_ground_are_read_and_told(font: Font) -> None:
    def hide(book: Workbook) -> None:
        book["材料"]["C2"].font = font

    checked = check_guide(changed(hide))
    assert checked.library == small()
    assert [(fault.sort, fault.row, fault.letter) for fault in checked.faults] == [("hidden", 2, "C")]
    assert "颜色" in checked.faults[0].sentence


def test_that_letters_of_the_colour_of_their_ground_are_told_and_others_are_not() -> None:
    def hide(book: Workbook) -> None:
        page = book["材料"]
        for cell, ink in (("C2", "FFFFFF00"), ("C3", "FF000000")):
            page[cell].font = Font(color=ink)
            page[cell].fill = PatternFill("solid", fgColor="FFFFFF00")
        page["C4"].font = Font(color="FFFFFFFF")
        page["C4"].fill = PatternFill("solid", fgColor="FF003366")

    checked = check_guide(changed(hide))
    assert [(fault.sort, fault.row) for fault in checked.faults] == [("hidden", 2)]


@pytest.mark.parametrize(
    ("words", "told"),
    [(";;;", True), (';;;""', True), ('0;0;0;"作废"', True), ("@", False), ("0;0;0;@", False)],
)
def test_that_a_format_that_shows_other_words_than_the_cell_holds_is_told(words: str, told: bool) -> None:
    def hide(book: Workbook) -> None:
        book["材料"]["C2"].number_format = words

    checked = check_guide(changed(hide))
    assert checked.library == small()
    assert ([fault.sort for fault in checked.faults] == ["hidden"]) is told


@pytest.mark.parametrize("strikes", [True, False])
def test_that_a_conditional_format_that_strikes_out_is_told(strikes: bool) -> None:
    def rule(book: Workbook) -> None:
        look = Font(strike=True) if strikes else Font(bold=True)
        book["材料"].conditional_formatting.add("A2:Z9", FormulaRule(formula=["TRUE"], font=look))

    checked = check_guide(changed(rule))
    assert checked.library == small()
    assert [(fault.sort, fault.sheet) for fault in checked.faults] == [("hidden", "材料")] * strikes


def _many(many: int) -> Any:
    """The small library with so many materials more in one item, each with a condition."""
    library = small()
    item = next(iter(library["items"].values()))
    pattern = copy.deepcopy(item["materials"][0])
    item["materials"] += [{**pattern, "no": 50 + n, "when": _WHEN} for n in range(many)]
    return library


@pytest.mark.parametrize(("cleared", "bulk"), [(9, False), (10, True), (40, True)])
def test_that_a_column_emptied_in_bulk_is_bulk(cleared: int, bulk: bool) -> None:
    old, new = _many(40), _many(40)
    for material in [m for m in next(iter(new["items"].values()))["materials"] if m["no"] >= 50][:cleared]:
        del material["when"]
    (one,) = tally(old, new)
    assert (one.title, one.changed, one.gone, one.in_bulk) == ("材料", cleared, 0, bulk)
    assert one.thinned == ((("什么时候交", cleared),) if bulk else ())
    assert (f"“什么时候交”少填{cleared}格" in one.words) is bulk
    assert one.lost == (f"材料“什么时候交”{cleared}格" if bulk else "")


def test_that_rows_that_went_are_not_told_once_more_as_cells() -> None:
    old, new = _many(40), _many(40)
    next(iter(new["items"].values()))["materials"][-20:] = []
    told = {one.title: one for one in tally(old, new)}
    assert (told["材料"].gone, told["材料"].thinned, told["材料"].in_bulk) == (20, (), True)


def test_that_a_file_with_an_emptied_column_is_refused_until_somebody_says_so(bureau: Bureau) -> None:
    import_library(bureau.app, small(), bureau.who(), whole=True, agreed=CONSENT)
    full = small()
    full["common_hints"] = [{"text": f"提示{n}", "evidence": "KNOWN", "when": _WHEN} for n in range(12)]
    lacking = copy.deepcopy(full)
    for hint in lacking["common_hints"]:
        del hint["when"]
    import_library(bureau.app, full, bureau.who(), whole=True, agreed=CONSENT)
    with pytest.raises(RuleRefused, match="“什么情形”少填12格"):
        import_library(bureau.app, lacking, bureau.who(), whole=True)
    assert import_library(bureau.app, lacking, bureau.who(), whole=True, agreed=CONSENT).changed


def test_that_another_order_is_a_change() -> None:
    new = small()
    item = next(one for one in new["items"].values() if len(one["materials"]) > 1)
    item["materials"].reverse()
    told = {one.title: one for one in tally(small(), new)}
    assert told["材料"].moved
    assert "先后变了" in told["材料"].words
    assert not told["材料"].in_bulk
