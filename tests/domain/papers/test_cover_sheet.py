"""The cover sheet: what is still to be brought to whom, each paper once, under its earliest day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.document.document import PaperKind
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.visit.material import Brought, MaterialState
from tests.paper_cases import (
    one,
    tables,
    text,
)

MISSING = Brought(MaterialState.MISSING)
DEFERRED = Brought(MaterialState.DEFERRED)
COVER = one(PaperKind.COVER_SHEET, 9, {}, brought={"signboard_3": DEFERRED, "public_hygiene_5": MISSING})


def test_that_the_cover_sheet_has_no_number_no_seal_and_nothing_to_sign() -> None:
    document = compose(COVER)
    assert (document.number, document.seal_organ, document.sign_lines) == ("", "", ())
    assert "以各部门的通知书、承诺书为准" in text(document)
    assert "委托" not in text(document)


def test_that_the_cover_sheet_sorts_papers_by_their_day_and_names_organ_paper_and_item() -> None:
    document = compose(COVER)
    said = text(document)
    assert said.index("2026年11月27日（含当日）前要交的：") < said.index("2026年12月4日（含当日）前要交的：")
    assert [table.rows for table in tables(document)] == [
        (("招牌（广告设施）全景设计效果图", "未提交，签承诺书后可以后补；原件1份", "①"),),
        (("公共场所卫生管理制度", "未提交；原件1份", "②"),),
    ]
    assert "①乌兰浩特市城市管理（综合执法）部门《容缺受理承诺书》：户外招牌（门头）设置" in said
    assert "②乌兰浩特市卫生健康委员会《材料补齐补正通知书》：公共场所卫生许可（新办）" in said
    assert read_essentials(document.qr).deadline == date(2026, 11, 27)


def test_that_what_several_organs_ask_for_is_brought_once() -> None:
    document = compose(one(PaperKind.COVER_SHEET, 9, {}, brought={"id_card_operator": MISSING}))
    assert [row[2] for table in tables(document) for row in table.rows] == ["①②③"]
    assert "还差1种材料，每种交一次即可。\n请在2026年12月4日（含当日）前，把下面1种材料补到本窗口。" in text(
        document
    )


def test_that_a_returned_filing_has_no_day_on_the_cover_sheet_either() -> None:
    brought = {"f_mkt_individual": MISSING, "public_hygiene_5": MISSING}
    said = text(compose(one(PaperKind.COVER_SHEET, 9, {}, brought=brought)))
    assert said.index("2026年12月4日（含当日）前要交的：") < said.index("没有期限、补齐后重新申请的：")


def test_that_a_cover_sheet_under_a_clock_in_doubt_gives_no_day() -> None:
    said = text(compose(replace(COVER, untimely=True)))
    assert "含当日" not in said
    assert "期限待核，核定后书面告知：" in said
