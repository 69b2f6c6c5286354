"""一次性告知单: everything at once, the why of each line, nothing official that is not, and nobody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.document.document import Document, PaperKind, Table
from counter.domain.hall.seal_maker import SealMaker
from counter.domain.papers.compose.guide_sheet import STAR, guide_sheet
from counter.domain.papers.parts.wording import circled
from counter.domain.visit.assess import assess
from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import Setting, Visit
from counter.printing.layout.layout import render
from tests import complete_guide as whole
from tests.paper_cases import RESTAURANT, STATION, answered, tables, text
from tests.printing.pages import page_count
from tests.settings import RESOURCES, setting, somebody

AT = setting()
SHOP = {**RESTAURANT, "q_sign": ("shop",), "q_employees": ("yes",), "q_fire_scope": ("yes",)}


def sheet(bundle: int = 8, answers: dict[str, tuple[str, ...]] | None = None, at: Setting = AT) -> Document:
    """The sheet of a bundle under these answers and the first option of every other question."""
    given = answered(bundle, SHOP if answers is None else answers, at)
    return guide_sheet(STATION, at, Visit(bundle, given))


def table(document: Document, head: str) -> Table:
    return next(t for t in tables(document) if head in t.head)


def test_that_every_paper_of_the_list_is_told_with_its_source_and_why() -> None:
    found = assess(AT, Visit(8, answered(8, SHOP))).checklist
    told = text(sheet())
    rows = table(sheet(), "从哪里来").rows
    assert [line.name for line in found.lines if line.name not in told] == []
    assert all(all(row) for row in rows)
    assert all("事项" in row[-1] and "答" in row[-1] for row in rows)


def test_that_the_why_of_a_line_points_at_the_answers_behind_it() -> None:
    """住宅改经营用房: asked for only because of the answer to that question."""
    document = sheet(answers={**SHOP, "q_residential": ("yes",)})
    row = next(r for r in table(document, "从哪里来").rows if "利害关系业主" in r[1])
    number = next(circled(n) for n in range(1, 30) if f"{circled(n)}经营场所是不是住宅" in text(document))
    assert number in row[-1]
    assert "民法典第二百七十九条" in row[-1]


def test_that_a_paper_some_item_always_needs_is_not_blamed_on_an_answer() -> None:
    """房屋买卖合同: the tax and the registration need it whatever was answered."""
    row = next(r for r in table(sheet(79, {}), "从哪里来").rows if r[1].startswith("房屋买卖合同"))
    assert row[-1].endswith("怎样回答都要")


def test_that_what_is_done_elsewhere_is_not_called_needless() -> None:
    """A child born at home: nothing is taken here, and nobody is told that nothing has to be done."""
    told = text(sheet(52, {"q_birth_have": ("todo",), "q_birth_place": ("home",)}))
    assert "这件事不在这里办" in told
    assert "先到旗县卫生健康部门指定机构" in told
    assert "没有需要办的事项" not in told
    shop = {"q_entity": ("existing",), "q_employees": ("no",), "q_sign": ("no",), "q_agent": ("self",)}
    assert "没有需要办的事项" in text(sheet(13, shop))


def test_that_items_stand_in_order_with_organ_time_and_what_comes_first() -> None:
    rows = table(sheet(), "办理部门").rows
    names = [row[1] for row in rows]
    licence = next(i for i, name in enumerate(names) if name.startswith("个体工商户设立登记"))
    food = next(i for i, name in enumerate(names) if name.startswith("小餐饮店登记"))
    assert licence < food
    assert rows[food][4] == str(licence + 1)
    assert rows[licence][2] == "乌兰浩特市市场监督管理局"
    assert rows[food][3] == "20个工作日"
    assert "所依法律没有写时限的许可，按行政许可法第四十二条20个工作日算，待部门核定" in text(sheet())


def test_that_what_no_department_confirmed_says_so() -> None:
    document = sheet()
    assert document.marks == ("部分内容待部门核定",)
    assert STAR in text(document)
    assert "收费：待部门核定" in text(document)
    assert "各部门的承诺时限还没有公布（待部门核定）" in text(document)


def test_that_a_shared_paper_is_not_among_those_to_bring() -> None:
    """L2: only confirmed, and the applicant's own version prevails."""
    found = assess(AT, Visit(8, answered(8, SHOP))).checklist
    shared = [x.name for x in found.lines if MaterialState.SHARED in x.allowed and not x.awaits]
    assert shared
    to_bring = [row[1] for row in table(sheet(), "从哪里来").rows]
    assert not any(name in cell for name in shared for cell in to_bring)
    assert "以您更正的为准" in text(sheet())


def test_that_what_an_earlier_item_produces_need_not_be_brought() -> None:
    assert "营业执照：由事项1办出，不用交" in text(sheet())


def test_that_nothing_else_is_promised_to_be_asked() -> None:
    assert "除上列材料外，不需要提交其他任何材料。" in text(sheet())


def test_that_a_refusal_is_told_with_its_source_and_the_right_to_insist() -> None:
    told = text(sheet(7, {"q_entity": ("individual",)}))
    assert "《互联网上网服务营业场所管理条例》第八条" in told
    assert "窗口照样收件，由主管机关作出书面决定" in told


def test_that_an_open_question_says_what_each_answer_would_change() -> None:
    told = text(guide_sheet(STATION, AT, Visit(31)))
    assert "合作社住所是自有、租用，还是没有产权证" in told
    assert "答“租用”：多备2样材料（租赁合同、出租人的不动产权证书）" in told
    assert "答“否”：不能办，设立合作社须有五名以上" in told


def test_that_an_unsettled_answer_says_who_settles_it() -> None:
    told = text(sheet(answers={**SHOP, "q_fire_scope": ("unsure",)}))
    assert "（您答“不清楚”）请消防窗口当场认定；" in told
    assert "改选" not in told


def test_that_nobody_has_to_say_who_he_is() -> None:
    named = Visit(8, answered(8, SHOP), applicant=somebody())
    document = guide_sheet(STATION, AT, named)
    assert document == guide_sheet(STATION, AT, replace(named, applicant=None))
    assert (document.addressee, document.sign_lines) == ("", ())


def test_that_it_has_no_number_no_seal_and_no_codes() -> None:
    document = sheet()
    assert document.kind is PaperKind.GUIDE_SHEET
    assert (document.number, document.seal_organ, document.code, document.qr) == ("", "", "", "")


def test_that_hall_window_and_complaint_are_told_and_blanks_are_named() -> None:
    document = sheet()
    assert "地址：（由大厅填写）" in text(document)
    assert "12345" in text(document)
    assert AT.guide.version not in " ".join(document.foot), "a hash says nothing to who takes the sheet home"
    assert document.foot[-1].endswith("指南版本：随程序带的示范指南，不是部门正式发布的")
    filled = replace(AT, jurisdiction=AT.jurisdiction.at_hall("0482-8200000", "五一南路88号", "9:00–17:00"))
    assert "地址：五一南路88号　时间：9:00–17:00　电话：0482-8200000" in text(sheet(at=filled))


def test_that_a_published_guide_is_named_by_its_number_and_day() -> None:
    published = whole.complete_setting(AT.guide).publication
    assert published is not None
    said = replace(published, number=3, effective=date(2026, 12, 1))
    assert sheet(at=replace(AT, publication=said)).foot[-1].endswith("指南版本：第3版（2026年12月1日起）")


def test_that_only_the_demo_says_it_is_one() -> None:
    plain = GuideShelf(RESOURCES / "guides").guide(None)
    real = replace(AT, guide=plain, switches=MappingProxyType(plain.switch_defaults()), demo=False)
    visit = Visit(8, answered(8, SHOP, real))
    assert sheet().watermark == "演示 无效"
    assert guide_sheet(replace(STATION, demo=False), real, visit).watermark is None


def test_that_a_small_restaurant_fits_on_two_pages() -> None:
    assert page_count(render(sheet(), Path(RESOURCES / "fonts"))) <= 2


@pytest.mark.parametrize("bundle", sorted(AT.guide.bundles))
def test_that_every_bundle_gives_a_sheet_with_and_without_answers(bundle: int) -> None:
    """Nothing is lost between list and sheet: each item and each line stands on it."""
    for answers in ({}, answered(bundle, {})):
        visit = Visit(bundle, answers)
        found, told = assess(AT, visit).checklist, text(guide_sheet(STATION, AT, visit))
        assert [i.name for i in found.items if i.name not in told] == []
        assert [x.name for x in found.lines if x.name not in told] == []


def test_that_place_and_what_to_bring_stand_before_what_it_is_for_and_the_answers_at_the_end() -> None:
    told = text(sheet())
    order = ("\n到哪里办：", "、要带来的材料（", "、要办的事项（", "、提醒：", "、您说的情况（")
    assert [told.index(part) for part in order] == sorted(told.index(part) for part in order)


def test_that_who_has_not_answered_everything_hears_beside_the_counts_that_they_may_change() -> None:
    open_ones = text(guide_sheet(STATION, AT, Visit(8, RESTAURANT)))
    assert "处没定下来，定了会增减。" in open_ones.splitlines()[0]
    assert "没定下来" not in text(sheet()).splitlines()[0]


MAKERS = tuple(
    SealMaker(f"演示{name}刻章部", f"{n}号", f"1000000{n:04}") for n, name in enumerate("甲乙丙丁")
)
SEALS = {**SHOP, "q_entity": ("company",), "q_seal": ("need",)}


def of_makers(makers: tuple[SealMaker, ...], days: int = 0) -> Document:
    rules = replace(AT.jurisdiction, seal_makers=makers)
    return sheet(8, SEALS, replace(AT, jurisdiction=rules, now=AT.now + timedelta(days=days)))


def test_that_free_seals_name_every_maker_in_an_order_of_the_day() -> None:
    """2021-13 二(一)1: names, places and telephones, and the applicant chooses himself."""
    told = [table(of_makers(MAKERS, day), "企业名称").rows for day in range(40)]
    assert all(sorted(rows) == sorted((m.name, m.place, m.phone) for m in MAKERS) for rows in told)
    assert {rows[0][0] for rows in told} == {m.name for m in MAKERS}  # none is first for good
    assert table(of_makers(MAKERS[::-1]), "企业名称").rows == told[0]  # whatever their order in the register
    assert "由您自己" in text(of_makers(MAKERS))


def test_that_nobody_is_named_where_no_maker_is_known_or_no_seal_is_made() -> None:
    assert "刻章企业" not in text(of_makers(()))
    rules = replace(AT.jurisdiction, seal_makers=MAKERS)
    assert "刻章企业" not in text(sheet(79, {}, replace(AT, jurisdiction=rules)))
