"""The guide as a workbook: out and in again nothing changes, and every planted fault is found at its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from counter.db.guide.shelf import GuideShelf
from counter.domain.errors import BadInput
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical, library_of
from counter.domain.guide.rows.detail_sheets import BY_TITLE, SHEETS
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.files.workbook import guide_workbook, template
from counter.services.guide.check_library import CheckedGuide
from tests.guide_files import changed, packed, parts_of, retyped, small, small_workbook

GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"

Change = Callable[[Workbook], object]
Place = tuple[str, int, str, str]
Planted = tuple[Change, Place]


def _column(book: Workbook, sheet: str, head: str) -> int:
    heads = [str(cell.value).rstrip("*") for cell in book[sheet][1]]
    return heads.index(head) + 1


def put(sheet: str, row: int, head: str, value: object) -> Change:
    """Somebody writes a value into a cell."""
    return lambda book: book[sheet].cell(row, _column(book, sheet, head)).__setattr__("value", value)


def found(checked: CheckedGuide) -> list[Place]:
    """Where and what, of the faults that stop the file."""
    return [(fault.sheet, fault.row, fault.head, fault.sort) for fault in checked.faults if fault.grave]


def remarks(checked: CheckedGuide) -> list[tuple[str, int, str]]:
    """What was mended or passed over."""
    return [(fault.sheet, fault.row, fault.sort) for fault in checked.faults if not fault.grave]


def _cells(content: bytes) -> Any:
    book = load_workbook(io.BytesIO(content))
    return {
        page.title: (
            [
                (c.coordinate, c.value, c.data_type, c.number_format, c.font.b, c.comment and c.comment.text)
                for row in page
                for c in row
            ],
            [dict(rule) | {"f": rule.formula1} for rule in page.data_validations.dataValidation],
            [
                (key, dimension.width, dimension.number_format)
                for key, dimension in page.column_dimensions.items()
            ],
            page.freeze_panes,
        )
        for page in book
    }


def _round(library: Library) -> None:
    workbook = guide_workbook(library)
    checked = check_guide(workbook)
    assert checked.faults == ()
    assert checked.library is not None
    assert canonical(checked.library) == canonical(library)
    again = guide_workbook(checked.library)
    assert _cells(again) == _cells(workbook)
    from_json = check_guide(canonical(library))
    assert (from_json.faults, from_json.library) == ((), library)


def test_that_a_library_with_every_element_comes_back_the_same() -> None:
    _round(small())


def test_that_the_shipped_guide_comes_back_the_same() -> None:
    library = library_of(GuideShelf(GUIDES).guide())
    told: list[tuple[int, int]] = []
    workbook = guide_workbook(library, lambda done, total: told.append((done, total)))
    read: list[tuple[int, int]] = []
    checked = check_guide(workbook, lambda done, total: read.append((done, total)))
    assert checked.faults == ()
    assert checked.library is not None
    assert canonical(checked.library) == canonical(library)
    for steps in (told, read):
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1] > 3_000
        assert len(steps) > 5


def test_that_the_template_has_every_sheet_with_notes_and_drop_downs_and_is_clean() -> None:
    content = template()
    checked = check_guide(content)
    assert (checked.faults, checked.clean) == ((), True)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["说明", *(form.title for form in SHEETS)]
    for form in SHEETS:
        page = book[form.title]
        assert page.freeze_panes == "A2"
        assert all(cell.comment and cell.comment.text for cell in page[1])
        rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
        for cell, column in zip(page[1], form.columns, strict=True):
            rule = rules[f"{cell.column_letter}2"]
            assert rule.prompt
            assert (rule.type == "list") == bool(column.choices)


def test_that_every_cell_but_a_count_is_text_and_never_a_formula() -> None:
    book = load_workbook(io.BytesIO(small_workbook()))
    for form in SHEETS:
        for row in book[form.title].iter_rows(min_row=2):
            for cell, column in zip(row, form.columns, strict=True):
                assert cell.data_type != "f"
                assert cell.number_format == ("@" if column.as_text else "0") or cell.value is None
    note = book["一件事"].cell(2, 4)
    assert (note.value, note.data_type, note.quotePrefix) == ("=1+1 不是公式", "s", True)


def test_that_a_text_no_cell_can_hold_is_told_and_not_cut() -> None:
    library = small()
    library["papers"]["poa"]["name"] = "长" * 30_001
    with pytest.raises(BadInput, match="太长"):
        guide_workbook(library)


def _at(sheet: str, row: int, head: str, value: object, sort: str) -> Planted:
    return put(sheet, row, head, value), (sheet, row, head, sort)


def _again(sheet: str, row: int, over: int) -> Change:
    """Somebody copies a row over another one."""

    def copy(book: Workbook) -> None:
        for cell in book[sheet][row]:
            book[sheet].cell(over, cell.column).value = cell.value

    return copy


FAULTS: dict[str, Planted] = {
    "unknown item": _at("一件事事项", 2, "事项号", "no_such", "unknown"),
    "unknown paper": _at("材料对应", 3, "实物材料号", "no_such", "unknown"),
    "unknown question": _at("一件事情形题", 4, "题号", "q_none", "unknown"),
    "unknown bundle": _at("提示", 2, "一件事序号", 77, "unknown"),
    "unknown producer": _at("实物材料", 2, "由哪些事项产生", "nobody", "unknown"),
    "orphan": _at("材料对应", 2, "材料序号", 9, "orphan"),
    "duplicate item": _at("事项", 3, "事项号", "register", "duplicate"),
    "duplicate option": _at("选项", 5, "选项号", "individual", "duplicate"),
    "same row twice": (_again("法律依据", 2, 3), ("法律依据", 3, "", "duplicate")),
    "missing name": _at("事项", 2, "名称", None, "missing"),
    "missing id": _at("事项", 2, "事项号", None, "missing"),
    "missing number": _at("材料", 3, "序号", None, "missing"),
    "missing grade of a promise": _at("事项", 2, "承诺时限依据程度", None, "missing"),
    "half of later": _at("材料", 3, "以后交的说明", None, "missing"),
    "blank only": _at("实物材料", 2, "由谁出具", "　 ", "missing"),
    "wrong word": _at("事项", 2, "程序类别", "许可", "word"),
    "wrong yes": _at("情形题", 3, "可多选", "对", "word"),
    "wrong three": _at("材料", 2, "主要材料", "待定", "word"),
    "number as code": _at("事项要素", 2, "基本编码", 123456789, "number"),
    "number as phone": _at("事项要素", 2, "咨询电话", 4821000000, "number"),
    "number as name": _at("实物材料", 2, "名称", 12, "number"),
    "scientific code": _at("事项要素", 2, "实施编码", "1.11500E+30", "mangled"),
    "date for an id": _at("选项", 2, "选项号", datetime(2026, 3, 1), "date"),
    "true for an id": _at("选项", 2, "选项号", True, "boolean"),
    "Chinese id": _at("实物材料", 6, "实物材料号", "委托书", "id"),
    "no number": _at("材料", 2, "份数", "一份", "count"),
    "half a copy": _at("材料", 2, "份数", 1.5, "fraction"),
    "less than none": _at("材料", 2, "份数", -1, "range"),
    "date for a count": _at("材料", 2, "份数", datetime(2026, 3, 1), "date"),
    "formula": _at("材料", 2, "份数", "=1+1", "formula"),
    "formula as name": _at("材料", 2, "名称", '=HYPERLINK("http://example.invalid")', "formula"),
    "error cell": _at("材料", 2, "名称", "#REF!", "error_cell"),
    "condition": _at("一件事事项", 3, "什么时候办", "q_sign=yes 并且", "condition"),
    "mixed condition": _at(
        "一件事事项", 3, "什么时候办", "q_sign=yes 且 q_sign=no 或 q_entity=company", "condition"
    ),
    "question in condition": _at("提示", 2, "什么情形", "q_none=x", "unknown"),
    "option in condition": _at("提示", 2, "什么情形", "q_entity=coop", "unknown_option"),
    "switch in condition": _at("提示", 2, "什么情形", "开关:sw_no", "unknown"),
    "option of only": _at("一件事情形题", 2, "只列哪些选项", "coop", "unknown_option"),
    "option of default": _at("情形题", 5, "默认选项", "maybe", "unknown_option"),
    "option twice": _at("情形题", 4, "默认选项", "food、food", "twice"),
    "two defaults": _at("情形题", 5, "默认选项", "yes、no", "one_only"),
    "before its prerequisite": (
        put("一件事事项", 2, "办理先后", 3),
        ("一件事事项", 3, "须在哪些事项之后", "too_early"),
    ),
    "prerequisite elsewhere": _at("一件事事项", 4, "须在哪些事项之后", "register", "not_placed"),
    "refused elsewhere": (
        put("不能办", 2, "一件事序号", 2),
        ("不能办", 2, "事项号", "not_placed"),
    ),
    "asked too late": _at("一件事情形题", 2, "什么时候问", "q_sign=yes", "asked_late"),
    "too long": _at("材料", 2, "名称", "长" * 30_001, "long"),
}


@pytest.mark.parametrize(("plant", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_that_a_planted_fault_is_found_at_its_cell_and_no_other_is_told(
    plant: Change, expected: Place
) -> None:
    checked = check_guide(retyped(plant))
    assert found(checked) == [expected]
    assert checked.library is None
    fault = checked.faults[0]
    keys = [column.head for column in BY_TITLE[fault.sheet].columns]
    assert fault.letter == (get_column_letter(keys.index(fault.head) + 1) if fault.head else "")
    assert fault.words.endswith("。")


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        (lambda book: book["一件事事项"].delete_rows(4), ("一件事", 3, "序号", "empty")),
        (lambda book: book["选项"].delete_rows(2, 2), ("情形题", 2, "题号", "empty")),
        (lambda book: book.remove(book["材料对应"]), ("材料对应", 0, "", "no_sheet")),
        (lambda book: book["材料"].delete_cols(2), ("材料", 1, "", "no_column")),
        (lambda book: book["事项"].delete_rows(1, 11), ("事项", 0, "", "no_head")),
    ],
    ids=["bundle without items", "question without options", "sheet", "column", "no heads"],
)
def test_that_what_is_missing_altogether_is_told_once(plant: Change, expected: Place) -> None:
    assert found(check_guide(changed(plant))) == [expected]


def test_that_many_faults_are_found_at_once() -> None:
    every = [(plant, expected) for name, (plant, expected) in FAULTS.items() if name in _TOGETHER]
    checked = check_guide(retyped(lambda book: [plant(book) for plant, _ in every]))
    assert sorted(found(checked)) == sorted(expected for _, expected in every)


_TOGETHER = ("missing name", "wrong word", "wrong three", "number as phone", "no number", "scientific code")
_TOGETHER += ("unknown paper", "number as name", "switch in condition", "condition", "same row twice")


def test_that_a_true_stranger_is_told_beside_an_id_that_is_missing() -> None:
    """Seven rows name the entry that lost its id and are not blamed; one names what never was."""
    workbook = retyped(
        lambda book: [put("情形题", 5, "题号", None)(book), put("不能办", 2, "什么情形", "q_none=x")(book)]
    )
    assert sorted(found(check_guide(workbook))) == [
        ("不能办", 2, "什么情形", "unknown"),
        ("情形题", 5, "题号", "missing"),
    ]


def _blank_rows(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        page.insert_rows(2, 2)
        for _ in range(3):
            page.append([None, "  ", None])
        page.cell(page.max_row + 40, 30).fill = PatternFill("solid", fgColor="FFFF00")


def _title_above(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        page.insert_rows(1)
        page["A1"] = "演示市场监督管理局办事指南"
        page.merge_cells("A1:C1")


def _other_order(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        rows = [list(reversed(row)) for row in page.iter_rows(values_only=True)]
        page.delete_rows(1, page.max_row)
        for row in rows:
            page.append(["编制说明" if row is rows[0] else None, *row])
            for cell in page[page.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type


def _other_heads(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        for cell in page[1]:
            cell.value = f" {str(cell.value).rstrip('*')[:2]}\n{str(cell.value).rstrip('*')[2:]}（必填）"


def _counts_as_text(book: Workbook) -> None:
    for form in SHEETS:
        for row in book[form.title].iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, int):
                    cell.value = str(cell.value)


@pytest.mark.parametrize("change", [_blank_rows, _title_above, _other_heads, _counts_as_text])
def test_that_others_habits_change_nothing(change: Change) -> None:
    checked = check_guide(changed(change))
    assert checked.faults == ()
    assert checked.library == small()


def test_that_columns_are_found_by_their_heads_and_extra_ones_are_told() -> None:
    checked = check_guide(changed(_other_order))
    assert checked.library == small()
    assert {sort for _, _, sort in remarks(checked)} == {"extra"}


def test_that_an_extra_sheet_is_told_and_passed_over() -> None:
    checked = check_guide(changed(lambda book: book.create_sheet("领导批示")))
    assert remarks(checked) == [("领导批示", 0, "extra_sheet")]
    assert checked.library == small()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put("事项", 2, "名称", "设立登记 "), ("事项", 2)),
        (put("事项", 2, "事项号", " register"), ("事项", 2)),
        (put("一件事事项", 2, "事项号", "ｒｅｇｉｓｔｅｒ"), ("一件事事项", 2)),
        (put("材料", 2, "份数", "１"), ("材料", 2)),
        (put("事项要素", 2, "基本编码", "０００１２３４５６７８９"), ("事项要素", 2)),
        (put("事项要素", 2, "生效日期", datetime(2024, 3, 1)), ("事项要素", 2)),
    ],
)
def test_that_blanks_and_full_width_digits_are_mended_and_told(
    change: Change, place: tuple[str, int]
) -> None:
    checked = check_guide(changed(change))
    assert remarks(checked) == [(*place, "mended")]
    assert checked.library == small()


def test_that_a_misspelt_own_id_is_told_once_where_it_was_made() -> None:
    checked = check_guide(changed(put("情形题", 3, "题号", "q_entlty")))
    assert found(checked) == [("情形题", 3, "题号", "misspelt")]
    assert "q_entity" in checked.faults[0].sentence


def test_that_shared_strings_and_rich_text_of_other_programs_are_read_alike() -> None:
    assert check_guide(changed(lambda book: None)).library == small()  # openpyxl's own saving: shared strings
    parts = parts_of(small_workbook())
    name = next(n for n, c in parts.items() if "worksheets/" in n and "<t>设立登记</t>".encode() in c)
    runs = '<r><t xml:space="preserve">设立</t></r><r><rPr><b/></rPr><t>登记</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
    parts[name] = parts[name].replace("<t>设立登记</t>".encode(), runs.encode())
    checked = check_guide(packed(parts))
    assert (checked.faults, checked.library) == ((), small())


def test_that_lists_and_conditions_made_to_take_time_are_told_at_once() -> None:
    library: Any = small()
    library["questions"]["q_scope"]["default"] = [f"o{n}" for n in range(60_000)]
    library["bundles"]["1"]["hints"][0]["when"] = {"any": [{"q_scope": ["food"]}] * 50_000}
    library["items"]["register"]["basis"] = [["法", str(n), "KNOWN"] for n in range(20_000)]
    checked = check_guide(canonical(library))
    assert checked.library is None
    assert {fault.sort for fault in checked.faults} == {"unknown_option", "condition"}


def test_that_the_document_names_every_sheet_and_column() -> None:
    text = (GUIDES.parents[1] / "docs" / "guide-workbook.md").read_text(encoding="utf-8")
    for form in SHEETS:
        described = text.partition(f"### {form.title}\n")[2].partition("\n### ")[0]
        heads = [
            line.split(" | ")[0].removeprefix("| ") for line in described.splitlines() if line[:2] == "| "
        ][1:]
        assert heads == [f"{column.head}{'*' if column.required else ''}" for column in form.columns]
