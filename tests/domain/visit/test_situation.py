"""The situation: which questions are asked, what they are worth, and how answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from counter.domain.errors import BadInput
from counter.domain.guide.model import Guide
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.situation import asked, pending, situate, tips, unanswered, values
from tests.domain.visit.walks import only_told


def ids_of(guide: Guide, number: int, answers: Mapping[str, tuple[str, ...]], **more: object) -> list[str]:
    switches = guide.switch_defaults()
    return [one.id for one in asked(guide, guide.bundles[number], answers, switches, **more)]  # type: ignore[arg-type]


def test_that_a_question_is_asked_only_when_its_condition_holds(guide: Guide) -> None:
    assert "q_residential" not in ids_of(guide, 8, {})
    assert "q_residential" in ids_of(guide, 8, {"q_entity": ("individual",)})
    assert "q_residential" not in ids_of(guide, 8, {"q_entity": ("existing",)})


def test_that_a_question_no_longer_asked_counts_by_default(guide: Guide) -> None:
    bundle, switches = guide.bundles[8], guide.switch_defaults()
    answers = {"q_entity": ("individual",), "q_seal": ("none",)}
    assert values(guide, bundle, answers, switches)["q_seal"] == ("need",)
    answers = {"q_entity": ("company",), "q_seal": ("none",)}
    assert values(guide, bundle, answers, switches)["q_seal"] == ("none",)


def test_that_what_the_bundle_gives_is_not_asked(guide: Guide) -> None:
    assert "q_entity" not in ids_of(guide, 31, {})
    assert values(guide, guide.bundles[31], {}, {})["q_entity"] == ("coop",)


def test_that_a_default_outside_what_the_bundle_offers_does_not_count(guide: Guide) -> None:
    printing = guide.bundles[89]  # 印刷企业: “不承接印刷” is no answer here
    kind = replace(guide.questions["q_print_kind"], default=("none",))
    presuming = replace(guide, questions={**guide.questions, kind.id: kind})
    assert "q_print_kind" not in values(presuming, printing, {}, guide.switch_defaults())
    assert "q_print_kind" in [one.id for one in unanswered(presuming, printing, {}, guide.switch_defaults())]


def test_that_asking_stops_at_the_answer_that_stops_the_bundle(guide: Guide) -> None:
    answers = {"q_entity": ("individual",)}
    assert ids_of(guide, 7, answers) == ["q_entity"]
    assert len(ids_of(guide, 7, answers, insisted=("bundle",))) > 5


def test_that_a_refusal_not_read_at_its_source_does_not_stop_the_asking(guide: Guide) -> None:
    abroad = {"q_entity": ("company",), "q_travel_kind": ("outbound",)}
    here = {"q_entity": ("company",), "q_travel_kind": ("domestic",)}
    told = only_told(guide, 64)
    assert len(ids_of(told, 64, abroad)) == len(ids_of(told, 64, here)) > len(ids_of(guide, 64, abroad))


def test_that_rare_questions_are_folded_and_do_not_hold_up(guide: Guide) -> None:
    switches = guide.switch_defaults()
    food: Mapping[str, tuple[str, ...]] = {"q_food_kind": ("prepack",)}
    folded = [one.id for one in asked(guide, guide.bundles[9], food, switches) if one.folded]
    assert {"q_device_class", "q_online"} <= set(folded)
    assert not set(folded) & {one.id for one in unanswered(guide, guide.bundles[9], {}, switches)}


def test_that_a_default_is_shown_but_not_taken_for_an_answer(guide: Guide) -> None:
    everything = asked(guide, guide.bundles[8], {}, guide.switch_defaults())
    health = next(one for one in everything if one.id == "q_health")
    assert health.chosen == ("have",)
    assert not health.answered


def test_that_whether_a_place_is_public_is_asked_and_never_taken_for_no(guide: Guide) -> None:
    everything = asked(guide, guide.bundles[8], {}, guide.switch_defaults())
    assert next(one for one in everything if one.id == "q_fire_scope").open


NEVER_PRESUMED = (
    "q_fire_scope",
    "q_env",
    "q_catering_area",
    "q_tobacco",
    "q_device_class",
    "q_print_kind",
    "q_optometry",
    "q_eld_profit",
    "q_car_exempt",
)


@pytest.mark.parametrize("question", NEVER_PRESUMED)
def test_that_what_decides_about_a_licence_or_a_paper_of_everybody_is_asked_and_not_presumed(
    guide: Guide, question: str
) -> None:
    assert guide.questions[question].default == ()


def test_that_a_limit_nobody_has_read_may_be_left_to_the_window(guide: Guide) -> None:
    for number in (8, 12, 35, 42, 88):
        answers = {"q_rooms": ("meals",), "q_catering_area": ("unsure",)}
        found = pending(guide, guide.bundles[number], answers, guide.switch_defaults())
        assert [one.question for one in found] == ["q_catering_area"]


def test_that_nobody_is_asked_about_a_food_business_on_the_web_who_sells_no_food(guide: Guide) -> None:
    for number, question, kind in (
        (2, "q_food_kind", "none"),
        (36, "q_rooms", "no"),
        (9, "q_food_kind", "farm"),
    ):
        assert "q_online" not in ids_of(guide, number, {question: (kind,)})


def test_that_a_stable_is_not_asked_whether_it_is_a_flat(guide: Guide) -> None:
    for number in (3, 32, 100):
        assert "q_residential" not in ids_of(guide, number, {"q_entity": ("individual",)})


def test_that_a_bundle_words_a_question_its_own_way(guide: Guide) -> None:
    device = next(
        one
        for one in asked(guide, guide.bundles[4], {}, guide.switch_defaults())
        if one.id == "q_device_class"
    )
    assert device.text == "除第三类外，还卖第二类医疗器械吗？"
    assert [option.id for option in device.options] == ["none", "c2"]


def test_that_not_knowing_has_to_be_settled_before_acceptance(guide: Guide) -> None:
    found = pending(guide, guide.bundles[8], {"q_fire_scope": ("unsure",)}, guide.switch_defaults())
    assert [(one.question, one.label) for one in found] == [("q_fire_scope", "不清楚")]
    assert "消防窗口" in found[0].advice
    assert pending(guide, guide.bundles[8], {}, guide.switch_defaults()) == ()


def test_that_the_applicant_is_told_what_goes_with_an_answer(guide: Guide) -> None:
    told = tips(situate(guide, guide.bundles[8], {"q_online": ("yes",)}, guide.switch_defaults()))
    assert told == ("在许可、登记或备案申请里注明网络经营，上线后在首页公示证照。",)


@pytest.mark.parametrize(
    "given",
    ["individual", "个体工商户", ["individual"], ("个体工商户",), " 个体 工商户 ", "ＩＮＤＩＶＩＤＵＡＬ"],
)
def test_that_an_answer_is_read_by_id_or_label_alone_or_listed_full_width_or_not(
    guide: Guide, given: object
) -> None:
    assert check_answers(guide, guide.bundles[8], {"q_entity": given}) == {"q_entity": ("individual",)}


def test_that_brackets_and_truth_values_are_read_as_people_write_them(guide: Guide) -> None:
    bundle = guide.bundles[8]
    assert check_answers(guide, bundle, {"q_employees": "否(或已办过社保登记)"}) == {"q_employees": ("no",)}
    assert check_answers(guide, bundle, {"q_employees": "否"}) == {"q_employees": ("no",)}
    assert check_answers(guide, bundle, {"q_employees": True}) == {"q_employees": ("yes",)}


def test_that_a_label_cut_at_its_bracket_must_still_be_one(guide: Guide) -> None:
    with pytest.raises(BadInput):  # 个人（本地户籍）还是个人（异地户籍）
        check_answers(guide, guide.bundles[55], {"q_car_owner": "个人"})


def test_that_several_answers_are_taken_where_several_fit(guide: Guide) -> None:
    answers = check_answers(guide, guide.bundles[85], {"q_scrap": ["废旧金属", "general", "metal"]})
    assert answers == {"q_scrap": ("metal", "general")}


@pytest.mark.parametrize(
    ("number", "raw", "field", "word"),
    [
        (8, {"q_entty": "个体工商户"}, "answers.q_entty", "没有“q_entty”"),
        (8, {"q_tobacco": "是"}, "answers.q_tobacco", "不问"),
        (8, {"q_entity": "国有企业"}, "answers.q_entity", "可选：个体工商户"),
        (8, {"q_entity": "农民专业合作社"}, "answers.q_entity", "没有“农民专业合作社”这个选项"),
        (8, {"q_entity": ["individual", "company"]}, "answers.q_entity", "只能选一项"),
        (8, {"q_entity": []}, "answers.q_entity", "选项的名称"),
        (8, {"q_entity": None}, "answers.q_entity", "选项的名称"),
        (8, {"q_entity": 1}, "answers.q_entity", "选项的名称"),
        (6, {"q_device_class": ["none", "c2"]}, "answers.q_device_class", "不能再选别的"),
        (31, {"q_entity": "有限责任公司"}, "answers.q_entity", "已定为“农民专业合作社”"),
    ],
)
def test_that_an_answer_that_does_not_fit_is_refused_in_one_clear_sentence(
    guide: Guide, number: int, raw: dict[str, object], field: str, word: str
) -> None:
    with pytest.raises(BadInput) as refused:
        check_answers(guide, guide.bundles[number], raw)
    assert refused.value.field == field
    assert word in refused.value.sentence
    assert refused.value.sentence.count("。") == 1
