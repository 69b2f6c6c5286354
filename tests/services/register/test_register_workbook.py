"""The register as a workbook: what goes out comes in alike, and every fault is told at its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs
from openpyxl import Workbook, load_workbook

from counter.domain.hall.register.change_words import change_words
from counter.domain.hall.register.checks import GuideNames
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredMandate,
    RegisteredOrgan,
    RegisteredPicture,
    RegisteredSealMaker,
    RegisteredStaff,
    RegisteredSwitch,
    RegisteredText,
    RegisteredWindow,
    section_of,
)
from counter.domain.hall.register.register import RegisterOnDay
from counter.services.register.workbook import ReadRegister, read_register, register_workbook

TODAY = date(2026, 11, 23)
MARKET, TAX = "市场监督管理局", "税务局"
RECORDS = (
    RegisteredHall("乌兰浩特市政务服务中心", "五一南路88号", "0482-0000001", "9:00–17:00", "", 23),
    RegisteredWindow("15220103", "03", "一楼东区"),
    RegisteredWindow("15220104", "04"),
    RegisteredStaff("S01", "苏日娜", "supervisor", duties=("咨询导办", "协调对接"), phone="0482-0000003"),
    RegisteredStaff("W01", "阿木古郎", "clerk", since=date(2026, 1, 1), until=date(2027, 1, 1)),
    RegisteredStaff("R01", "图雅", "representative", MARKET),
    RegisteredOrgan(MARKET, "乌兰浩特市市场监督管理局", "乌市监", code="11150000MB0000000X"),
    RegisteredMandate("授〔2026〕1号", MARKET, "R01", ("decide", "sign"), date(2026, 1, 1)),
    RegisteredAgreement(
        "协〔2026〕1号", MARKET, ("receive", "accept"), date(2026, 1, 1), date(2026, 12, 31), ("a", "b"), True
    ),
    RegisteredAgreement("协〔2026〕1号", MARKET, ("deliver",), date(2026, 1, 1), date(2026, 12, 31), line=2),
    RegisteredSwitch("sw_seal", on=False),
    RegisteredSealMaker("某刻章店", "某街1号", "0482-0000004", date(2026, 1, 1)),
    RegisteredText("bring_to", "任一窗口"),
)
REGISTER = RegisterOnDay(TODAY, 3, {(section_of(r), r.key): r for r in RECORDS})
NAMES = GuideNames(
    {MARKET: frozenset("ab"), TAX: frozenset("c")}, frozenset({"sw_seal"}), frozenset({"bring_to"})
)


def read(change: Callable[[Workbook], object] = lambda book: None) -> ReadRegister:
    """The register's own workbook after somebody changed it."""
    book = load_workbook(io.BytesIO(register_workbook(REGISTER)))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return read_register(file.getvalue(), REGISTER, TODAY, NAMES)


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def test_that_a_workbook_of_an_older_register_says_what_it_would_put_back() -> None:
    older = replace(REGISTER, number=2)
    book = register_workbook(older)
    assert read_register(book, REGISTER, TODAY, NAMES).older is None  # nothing differs
    hall = structs.replace(RECORDS[0], phone="0482-0000009")
    later = replace(REGISTER, records={**REGISTER.records, ("hall", ""): hall})
    found = read_register(book, later, TODAY, NAMES)
    assert (found.older, found.usable) == (2, True)
    assert any("照登记册第2号导出的，现在是第3号" in fault.words for fault in found.faults)
    assert read_register(register_workbook(later), later, TODAY, NAMES).older is None


def test_that_what_went_out_comes_in_as_no_change() -> None:
    found = read()
    assert found.faults == ()
    assert found.changes == ()


def test_that_a_changed_phone_is_one_change_in_words() -> None:
    (change,) = read(put("大厅", "C2", "0482-0000009")).changes
    assert (
        change_words(change, REGISTER)
        == "改 大厅 乌兰浩特市政务服务中心 五一南路88号：咨询电话 0482-0000001 → 0482-0000009"
    )


def test_that_a_workbook_of_before_the_codes_of_organs_takes_none_away() -> None:
    def without_codes(book: Workbook) -> None:
        page = book["部门"]
        (column,) = [cell.column for cell in page[1] if cell.value == "统一社会信用代码"]
        page.delete_cols(column)

    found = read(without_codes)
    assert found.changes == ()
    assert "没有“统一社会信用代码”这一栏" in str(found.faults)


def test_that_an_organ_s_code_comes_in_by_the_workbook_and_a_short_one_is_named_at_its_cell() -> None:
    (change,) = read(put("部门", "H2", "11150000MB00000006")).changes
    assert "统一社会信用代码 11150000MB0000000X → 11150000MB00000006" in change_words(change, REGISTER)
    (fault,) = read(put("部门", "H2", "1115000")).faults
    assert "18位数字和大写字母" in str(fault)


def test_that_a_new_row_is_added_and_a_missing_one_is_no_longer_wanted() -> None:
    def change(book: Workbook) -> None:
        book["窗口"].delete_rows(3)
        book["人员"].append(["W02", "乌云", "窗口人员"])

    found = read(change)
    assert {change_words(c, REGISTER) for c in found.changes} == {
        "不要了 窗口：15220104 04",
        "新增 人员：W02 乌云",
    }


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (put("人员", "G2", "明天"), "“人员”表第2行G列“起始日期”", "不是日期"),
        (put("人员", "G2", "2026-13-01"), "“人员”表第2行G列“起始日期”", "不是日期"),
        (put("人员", "G2", "03-01"), "“人员”表第2行G列“起始日期”", "不是日期"),
        (put("人员", "A3", "S01"), "“人员”表第3行A列“工号”", "和第2行是同一个"),
        (put("人员", "C2", "主任"), "“人员”表第2行C列“岗位”", "不在可填的词里"),
        (put("人员", "E2", "扫地"), "“人员”表第2行E列“职责”", "不在可写的词里"),
        (put("人员", "D3", MARKET), "“人员”表第3行D列“部门”", "窗口人员不写部门"),
        (put("人员", "K3", "W99"), "“人员”表第3行K列“代班工号”", "不是名单里的另一个人"),
        (put("窗口", "A2", "1522"), "“窗口”表第2行A列“窗口编码”", "8位数字"),
        (put("窗口", "B3", "03"), "“窗口”表第2行B列“窗口号”", "两个窗口都是03号"),
        (put("部门", "A2", "某某局"), "“部门”表第2行A列“指南里的写法”", "没有“某某局”"),
        (put("部门", "G2", "人民法院"), "“部门”表第2行G列“管辖法院”", "请写全称"),
        (put("授权协议", "C2", "某某局"), "“授权协议”表第2行C列“部门”", "没有“某某局”"),
        (put("授权协议", "E2", "a、zz"), "“授权协议”表第2行E列“事项编号”", "没有事项 zz"),
        (put("授权协议", "G2", "2025-01-01"), "“授权协议”表第2行G列“截止日期”", "在起始日期 2026-01-01 之前"),
        (put("授权协议", "D2", None), "“授权协议”表第2行D列“授权”", "要填写"),
        (put("首席代表授权", "C2", "W01"), "“首席代表授权”表第2行C列“工号”", "不是市场监督管理局的首席代表"),
        (put("地区开关", "A2", "sw_none"), "“地区开关”表第2行A列“开关号”", "没有这个开关"),
        (put("大厅", "C2", "=A1"), "“大厅”表第2行C列“咨询电话”", "公式"),
        (put("大厅", "C2", "电话"), "“大厅”表第2行C列“咨询电话”", "只写号码"),
        (lambda book: book.__delitem__("授权协议"), "“授权协议”表", "缺这张表"),
        (lambda book: book["人员"].merge_cells("A2:A3"), "“人员”表", "合并"),
        (lambda book: book["人员"].delete_rows(2), "“人员”表", "没有在岗的值班负责人"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_that_what_is_wrong_is_told_at_its_cell_and_nothing_is_taken(
    change: Callable[[Workbook], object], place: str, says: str
) -> None:
    found = read(change)
    told = [fault for fault in found.faults if fault.place.startswith(place) and says in fault.sentence]
    assert told, [fault.words for fault in found.faults]
    assert told[0].grave
    assert not found.usable
    assert found.changes == ()


def test_that_a_name_of_no_form_is_told_and_does_not_keep_the_register_out() -> None:
    found = read(put("大厅", "A2", "办事大厅"))
    assert [fault.grave for fault in found.faults] == [False]
    assert "第二十九条" in found.faults[0].sentence
    assert len(found.changes) == 1


def test_that_a_workbook_neither_shows_nor_drops_emblem_and_photos() -> None:
    picture = RegisteredPicture("0123456789abcdef", b"\xff\xd8\xff")
    hall, person = (structs.replace(RECORDS[n], **{f: picture.key}) for n, f in ((0, "emblem"), (4, "photo")))
    records = (hall, *RECORDS[1:4], person, *RECORDS[5:], picture)
    held = RegisterOnDay(TODAY, 4, {(section_of(r), r.key): r for r in records})
    book = register_workbook(held)
    assert b"0123456789abcdef" not in b"".join(
        str(c.value).encode() for sheet in load_workbook(io.BytesIO(book)) for row in sheet for c in row
    )
    assert read_register(book, held, TODAY).changes == ()
