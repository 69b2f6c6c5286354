"""What who knows the trades expects of single bundles: who may not, what is handed back, what waits for what."""

from __future__ import annotations

import pytest

from counter.domain.guide.model import Guide
from counter.domain.visit.material import MaterialState
from counter.domain.visit.situation import unanswered
from tests.domain.visit.test_trades import COMPANY, OWNER
from tests.domain.visit.walks import ids, listed, papers

BARRED = {
    7: "网吧须由企业开办",
    28: "物业服务企业须有独立法人资格",
    64: "设立旅行社须为企业法人",
    81: "快递业务经营许可的申请人须为企业法人",
    94: "代理记账机构须为依法设立的企业",
}


@pytest.mark.parametrize("number", BARRED)
def test_that_a_sole_trader_is_told_at_once_where_the_law_wants_a_firm(guide: Guide, number: int) -> None:
    answers = {"q_entity": "个体工商户"} | ({"q_courier_kind": "firm"} if number == 81 else {})
    found = listed(guide, number, answers)
    assert len(found.stops) == 1
    assert found.stops[0].reason.startswith(BARRED[number])
    assert found.stops[0].evidence.official
    assert found.lines == ()
    assert listed(guide, number, {**answers, "q_entity": "有限责任公司"}).stops == ()


def test_that_the_licence_and_the_birth_certificate_are_made_on_the_way(guide: Guide) -> None:
    found = listed(guide, 52, {"q_birth_have": "todo", "q_birth_place": "hospital", "q_birth_ins": "res"})
    produced = {line.id: line.awaits for line in found.lines if line.initial is MaterialState.AWAITING}
    assert produced == {"birth_certificate": "birth_cert", "hukou_baby": "hukou_birth"}


def test_that_what_belongs_to_the_family_is_shown_and_handed_back(guide: Guide) -> None:
    """A household register or a handbook is never left at the window; a birth certificate leaves a copy."""
    newborn = listed(
        guide,
        52,
        {
            "q_birth_have": "todo",
            "q_birth_place": "hospital",
            "q_birth_agent": "mother",
            "q_birth_follow": "mother",
        },
    )
    for line_id in ("hukou_mother", "birth_cert_3"):
        line = newborn.line(line_id)
        assert line is not None
        assert (line.originals, line.copies, line.wanted) == (0, 0, "出示原件，当场退还")
    born = listed(guide, 52, {"q_birth_have": "have"}).line("birth_certificate")
    assert born is not None
    assert (born.originals, born.copies) == (0, 1)


def test_that_a_registered_taxpayer_is_not_asked_about_the_threshold(guide: Guide) -> None:
    bundle = guide.bundles[53]
    open_ones = unanswered(guide, bundle, {"q_vat_done": ("yes",)}, guide.switch_defaults())
    assert [one.id for one in open_ones] == ["q_vat_exempt"]


def test_that_an_existing_licence_leaves_no_copy_where_the_question_says_so(guide: Guide) -> None:
    for number, answers in (
        (77, {"q_flex_id": "owner", "q_flex_local": "yes", "q_flex_ins": "pension"}),
        (102, {"q_school_grade": "primary", "q_school_resid": "own", "q_school_job": "trader"}),
    ):
        line = listed(guide, number, answers).line("business_licence")
        assert line is not None
        assert line.copies == 0


def test_that_the_sum_of_several_offices_times_is_not_printed_as_a_read_limit(guide: Guide) -> None:
    """养老转移的四十五日是三段相加、两地分担：不是读到的期限。"""
    moves = [item for item in guide.items.values() if item.id.startswith("pen_")]
    assert len(moves) == 6
    assert not any(item.statutory.evidence.official for item in moves)


def test_that_nobody_brings_the_result_of_the_examination_applied_for(guide: Guide) -> None:
    found = listed(guide, 8, {**OWNER, "q_catering_area": "within", "q_fire_scope": "no", "q_health": "need"})
    result = found.line("health_cert_2")
    assert result is not None
    assert result.initial is MaterialState.LATER
    assert MaterialState.MISSING not in result.allowed


def test_that_a_letter_between_two_offices_is_not_asked_of_the_person(guide: Guide) -> None:
    for number, answers, letter in (
        (47, {"q_pen_leave": "transfer"}, "pen_gov_out_2"),
        (49, {"q_pen_place": "cross"}, "pen_emp_out_2"),
        (51, {"q_pen_res_scope": "cross"}, "pen_res_out_1"),
    ):
        line = listed(guide, number, answers).line(letter)
        assert line is not None
        assert line.initial is MaterialState.LATER
        assert "不用申请人交" in line.wanted


def test_that_a_sealed_house_stops_the_transfer_with_its_article(guide: Guide) -> None:
    found = listed(guide, 80, {"q_house_mortgage": "sealed"})
    assert [stop.basis for stop in found.stops] == ["中华人民共和国城市房地产管理法第三十八条"]
    assert found.lines == ()


def test_that_what_needs_the_new_licence_waits_for_it(guide: Guide) -> None:
    for number, more, item in (
        (3, {"q_power_new": "yes"}, "power"),
        (14, {"q_water_new": "yes"}, "water"),
        (75, {"q_truck": "new", "q_car_owner": "unit"}, "vehicle_reg"),
    ):
        placed = listed(guide, number, {"q_entity": "company", **more}).item(item)
        assert placed is not None
        assert "mkt_company" in placed.after


@pytest.mark.parametrize(
    ("number", "answers", "article"),
    [
        (53, {"q_vat_done": "no", "q_vat_sales": "neither"}, "增值税法第九条"),
        (64, {"q_entity": "company", "q_travel_kind": "outbound"}, "旅行社条例第八条"),
        (64, {"q_entity": "company", "q_travel_kind": "branch"}, "旅行社条例第十、十一条"),
        (75, {"q_entity": "company", "q_freight_danger": "yes"}, "道路运输条例第二十四条"),
        (81, {"q_courier_kind": "branch", "q_entity": "company"}, "邮政法第五十四条"),
        (85, {"q_entity": "company", "q_scrap": ["special"]}, "报废机动车回收管理办法第五、七条"),
        (89, {"q_entity": "company", "q_print_kind": "publication"}, "印刷业管理条例第十条"),
        (91, {"q_eld_profit": "nonprofit_new"}, "老年人权益保障法第四十三条"),
    ],
)
def test_that_what_is_decided_elsewhere_takes_nothing_here(
    guide: Guide, number: int, answers: dict[str, object], article: str
) -> None:
    """Without the licence that the visit is about, nobody is made to hand in the rest."""
    found = listed(guide, number, answers)
    assert len(found.stops) == 1
    assert str(found.stops[0].basis).endswith(article)
    assert (found.items, found.lines) == ((), ())


def test_that_a_child_born_at_home_is_not_registered_before_its_certificate(guide: Guide) -> None:
    found = listed(guide, 52, {"q_birth_have": "todo", "q_birth_place": "home"})
    assert (found.items, found.lines) == ((), ())
    assert [warning.kind for warning in found.warnings] == ["elsewhere"]


def test_that_the_buyer_of_a_new_house_brings_nothing_of_the_developer(guide: Guide) -> None:
    for number, answers in (
        (79, {"q_agent": "self"}),
        (69, {"q_hpf_use": "new", "q_hpf_sync": "yes", "q_married": "single", "q_agent": "self"}),
    ):
        found = listed(guide, number, answers)
        line = found.line("house_new_3")
        assert line is not None
        assert line.initial is MaterialState.LATER
        assert "不用买方带" in line.wanted
        assert any("由开发企业和买方共同申请" in hint for hint in found.hints)


def test_that_a_doctor_brings_no_health_form_unless_the_office_says_so(guide: Guide) -> None:
    answers = {"q_doctor_case": "first", "q_agent": "self"}
    assert listed(guide, 74, answers).line("doctor_register_6") is None
    assert listed(guide, 74, answers, switches={"sw_doctor_exam": True}).line("doctor_register_6") is not None
    names = [line.name for line in listed(guide, 74, answers).lines]
    assert not any("不再交" in name for name in names)


def test_that_each_office_of_a_transfer_shows_its_own_time_only(guide: Guide) -> None:
    """What comes from the other office starts when its letter arrives, not when the person asks."""
    for item in ("pen_gov_in", "pen_emp_in", "pen_res_in"):
        assert guide.items[item].statutory.days == 15
    for item in ("pen_gov_out", "pen_emp_out", "pen_res_out"):
        assert guide.items[item].statutory.days is None


def test_that_what_comes_after_the_plates_or_the_seal_is_not_brought_today(guide: Guide) -> None:
    truck = {"q_truck": "new", "q_car_owner": "unit", "q_freight_danger": "no", "q_freight_weight": "heavy"}
    found = listed(guide, 75, {"q_entity": "company", "q_agent": "self", "q_invoice": "paper", **truck})
    for line_id in ("truck_grade", "vehicle_licence", "tax_new_3"):
        line = found.line(line_id)
        assert line is not None
        assert line.initial is MaterialState.LATER
    assert found.line("agent_poa") is None
    plated = listed(guide, 75, {"q_entity": "company", **truck, "q_truck": "plated"}).line("truck_grade")
    assert plated is not None
    assert plated.initial is MaterialState.MISSING


@pytest.mark.parametrize(
    ("number", "answers", "items", "never"),
    [
        (67, {"q_entity": "partner"}, {"agency_record"}, {"articles", "f_si_employer"}),
        (66, {"q_usedcar": "market"}, {"mkt_company"}, {"f_usedcar_record"}),
        (50, {"q_pen_res_scope": "within"}, {"pen_res_in"}, {"f_pen_res_in"}),
        (51, {"q_pen_res_scope": "within"}, set(), {"pen_res_out_3", "id_applicant"}),
    ],
    ids=["合伙没有公司章程", "交易市场的备案不在旗县", "旗县内只更新信息", "旗县内不办转出"],
)
def test_that_nobody_is_asked_what_his_case_does_not_have(
    guide: Guide, number: int, answers: dict[str, object], items: set[str], never: set[str]
) -> None:
    found = listed(guide, number, answers if number in (50, 51) else {**COMPANY, **answers})
    assert items <= ids(found)
    assert not never & papers(found)
