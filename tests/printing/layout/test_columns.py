"""Widths of the columns of a table: what says much gets much, and no number, date or short head is broken."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.document.document import Table
from counter.printing.layout.geometry import FORMS, ROOMY
from counter.printing.layout.tables import table_strips
from counter.printing.type.typesetter import Typesetter
from tests.printing import samples
from tests.printing.pages import TYPEFACES, made, text_of


def test_that_a_column_widens_for_a_date() -> None:
    table = Table(("事项", "应办结日期"), (("小餐饮登记", "2026年11月20日"),), (0.95, 0.05))
    text = text_of(made(replace(samples.receipt(), body=(table,))))
    assert (
        "2026年11月20日"
        in text.split("应办结日期")[1].replace("\r\n", "\n").replace(" ", "\n").split("\n")[:4]
    )


@given(
    st.lists(
        st.lists(
            st.sampled_from(["1", "申请书", "2026年11月20日", "场所使用证明" * 6]), min_size=3, max_size=3
        )
    ),
    st.lists(st.floats(0.05, 1), min_size=3, max_size=3),
)
def test_that_columns_fill_the_line_whatever_their_shares(rows: list[list[str]], shares: list[float]) -> None:
    table = Table(("甲", "乙", "丙"), tuple(map(tuple, rows)), tuple(shares))
    sheet = FORMS["A4"].sheet
    for strip in table_strips(table, Typesetter(TYPEFACES), sheet, ROOMY):
        assert strip.grid is not None
        edges = strip.grid.edges
        assert edges[0] == 0.0
        assert edges[-1] == sheet.measure
        assert all(after - before > 10 for before, after in pairwise(edges))


def test_that_a_column_gives_what_it_can_spare_to_one_that_would_wrap() -> None:
    long = "从业人员（参保人员）身份证件和健康证明"
    table = Table(("序", "材料"), (("1", long),), (0.5, 0.5))
    strips = table_strips(table, Typesetter(TYPEFACES), FORMS["A4"].sheet, ROOMY)
    assert [len({run.y for run in strip.runs}) for strip in strips] == [1, 1]


def test_that_a_column_that_says_little_gives_way_to_one_that_says_much() -> None:
    """The reason is as wide as the reason: no three characters a line beside an empty column."""
    reason = "经营场所平面图没有标注操作间与就餐区的分隔，也没有标注消毒设施的位置，请重新绘制后提交。"
    table = Table(
        ("材料", "原因", "形式"), (("平面图", reason, "原件"), ("申请书", reason, "原件")), (0.4, 0.2, 0.4)
    )
    strips = table_strips(table, Typesetter(TYPEFACES), FORMS["A4"].sheet, ROOMY)
    grid = strips[0].grid
    assert grid is not None
    widths = [after - before for before, after in pairwise(grid.edges)]
    assert widths[1] > 0.7 * sum(widths)
    assert max(len({run.y for run in strip.runs}) for strip in strips) <= 2


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_that_a_number_in_a_narrow_cell_is_never_parted(page: str, share: float) -> None:
    number = "乌市监受综03AAA〔2026〕1118号"
    rows = ((number, "补齐" * 60, "2026年11月20日（含当日）前"),) * 3
    table = Table(("文书编号", "说明", "期限"), rows, (share, 0.9, 0.1))
    setter = Typesetter(TYPEFACES)
    for scale in FORMS[page].ladder:
        strips = table_strips(table, setter, FORMS[page].sheet, scale)
        assert [run.text for strip in strips for run in strip.runs].count(number) == len(rows)


def test_that_a_short_head_is_not_broken_beside_a_long_reason() -> None:
    """Nor is what is to be brought: 原件 and how many of it."""
    reason = (
        "第3页经营场所的地址写成了“五一南路8号”，与租赁合同上的“五一南路88号1层东侧”不一致；申请日期没有填；"
        "签名处盖的是个人名章，没有本人签字，请照填表说明第4条改正后重新打印"
    )
    rows = (
        ("1", "卫生许可证申请表", reason, "更正后重新提交：原件1份"),
        ("2", "告知承诺书（公共场所卫生许可）", "未提交", "原件1份"),
        ("3", "卫生设施平面布局图", reason, "更正后重新提交：原件1份"),
        ("4", "公共场所卫生检测或者评价报告", "未提交", "原件1份"),
        ("", "以下空白", "", ""),
    )
    table = Table(("序号", "材料", "存在的问题", "补正要求"), rows, (0.08, 0.34, 0.28, 0.3), numeric=(0,))
    setter = Typesetter(TYPEFACES)
    for scale in FORMS["A4"].ladder:
        head, row, *_ = table_strips(table, setter, FORMS["A4"].sheet, scale)
        assert [run.text for run in head.runs] == list(table.head)
        assert any("原件1份" in run.text for run in row.runs)
        bare = replace(table, rows=tuple((*row[:3], "更正") for row in rows))
        head = table_strips(bare, setter, FORMS["A4"].sheet, scale)[0]
        assert [run.text for run in head.runs] == list(table.head)


@pytest.mark.parametrize(
    "names", [("授权委托书（一份写明全部事项）", "个体工商户登记（备案）申请书"), ("公司（企业）章程",)]
)
def test_that_a_short_head_is_not_broken_where_the_line_does_not_hold_every_short_word(
    names: tuple[str, ...],
) -> None:
    """序号 of a round's slip stood in two lines beside the numbers of its cases."""
    first = (
        "1",
        "15220103A 261120 0002 1\n个体工商户设立登记",
        "经营者（法定代表人、负责人）身份证件",
        "—",
        "1",
        "",
    )
    others = tuple((str(n), "261120 0002 1", name, "1", "—", "") for n, name in enumerate(names, 2))
    table = Table(
        ("序号", "办件编号、事项", "材料", "原件\n（份）", "复印件\n（份）", "点收"),
        (first, *others),
        (0.07, 0.33, 0.32, 0.09, 0.1, 0.09),
        numeric=(0, 3, 4),
    )
    setter = Typesetter(TYPEFACES)
    for scale in FORMS["A4"].ladder:
        head = table_strips(table, setter, FORMS["A4"].sheet, scale)[0]
        assert {"序号", "点收"} <= {run.text for run in head.runs}, scale


def test_that_a_cell_of_one_short_word_is_not_broken_beside_long_lists() -> None:
    names = (
        *(
            "个体工商户登记（备案）申请书",
            "社会保险登记表",
            "小餐饮店登记申请书",
            "户外广告（招牌）设置申请表",
        ),
        *("公众聚集场所投入使用、营业消防安全告知承诺书", "食品安全管理制度或承诺书", "场所平面（布局）图"),
        *("有利害关系业主同意将住宅改为经营性用房的证明", "招牌（广告设施）全景设计效果图", "参保人员名册"),
    )
    originals = "\n".join(f"“{name}”1份" for name in names)
    rows = (("1", "15220103A\n261120 0001 3", "我要开小餐馆（50平方米以下）", originals, "要移交"),)
    heads = ("序号", "办件编号", "一件事", "随件的原件", "移交")
    table = Table(heads, rows, (0.06, 0.2, 0.2, 0.4, 0.14), numeric=(0,))
    setter = Typesetter(TYPEFACES)
    for scale in FORMS["A4"].ladder:
        strips = table_strips(table, setter, FORMS["A4"].sheet, scale)
        assert [run.text for strip in strips for run in strip.runs].count("要移交") == len(rows)


def test_that_columns_share_the_line_so_that_the_rows_take_the_fewest_lines() -> None:
    """Neither the first nor the neediest takes all: each gift of one column to another is weighed in lines."""
    rows = (
        (
            "经营场所使用证明和平面布局图" * 2,
            "图上没有标注操作间与就餐区的分隔，请重新绘制后提交。" * 4,
            "原件",
        ),
    )
    table = Table(("材料", "原因", "形式"), rows, (1, 1, 1))
    _, row = table_strips(table, Typesetter(TYPEFACES), FORMS["A4"].sheet, ROOMY)
    assert len({run.y for run in row.runs}) <= 5


def test_that_a_cell_too_narrow_for_a_number_is_set_smaller_rather_than_parted() -> None:
    number = "乌市监受综03A〔2026〕118号"
    table = Table(("原文书", "新文书", "日期"), ((number, number, "2026年11月20日"),) * 2, (1, 1, 1))
    scale = FORMS["A5"].ladder[0]
    strips = table_strips(table, Typesetter(TYPEFACES), FORMS["A5"].sheet, scale)
    sizes = [run.size for strip in strips for run in strip.runs if run.text == number]
    assert len(sizes) == 4
    assert all(0.7 * scale.cell <= size < scale.cell for size in sizes)
