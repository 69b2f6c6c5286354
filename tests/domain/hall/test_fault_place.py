"""A fault of the register is told with its section, row and field in the words of the sheets, never by a code."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.register.change_words import fault_place
from counter.domain.hall.register.checks import RegisterFault
from counter.domain.hall.register.records import RegisteredAgreement

START, END = date(2026, 1, 1), date(2026, 12, 31)


def line(number: int) -> RegisteredAgreement:
    return RegisteredAgreement("乌政协〔2026〕1号", "市场监督管理局", ("receive",), START, END, line=number)


@pytest.mark.parametrize(("number", "row"), [(1, ""), (2, " 第2行")])
def test_that_a_place_names_section_row_and_field(number: int, row: str) -> None:
    record = line(number)
    fault = RegisterFault("agreement", record.key, "until", "已经到期")
    place = fault_place(fault, {("agreement", record.key): record})
    assert place == f"授权协议 乌政协〔2026〕1号 市场监督管理局{row} 截止日期"


@pytest.mark.parametrize(
    ("field", "shown"),
    [("人员 岗位", True), ("answers[2].option", True), ("agreed", False), ("since", False)],
)
def test_that_a_place_in_words_is_said_and_the_name_of_a_field_is_not(field: str, shown: bool) -> None:
    assert BadInput("不对。", field=field).placed == ("不对。" + (f"（位置：{field}）" if shown else ""))
