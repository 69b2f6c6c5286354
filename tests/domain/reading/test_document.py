"""A guide is shown whole: every question, item, material and basis, its grade, and what nobody gave (办法 9–11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.condition import ALWAYS, AllOf, AnyOf, Not, OptionChosen, SwitchOn
from counter.domain.guide.condition_words import DEPENDS, BundleConditions
from counter.domain.guide.details import (
    ContactPoint,
    Fee,
    Fees,
    Handling,
    ItemDetails,
    MaterialDetails,
    OnlineDepth,
    ProcedureStep,
    ServicePlace,
    Visits,
)
from counter.domain.guide.model import Evidence, Guide, Tri
from counter.domain.guide.problems import check_free
from counter.domain.guide.terms import TimeUnit
from counter.domain.reading.document import reading_of
from counter.domain.reading.lines import Certainty, LineKind, Reading, ReadLine
from counter.domain.reading.text_search import GuideSearch, spelled_out
from tests.settings import RESOURCES, demo_guide, jurisdiction, setting

SHOP = 8
HERE = setting()


def read(bundle: int = SHOP, guide: Guide | None = None) -> Reading:
    return reading_of(guide or HERE.guide, bundle, HERE.switches, jurisdiction())


def line(reading: Reading, line_id: str) -> ReadLine:
    found = reading.line(line_id)
    assert found is not None, line_id
    return found


def with_details(item: ItemDetails | None = None, material: MaterialDetails | None = None) -> Guide:
    """The guide with more said about 个体工商户设立登记 and its first material."""
    guide = demo_guide()
    one = guide.items["mkt_individual"]
    first, *others = one.materials
    changed = replace(one, details=item, materials=(replace(first, details=material), *others))
    return replace(guide, items={**{k: guide.items[k] for k in guide.items}, "mkt_individual": changed})


@pytest.mark.parametrize("number", sorted(demo_guide().bundles))
def test_that_every_bundle_is_shown_whole(number: int) -> None:
    guide, reading = demo_guide(), read(number)
    bundle = guide.bundles[number]
    ids = [x.id for x in reading.lines]
    assert len(ids) == len(set(ids))
    for placed in bundle.items:
        assert f"item:{placed.item}" in ids
        for material in guide.items[placed.item].materials:
            assert f"material:{material.key}" in ids
    for asking in bundle.questions:
        wanted = (
            f"given:{asking.question}" if asking.question in bundle.given else f"question:{asking.question}"
        )
        assert wanted in ids
    assert sum(i.startswith("refusal:") for i in ids) == len(bundle.refusals)
    for x in reading.lines:  # each can be named in a letter
        assert check_free(x.where, "where", needed="哪一处") == x.where


@pytest.mark.parametrize("number", sorted(demo_guide().bundles))
def test_that_no_line_is_empty_without_saying_whose_it_is_to_fill(number: int) -> None:
    for x in read(number).lines:
        assert x.text or x.standing in (Certainty.PENDING, Certainty.TO_FILL), x.id


def test_that_what_was_not_read_at_its_source_says_so() -> None:
    reading, guide = read(), demo_guide()
    for placed in guide.bundles[SHOP].items:
        for material in guide.items[placed.item].materials:
            shown = line(reading, f"material:{material.key}")
            assert (shown.standing is Certainty.PENDING) is (material.evidence is not Evidence.FOUND)


def test_that_a_basis_without_its_article_says_so() -> None:
    shown = next(x for x in read().lines if x.text == "《促进个体工商户发展条例》")
    assert shown.standing is Certainty.PENDING
    assert shown.more == ("第几条还没有核到",)


def test_that_place_hours_and_phone_are_the_halls_to_fill() -> None:
    bare = replace(jurisdiction().contacts, hall_phone="", hall_address="", hours="")
    reading = reading_of(HERE.guide, SHOP, HERE.switches, replace(jurisdiction(), contacts=bare))
    for key in ("address", "hours", "phone"):
        assert line(reading, f"where:{key}").standing is Certainty.TO_FILL
    full = replace(bare, hours="9:00–17:00")
    reading = reading_of(HERE.guide, SHOP, HERE.switches, replace(jurisdiction(), contacts=full))
    assert line(reading, "where:hours").text == "9:00–17:00"


def test_that_nobody_having_said_is_told_and_what_was_said_is_shown() -> None:
    silent = read()
    for key in ("fee", "steps", "place", "visits", "handling", "sample", "consult", "complain", "depth"):
        assert line(silent, f"item:mkt_individual:{key}").standing is Certainty.PENDING
    said = ItemDetails(
        handling=Handling.AT_ONCE,
        fees=Fees(Tri.YES, (Fee("工本费", "10元", "某规定", "残疾人免"),)),
        steps=(ProcedureStep("受理", 1, TimeUnit.WORKING, who="窗口"),),
        places=(ServicePlace(street="乌兰大街", number="1号", room="102室", window="3号窗口"),),
        visits=Visits(0, "全程网办"),
        online_depth=OnlineDepth.WHOLLY,
        consultation=ContactPoint(phone="12345"),
    )
    reading = read(guide=with_details(said))
    assert line(reading, "item:mkt_individual:handling").text == "即办件"
    fee = line(reading, "item:mkt_individual:fee")
    assert (fee.text, fee.more) == ("工本费 10元", ("依据：某规定", "减免：残疾人免"))
    assert "1个工作日" in line(reading, "item:mkt_individual:steps").text
    assert line(reading, "item:mkt_individual:place").text == "乌兰大街1号102室3号窗口"
    assert line(reading, "item:mkt_individual:visits").text == "0次"
    free = read(guide=with_details(ItemDetails(fees=Fees(Tri.NO))))
    assert line(free, "item:mkt_individual:fee").text == "不收费"


def test_that_a_form_without_blank_and_sample_says_so() -> None:
    silent = line(read(), "material:mkt_individual/1").more
    assert "空白表：待部门核定　样表：待部门核定" in silent
    said = with_details(material=MaterialDetails(blank="申请书.docx", acceptance="字迹清楚"))
    told = line(read(guide=said), "material:mkt_individual/1").more
    assert "空白表：申请书.docx　样表：待部门核定" in told
    assert "受理标准：字迹清楚" in told


def test_that_a_material_says_form_copies_source_and_when() -> None:
    first, when, *_ = line(read(), "material:mkt_individual/2").more
    assert first == "复印件1份 · 纸质 · 来源：公安机关"
    assert when == "什么时候：都要交"


def test_that_each_answer_says_what_it_changes() -> None:
    reading = read()
    individual = line(reading, "answer:q_entity/individual")
    assert any(m.startswith("要办：") and "个体工商户设立登记" in m for m in individual.more)
    assert any(m.startswith("再问：") for m in individual.more)
    assert line(reading, "answer:q_entity/existing").more == (
        "要交：社会保险登记表（还看别的回答）、营业执照",
        "再问：第5题（还看别的回答）",
    )
    rent = line(reading, "answer:q_premises/rent")
    assert any(m.startswith("要交：") and "租赁合同" in m for m in rent.more)


def test_that_an_effect_which_hangs_on_other_answers_too_says_so() -> None:
    company = line(read(), "answer:q_entity/company")
    seal = next(m for m in company.more if "首次刻章" in m)
    assert DEPENDS in seal


def conditions() -> BundleConditions:
    guide = demo_guide()
    return BundleConditions(guide, guide.bundles[SHOP], HERE.switches)


RENT = OptionChosen("q_premises", ("rent",))
PARTNER = OptionChosen("q_entity", ("partner",))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ALWAYS, ""),
        (RENT, "第7题答“租用”"),
        (Not(RENT), "第7题没有答“租用”"),
        (AllOf((RENT, PARTNER)), "第7题答“租用”，并且第1题答“合伙企业”"),
        (
            AnyOf((RENT, AllOf((RENT, PARTNER)))),
            "第7题答“租用”，或者（第7题答“租用”，并且第1题答“合伙企业”）",
        ),
        (SwitchOn("sw_signboard"), "本地规定“本旗县设置门头招牌须办许可或备案”"),
        (Not(SwitchOn("sw_signboard")), "本地没有“本旗县设置门头招牌须办许可或备案”这一规定"),
        (Not(AnyOf((RENT, PARTNER))), "不是（第7题答“租用”，或者第1题答“合伙企业”）"),
    ],
)
def test_that_a_condition_is_told_by_the_places_of_its_questions(condition: object, words: str) -> None:
    assert conditions().words(condition) == words  # type: ignore[arg-type]


def test_that_what_a_bundle_has_settled_is_not_told_as_a_condition() -> None:
    guide = demo_guide()
    elsewhere = next(q for q in guide.questions.values() if q.id not in conditions().places and not q.default)
    never = OptionChosen(elsewhere.id, (elsewhere.options[0].id,))
    assert conditions().never(never)
    assert not conditions().never(Not(never))
    assert conditions().words(Not(never)) == ""
    assert not conditions().never(RENT)


def test_that_a_word_is_found_wherever_it_stands_and_pinyin_in_what_leads() -> None:
    reading = read()
    plain = GuideSearch(reading)
    assert plain.find("") == ()
    assert all(
        "租赁合同" in "".join((reading.lines[f.place].text, *reading.lines[f.place].more))
        for f in plain.find("租赁合同")
    )
    assert plain.find("zlht") == ()
    spelled = spelled_out(reading, GuideShelf(RESOURCES / "guides").names().characters, {})
    (first, *_) = spelled.find("zlht")
    start, end = first.spans[0]
    assert reading.lines[first.place].text[start:end] == "租赁合同"
    assert spelled.find("宇宙飞船") == ()


def test_that_the_outline_is_sections_and_items() -> None:
    reading = read()
    kinds = {reading.lines[n].kind for n in reading.outline}
    assert kinds == {LineKind.HEAD, LineKind.ITEM}
