"""Where a decision can be taken: known from hall and guide, suggested by law, else said by whoever confirms (L8)."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from counter.domain.errors import BadInput
from counter.domain.guide.details import ContactPoint, ItemDetails, RemedyBody
from counter.domain.guide.model import Item, ProcedureClass
from counter.domain.hall.jurisdiction import Jurisdiction, jurisdiction_from
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.hall.recourse import (
    Directions,
    Suggestion,
    directions,
    recourse_in_guide,
    settle,
    suggested_body,
    suggested_court,
)
from tests.settings import RESOURCES, demo_guide

LICENCE, ENTERPRISE = ProcedureClass.LICENCE, ProcedureClass.ENTERPRISE_SERVICE
TOLD = Recourse("乌兰浩特市人民政府", "乌兰浩特市人民法院", "0482-0000001")
MARKET = "市场监督管理局"
NO_BODIES = (
    "无",
    "1",
    "/",
    "不知道",
    "待核定",
    "复议",
    "政府",
    "人民政府",
    "市人民政府",
    "有关部门",
    "行政复议机关",
)
NO_BODIES += ("乌兰浩特市\n人民政府",)
NO_COURTS = ("法院", "市法院", "中级人民法院", "基层人民法院", "a法院", "乌兰浩特市\n人民法院")
BODIES = (
    "兴安盟行政公署",
    "国家税务总局兴安盟税务局",
    "内蒙古自治区住房和城乡建设厅",
    "呼和浩特海关",
    "兴安盟行政公署（行政复议办公室）",
)
COURTS = ("兴安盟中级人民法院", "呼和浩特铁路运输法院", "科尔沁右翼前旗人民法院")


def place(region: str = "乌兰浩特市", name: str = "xingan") -> Jurisdiction:
    file = RESOURCES / "jurisdictions" / f"{name}.toml"
    return jurisdiction_from(tomllib.loads(file.read_text(encoding="utf-8")), region)


def asked(
    organ: str = MARKET, procedure: ProcedureClass = LICENCE, at: Jurisdiction | None = None
) -> Directions:
    return directions(at or place(), "some", organ, procedure, NO_RECOURSE)


# ── what the law suggests ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("organ", "body", "article"),
    [
        (MARKET, "乌兰浩特市人民政府", "第二十四条第一款第一项"),
        ("市场监督管理局（药品监管，盟市级）", "兴安盟行政公署", "第二十四条第一款第一项、第三款"),
        ("税务局", "国家税务总局兴安盟税务局", "第二十七条"),
        ("公安局（派出所）", "乌兰浩特市人民政府", "第二十四条第四款"),
        ("生态环境局", "兴安盟行政公署", "第二十四条第四款、第三款"),
        ("民政局（苏木乡镇、街道受理）", "乌兰浩特市人民政府", "第二十四条第一款第二项、第三项"),
    ],
)
def test_that_the_review_body_is_suggested_by_level_and_kind_with_its_article(
    organ: str, body: str, article: str
) -> None:
    assert suggested_body(place(), organ) == Suggestion(body, f"《行政复议法》{article}")


@pytest.mark.parametrize(
    "organ",
    [
        "烟草专卖局",  # whose organ it is was not found out
        "邮政管理局",
        "消防救援机构",
        "文化和旅游部门（自治区委托盟市）",  # who entrusted it answers for it (Art. 19(3))
        "自然资源局、苏木乡镇人民政府",  # two, of two levels
        "供水企业",
        "新来的机关",
    ],
)
def test_that_nothing_is_suggested_where_level_or_kind_is_not_known(organ: str) -> None:
    assert suggested_body(place(), organ) == Suggestion()


def test_that_a_city_reviews_where_a_league_is_none_and_a_district_bears_its_citys_name() -> None:
    there = place("海拉尔区", "hulunbuir")
    assert suggested_body(there, MARKET).words == "呼伦贝尔市海拉尔区人民政府"
    assert suggested_court(there, MARKET).words == "呼伦贝尔市海拉尔区人民法院"
    city = suggested_body(there, "交通运输局（盟市）")
    assert city == Suggestion("呼伦贝尔市人民政府", "《行政复议法》第二十四条第一款第一项")
    branch = suggested_body(there, "生态环境局")  # of the city, for a district
    assert branch == Suggestion(
        "呼伦贝尔市人民政府", "《行政复议法》第二十四条第四款：也可以由所在地的人民政府管辖"
    )


def test_that_the_leagues_own_tax_bureau_is_not_its_own_superior() -> None:
    assert suggested_body(place("兴安盟"), "税务局") == Suggestion()


@pytest.mark.parametrize("organ", [MARKET, "税务局", "公安局（派出所）", "烟草专卖局"])
def test_that_the_basic_court_of_the_county_is_suggested_where_the_organ_sits_in_it(organ: str) -> None:
    assert suggested_court(place("突泉县"), organ) == Suggestion(
        "突泉县人民法院", "《行政诉讼法》第十四条、第十八条"
    )


@pytest.mark.parametrize("organ", ["市场监督管理局（药品监管，盟市级）", "邮政管理局"])
def test_that_no_court_is_named_where_the_organs_seat_is_not_known(organ: str) -> None:
    found = suggested_court(place(), organ)
    assert found.words == ""
    assert "所在地的基层人民法院" in found.why


def test_that_a_company_has_neither_body_nor_court() -> None:
    assert suggested_body(place(), "供水企业") == suggested_court(place(), "供水企业") == Suggestion()


# ── what is known ─────────────────────────────────────────────────────────────────────────────────────


def item(*remedies: RemedyBody, phone: str = "") -> Item:
    found = next(iter(demo_guide().items.values()))
    return replace(found, details=ItemDetails(remedies=remedies, consultation=ContactPoint(phone=phone)))


def test_that_the_halls_words_come_before_the_guides_and_both_before_anybodys() -> None:
    said = item(
        RemedyBody("行政复议", "兴安盟行政公署"),
        RemedyBody("行政诉讼", "突泉县人民法院"),
        phone="0482-0000002",
    )
    told = recourse_in_guide([said])
    assert told == Recourse("兴安盟行政公署", "突泉县人民法院", "0482-0000002")
    at = place().at_hall("", "", "", {MARKET: Recourse("乌兰浩特市人民政府")})
    known = directions(at, "some", MARKET, LICENCE, told).known
    assert known == Recourse("乌兰浩特市人民政府", "突泉县人民法院", "0482-0000002")
    assert settle(NO_RECOURSE, directions(at, "some", MARKET, LICENCE, told)) == known
    other = Recourse(court="乌兰浩特市人民法院")  # the organ itself says otherwise
    assert settle(other, directions(at, "some", MARKET, LICENCE, told)).court == "乌兰浩特市人民法院"


def test_that_a_guide_that_names_nobody_says_nothing() -> None:
    vague = item(RemedyBody("行政复议", "本级人民政府"), RemedyBody("行政诉讼", "人民法院"), phone="见网站")
    assert recourse_in_guide([vague]) == NO_RECOURSE
    assert (
        recourse_in_guide(
            [item(RemedyBody("行政复议", "甲县人民政府")), item(RemedyBody("行政复议", "乙县人民政府"))]
        )
        == NO_RECOURSE
    )
    assert recourse_in_guide([None]) == NO_RECOURSE


# ── what is asked ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (NO_RECOURSE, "review_body"),
        (replace(TOLD, review_body=""), "review_body"),
        (replace(TOLD, court=" "), "court"),
        (replace(TOLD, phone=""), "phone"),
        (replace(TOLD, review_body="本级人民政府"), "review_body"),
        (replace(TOLD, review_body="乌兰浩特市人民法院"), "review_body"),
        (replace(TOLD, review_body="乌兰浩特市\u200b人民政府"), "review_body"),
        *((replace(TOLD, review_body=body), "review_body") for body in NO_BODIES),
        *((replace(TOLD, court=court), "court") for court in NO_COURTS),
        (replace(TOLD, court="人民法院"), "court"),
        (replace(TOLD, court="所在地人民法院"), "court"),
        (replace(TOLD, court="乌兰浩特市人民政府"), "court"),
        (replace(TOLD, phone="问窗口"), "phone"),
        (replace(TOLD, phone="82"), "phone"),
    ],
)
def test_that_a_suggestion_is_no_answer_and_a_vague_word_no_name(said: Recourse, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        settle(said, asked())
    assert refused.value.field == field
    assert settle(TOLD, asked()) == TOLD


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("court", COURTS)
def test_that_every_body_and_court_the_law_knows_can_be_named(body: str, court: str) -> None:
    said = replace(TOLD, review_body=body, court=court)
    assert settle(said, asked()) == said


def test_that_the_refusal_tells_the_suggestion_and_its_source() -> None:
    with pytest.raises(BadInput, match="建议：国家税务总局兴安盟税务局（《行政复议法》第二十七条）"):
        settle(NO_RECOURSE, asked("税务局"))
    with pytest.raises(BadInput, match="没有建议，请问机关"):
        settle(NO_RECOURSE, asked("烟草专卖局"))


def test_that_a_class_without_remedies_names_none_and_asks_only_whom_to_call() -> None:
    water = asked("供水企业", ENTERPRISE)
    with pytest.raises(BadInput) as refused:
        settle(NO_RECOURSE, water)
    assert refused.value.field == "phone"
    assert settle(Recourse(phone="0482-0000004"), water) == Recourse(phone="0482-0000004")
    with pytest.raises(BadInput) as refused:
        settle(TOLD, water)
    assert refused.value.field == "review_body"


def test_that_the_halls_telephone_stands_in_for_the_organs() -> None:
    at = place().at_hall("0482-0000009", "", "")
    assert settle(replace(TOLD, phone=""), asked(at=at)).phone == ""
