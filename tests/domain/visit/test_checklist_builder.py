"""The checklist: order, refusals, one paper for many items, what is produced on the way, and why of each line."""

from __future__ import annotations

import pytest

from counter.domain.guide.copies_required import CopiesRequired, read, strictest
from counter.domain.guide.model import Guide, Tri
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import MaterialState
from tests.domain.visit.walks import ids, listed, only_told, papers

SHOP: dict[str, object] = {
    "q_entity": "个体工商户",
    "q_employees": "否",
    "q_sign": "不设",
    "q_premises": "租用",
    "q_residential": "否",
    "q_agent": "本人或法定代表人",
}

SMALL_RESTAURANT: dict[str, object] = {
    **SHOP,
    "q_catering_area": "within",
    "q_fire_scope": "no",
    "q_env": "no",
    "q_health": "need",
    "q_n_health": 1,
    "q_sign": "只挂门头招牌",
}


def labels(found: Checklist, line_id: str) -> set[str]:
    line = found.line(line_id)
    assert line is not None
    return {label for why in line.why for _, label in why.answers}


def test_that_items_come_in_order_and_wait_only_for_items_of_this_visit(guide: Guide) -> None:
    found = listed(guide, 8, SMALL_RESTAURANT)
    assert [item.order for item in found.items] == sorted(item.order for item in found.items)
    assert [item.id for item in found.items] == [
        "mkt_individual",
        "health_cert",
        "tax_new",
        "food_small_catering",
        "signboard",
    ]
    catering = found.item("food_small_catering")
    assert catering is not None
    assert catering.after == ("mkt_individual", "health_cert")


def test_that_a_paper_is_asked_for_once_whatever_the_number_of_items(guide: Guide) -> None:
    found = listed(guide, 8, SMALL_RESTAURANT)
    assert len(papers(found)) == len(found.lines)
    lease = found.line("lease")
    assert lease is not None
    assert lease.items == ("mkt_individual", "signboard")


def test_that_the_strictest_need_wins(guide: Guide) -> None:
    found = listed(guide, 8, SMALL_RESTAURANT)
    identity = found.line("id_card_operator")
    assert identity is not None  # 登记收复印件，税务查验原件，小餐饮收复印件
    assert {need.original_copy for need in identity.needs} == {"复印件", "原件（查验）"}
    assert (identity.original, identity.copies, identity.wanted) == (True, 1, "核对原件，复印件1份")


def test_that_what_was_saved_is_counted_honestly(guide: Guide) -> None:
    found = listed(guide, 8, SMALL_RESTAURANT)
    # 单独办要交的份数：租赁合同、房东产权证各2次，身份证复印件2次，执照复印件2次（小餐饮、招牌），健康证明1次；
    # 合并后合同、产权证、身份证各1份，执照、健康证明由本次办出。税务对执照只查验，不算份。
    assert found.saved == 2 + 1 + 2 + 1


def test_that_an_existing_licence_or_a_shared_paper_is_not_counted_as_saved(
    guide: Guide, demo: Guide
) -> None:
    existing = {**SMALL_RESTAURANT, "q_entity": "已有营业执照", "q_health": "都有"}
    assert listed(guide, 8, existing).saved == 0
    assert listed(demo, 8, SMALL_RESTAURANT).saved == listed(guide, 8, SMALL_RESTAURANT).saved - 2


def test_that_one_item_alone_saves_nothing(guide: Guide) -> None:
    assert listed(guide, 70, {"q_disab_type": "mental", "q_disab_move": "new"}).saved == 0


def test_that_a_product_of_an_earlier_item_is_awaited_and_not_asked_for(guide: Guide) -> None:
    licence = listed(guide, 8, SMALL_RESTAURANT).line("business_licence")
    assert licence is not None
    assert (licence.initial, licence.awaits, licence.group) == (
        MaterialState.AWAITING,
        "mkt_individual",
        "前序结果",
    )
    assert MaterialState.MISSING not in licence.allowed
    assert MaterialState.RECEIVED in licence.allowed  # 已经办好的也可以当场交


def test_that_without_the_producing_item_the_paper_is_brought(guide: Guide) -> None:
    certificates = listed(guide, 8, {**SMALL_RESTAURANT, "q_health": "have"}).line("health_certs")
    assert certificates is not None
    assert (certificates.initial, certificates.awaits) == (MaterialState.MISSING, None)
    assert certificates.wanted == "复印件1份（每人1份）"


def test_that_an_existing_licence_is_looked_at_and_not_copied(guide: Guide) -> None:
    found = listed(guide, 8, {**SMALL_RESTAURANT, "q_entity": "已有营业执照"})
    licence = found.line("business_licence")
    assert licence is not None
    assert (licence.original, licence.copies) == (True, 0)
    assert licence.wanted == "出示原件，窗口核对后退还，不收复印件"
    assert not ids(found) & {"mkt_individual", "tax_new"}


def test_that_an_authorisation_is_taken_once_for_the_whole_visit(guide: Guide) -> None:
    found = listed(guide, 8, {**SMALL_RESTAURANT, "q_agent": "委托他人"})
    authority = found.line("agent_poa")
    assert authority is not None
    assert set(authority.items) == ids(found)
    assert (authority.originals, authority.copies, authority.wanted) == (1, 1, "原件1份")
    assert "agent_poa" not in papers(listed(guide, 8, SMALL_RESTAURANT))


def test_that_an_identity_paper_is_shown_and_handed_back(guide: Guide, demo: Guide) -> None:
    for one in (guide, demo):
        for line in listed(one, 52, {"q_birth_have": "todo", "q_birth_ins": "res"}).lines:
            if line.never_kept:
                assert line.originals == 0, line.id


def test_that_unknown_flags_allow_nothing(guide: Guide) -> None:
    careful = {
        MaterialState.MISSING,
        MaterialState.RECEIVED,
        MaterialState.DEFECTIVE,
        MaterialState.AWAITING,
        MaterialState.LATER,  # the guide's own rule, not a flag
    }
    for line in listed(guide, 8, SMALL_RESTAURANT).lines:
        assert set(line.allowed) <= careful, line.id


def test_that_the_demo_hall_allows_what_its_overlay_says(demo: Guide) -> None:
    found = listed(demo, 8, {**SMALL_RESTAURANT, "q_employees": "是"})
    roll, licence = found.line("si_employer_3"), found.line("business_licence")
    assert roll is not None
    assert licence is not None
    assert MaterialState.DEFERRED in roll.allowed
    assert {MaterialState.SHARED, MaterialState.E_LICENCE} <= set(licence.allowed)
    assert all(MaterialState.DEFERRED not in line.allowed for line in found.lines if _has_main(line.needs))
    pledged = listed(demo, 68, {"q_ridehail_exam": "yes"}).line("ridehail_3")
    assert pledged is not None
    assert MaterialState.PLEDGED in pledged.allowed


def _has_main(needs: tuple[object, ...]) -> bool:
    return any(getattr(need, "main", Tri.UNKNOWN) is Tri.YES for need in needs)


def test_that_a_paper_due_later_is_not_missed_at_acceptance(guide: Guide) -> None:
    urgent = listed(guide, 56, {"q_relief_kind": "urgent", "q_relief_where": "hukou"}).line("temp_relief_4")
    assert urgent is not None
    assert urgent.initial is MaterialState.LATER
    assert urgent.needs[0].later == "急难型可先行救助，紧急情况解除后10个工作日内补齐"
    assert "10个工作日内补齐" in urgent.wanted
    spending = listed(guide, 56, {"q_relief_kind": "spend", "q_relief_where": "hukou"}).line("temp_relief_4")
    assert spending is not None
    assert spending.initial is MaterialState.MISSING


def test_that_a_combination_the_law_excludes_is_stopped_with_reason_and_source(guide: Guide) -> None:
    found = listed(guide, 7, {"q_entity": "个体工商户"})
    assert [refusal.basis for refusal in found.stops] == ["互联网上网服务营业场所管理条例第八条"]
    assert (found.items, found.lines, found.nothing_needed) == ((), (), False)


def test_that_insisting_leads_back_to_the_papers(guide: Guide) -> None:
    found = listed(guide, 7, {"q_entity": "个体工商户"}, insisted=("bundle",))
    assert found.stops
    assert "net_cafe" in ids(found)
    assert found.insisted == ("bundle",)


def test_that_a_refused_item_goes_and_comes_back_when_insisted_on(guide: Guide) -> None:
    answers = {**SHOP, "q_print_kind": "包装装潢印刷品"}
    found = listed(guide, 58, answers)
    assert "printing" not in ids(found)
    assert [(r.item, r.evidence.official) for r in found.warnings] == [("printing", True)]
    assert found.stops == ()
    again = listed(guide, 58, answers, insisted=("printing",))
    printing = again.item("printing")
    assert printing is not None
    assert printing.why.text.startswith("申请人坚持提交")
    assert ("您打算办哪一种营业执照？", "个体工商户") in printing.why.answers


def test_that_a_refusal_not_read_at_its_source_only_warns(guide: Guide) -> None:
    told = only_told(guide, 64)
    found = listed(told, 64, {"q_entity": "company", "q_travel_kind": "outbound", "q_agent": "self"})
    assert found.stops == ()
    assert len(found.warnings) == 1
    assert "mkt_company" in ids(found)


def test_that_an_empty_result_means_nothing_is_needed(guide: Guide) -> None:
    answers = {"q_entity": "已有营业执照", "q_employees": "否", "q_sign": "不设", "q_agent": "self"}
    found = listed(guide, 13, answers)
    assert found.nothing_needed
    assert (found.items, found.lines, found.stops) == ((), (), ())


def test_that_hints_reach_the_clerk(guide: Guide) -> None:
    assert (
        "个体工商户不在免费刻章范围，需要刻章的自费刻制并备案。" in listed(guide, 8, SMALL_RESTAURANT).hints
    )
    without = listed(guide, 8, SMALL_RESTAURANT, switches={"sw_free_seal": False})
    assert not any("刻章" in hint for hint in without.hints)


def test_that_a_switch_of_the_place_changes_what_is_asked(guide: Guide) -> None:
    assert "signboard" in ids(listed(guide, 8, SMALL_RESTAURANT))
    assert "signboard" not in ids(listed(guide, 8, SMALL_RESTAURANT, switches={"sw_signboard": False}))


def test_that_a_line_says_rule_basis_and_the_applicants_own_answers(guide: Guide) -> None:
    found = listed(guide, 8, SMALL_RESTAURANT)
    lease = found.line("lease")
    assert lease is not None
    assert lease.why[0].text == "办理“个体工商户设立登记”须有“经营场所使用证明（相关文件）”"
    assert lease.why[0].basis is not None
    assert "《中华人民共和国市场主体登记管理条例》第十六条、第十九条" in lease.why[0].basis
    assert labels(found, "lease") == {"个体工商户", "租用", "只挂门头招牌"}


def test_that_an_answer_nobody_gave_is_not_put_in_the_applicants_mouth(guide: Guide) -> None:
    company = {**SMALL_RESTAURANT, "q_entity": "有限责任公司"}
    del company["q_residential"]
    seal = listed(guide, 8, company).item("seal_free")
    assert seal is not None
    assert ("新单位要不要一并刻首套印章？", "需要（默认）") in seal.why.answers
    given = listed(guide, 31, {"q_coop_members": "yes", "q_premises": "own", "q_agent": "self"}).item(
        "mkt_coop"
    )
    assert given is not None
    coop = listed(guide, 31, {"q_coop_members": "yes"}).item("tax_new")
    assert coop is not None
    assert all(label.endswith("（事件已定）") for _, label in coop.why.answers)


@pytest.mark.parametrize(
    ("wording", "copies", "never_kept", "expected"),
    [
        ("原件", 2, False, CopiesRequired(originals=2)),
        ("原件", 1, True, CopiesRequired(shown=True)),
        ("复印件", 1, False, CopiesRequired(copies=1)),
        ("原件和复印件", 1, False, CopiesRequired(shown=True, copies=1)),
        ("原件和复印件", 1, True, CopiesRequired(shown=True, copies=1)),
        ("原件（查验）", 1, False, CopiesRequired(shown=True)),
        ("原件（查验后退回）", 1, False, CopiesRequired(shown=True)),
        ("原件或复印件", 1, False, CopiesRequired(copies=1, either=True)),
        ("原件或电子", 3, False, CopiesRequired(originals=3, electronic=True)),
        ("电子", 1, False, CopiesRequired(electronic=True)),
    ],
)
def test_that_the_guides_wording_of_original_and_copy_is_understood(
    wording: str, copies: int, never_kept: bool, expected: CopiesRequired
) -> None:
    assert read(wording, copies, never_kept=never_kept) == expected


def test_that_wording_nobody_understands_is_refused() -> None:
    with pytest.raises(ValueError):
        read("随便", 1)


def test_that_the_strictest_of_several_wishes_satisfies_all() -> None:
    both = strictest(
        [CopiesRequired(copies=1, either=True), CopiesRequired(copies=2), CopiesRequired(shown=True)]
    )
    assert both == CopiesRequired(shown=True, copies=2)
    assert strictest([CopiesRequired(copies=1, either=True)]).text == "原件或复印件1份"
    assert strictest([CopiesRequired(electronic=True), CopiesRequired(originals=1)]).text == "原件1份"
    assert CopiesRequired(shown=True).text == "出示原件，当场退还"
    assert CopiesRequired(originals=1, electronic=True).text == "原件1份，电子件也可"
