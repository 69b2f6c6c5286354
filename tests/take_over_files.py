"""Workbooks of running cases of people who do not exist, filled into the program's own template."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from counter.domain.case.take_over.sheets import FORMS
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.sheet_table import Tables
from counter.domain.guide.rows.table_reader import table_of
from counter.services.case.take_over_workbook import template
from tests.settings import demo_guide

RESTAURANT = "我要开小餐馆"
ANSWERS = "\n".join(
    (
        "您打算办哪一种营业执照：已有营业执照",
        "您的执照上写的是哪一类：个体工商户",
        "经营面积在不在本地小餐饮店界线以内：超过",
        "这处场所是不是公众聚集场所：是",
        "是否雇用员工：否",
        "要不要设置门头招牌或户外广告：不设",
        "由谁来提交申请：本人或法定代表人",
        "接触食品、直接为顾客服务的人员有几位：2",
        "项目在不在环评名录里，要办哪种手续：不在",
        "装修要不要办消防验收或备案：不用办或没有装修",
        "经营场所是自有还是租用：自有",
        "经营场所是不是住宅：否",
    )
)
FOOD, FIRE = "食品经营许可（新办）", "公众聚集场所投入使用、营业前消防安全检查"

CASE: Mapping[str, object] = {
    "原编号": "OLD-2026-0118",
    "接转自": "旧综窗系统",
    "一件事": RESTAURANT,
    "情形": ANSWERS,
    "交件日期": "2026-11-02",
    "申请人类型": "个人",
    "申请人": "巴图吉雅",
    "证件号码": "999999199001011238",
    "电话": "10000005678",
}

Rows = Mapping[str, Sequence[Mapping[str, object]]]
Change = Callable[[Workbook], object]


@cache
def empty() -> bytes:
    """The template as the program writes it."""
    return template(demo_guide())


def filled(rows: Rows, change: Change | None = None, *, examples: bool = False) -> bytes:
    """The template with these rows, by sheet and head. ``change``: what a careless person does to it then."""
    book = load_workbook(io.BytesIO(empty()))
    for title, given in rows.items():
        sheet: Any = book[title]
        heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
        first = 3 if examples else 2
        for number, values in enumerate(given, first):
            for head, value in values.items():
                sheet.cell(number, heads[head]).value = value
    if not examples:
        for title in ("办件", "事项", "材料", "缺项"):
            if not rows.get(title):
                book[title].delete_rows(2)
            else:
                _clear_example(book[title], rows[title][0])
    if change is not None:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _clear_example(sheet: Any, first: Mapping[str, object]) -> None:
    for cell in sheet[1]:
        if str(cell.value).rstrip("*") not in first:
            sheet.cell(2, cell.column).value = None


def tables_of_rows(rows: Rows, faults: Faults) -> Tables:
    """The same rows as read from a workbook, without making one; the first row of a sheet is its second."""
    found = {}
    for form in FORMS:
        heads = [column.head for column in form.columns]
        cells = [(1, heads)] + [
            (number, [values.get(head) for head in heads])
            for number, values in enumerate(rows.get(form.title, ()), 2)
        ]
        found[form.title] = table_of(form, cells, faults)
    return found


def one_case(*items: Mapping[str, object], **more: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """One case with these items; ``materials``, ``gaps``: the rows of those sheets, without the number."""
    number = {"原编号": CASE["原编号"]}
    return {
        "办件": [{**CASE, **dict(more.get("case", ({},))[0])}],
        "事项": [{**number, **one} for one in items],
        "材料": [{**number, **one} for one in more.get("materials", (ALL_IN,))],
        "缺项": [{**number, **one} for one in more.get("gaps", ())],
    }


ALL_IN: Mapping[str, object] = {"材料": "其余", "状态": "已收", "原件核对过": "是", "现在在哪里": "在窗口"}
TOLD: Mapping[str, object] = {
    "事项": FOOD,
    "现在的状态": "待补正",
    "这个状态的日期": "2026-11-03",
    "文号": "旧补〔2026〕56号",
}
ACCEPTED: Mapping[str, object] = {
    "事项": FIRE,
    "现在的状态": "已受理",
    "这个状态的日期": "2026-11-04",
    "文号": "旧受〔2026〕77号",
}
LAYOUT = "主要设备设施布局、操作流程等文件"
GAP: Mapping[str, object] = {
    "事项": FOOD,
    "材料": LAYOUT,
    "缺什么": "未交",
    "原文书的说法": "没有交布局图",
    "最迟日期": "2026-12-01",
}
"""The restaurant of one invented person: fire check accepted, food licence told what it lacks."""
