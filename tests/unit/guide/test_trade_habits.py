"""What who knows the trades expects of single bundles: who may not, what is handed back, what waits for what."""

from __future__ import annotations

import pytest

from counter.domain.guide import Guide
from counter.domain.material import MaterialState
from counter.domain.situation import unanswered
from tests.unit.guide.test_trades import OWNER
from tests.unit.guide.walks import listed

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
