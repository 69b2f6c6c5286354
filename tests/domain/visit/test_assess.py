"""The way of the data, whole: what stands in the way, what is decided, which papers follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.condition import Always
from counter.domain.guide.model import Evidence, GuideRefusal
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import HALL
from counter.domain.people.applicant import Agent, Person
from counter.domain.visit.assess import assess, insisted_on
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received, check_brought
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Assessment, Visit
from tests import builders
from tests.settings import NOON, setting, somebody

RESTAURANT = Visit(
    bundle=8,
    answers={
        "q_entity": ("individual",),
        "q_catering_area": ("within",),
        "q_fire_scope": ("no",),
        "q_env": ("no",),
        "q_n_health": ("1",),
        "q_n_staff": ("2",),
        "q_area300": ("no",),
        "q_employees": ("no",),
        "q_sign": ("no",),
        "q_premises": ("rent",),
        "q_residential": ("no",),
        "q_health": ("have",),
        "q_agent": ("self",),
    },
    applicant=somebody(),
    begun_at=NOON,
)


def complete(visit: Visit) -> Visit:
    """The same visit with every line taken in."""
    return replace(visit, brought=all_received(assess(setting(), visit).checklist, visit.brought))


def outcomes(found: Assessment) -> dict[str, Outcome]:
    return {v.item: v.outcome for v in found.verdicts}


def test_that_a_complete_small_restaurant_is_registered_at_once_and_its_licence_accepted() -> None:
    found = assess(setting(), complete(RESTAURANT))
    assert not found.obstacles
    assert outcomes(found) == {
        "mkt_individual": Outcome.DONE,
        "tax_new": Outcome.DONE,
        "food_small_catering": Outcome.ACCEPT,
    }
    assert {p.kind for p in found.plan} == {PaperKind.REGISTRATION_PROOF, PaperKind.ACCEPTANCE_NOTICE}


def test_that_one_paper_goes_out_per_organ_and_kind() -> None:
    found = assess(setting(), complete(RESTAURANT))
    pairs = [(p.kind, p.organ) for p in found.plan]
    assert len(pairs) == len(set(pairs))
    assert sorted(i for p in found.plan for i in p.items) == sorted(v.item for v in found.verdicts)


def test_that_nothing_is_filed_with_no_material_taken_in() -> None:
    found = assess(setting(), RESTAURANT)
    assert [o.field for o in found.obstacles] == ["materials", f"materials.{found.unseen[0].id}"]
    assert [o.field for o in found.looked_obstacles] == ["materials"]
    assert [o.field for o in found.keep_obstacles] == ["materials"]


def test_that_an_unanswered_question_stands_in_the_way_by_its_name() -> None:
    answers = {q: a for q, a in RESTAURANT.answers.items() if q != "q_agent"}
    found = assess(setting(), complete(replace(RESTAURANT, answers=answers)))
    assert [o.field for o in found.obstacles] == ["q_agent"]


def test_that_a_wrong_check_digit_stops_a_decision_but_never_taking_materials_in() -> None:
    wrong = somebody(id_number="999999199001011234")
    found = assess(setting(), complete(replace(RESTAURANT, applicant=wrong)))
    assert [o.field for o in found.obstacles] == ["applicant.person.id_number"]
    assert not found.keep_obstacles


def test_that_an_unsettled_answer_holds_its_own_item_and_no_other() -> None:
    unsure = replace(RESTAURANT, answers={**RESTAURANT.answers, "q_fire_scope": ("unsure",)})
    found = assess(setting(), complete(unsure))
    assert outcomes(found)["fire_check"] is Outcome.RECEIVED
    assert outcomes(found)["mkt_individual"] is Outcome.DONE


def test_that_a_missing_paper_holds_the_items_that_need_it_and_no_other() -> None:
    visit = complete(RESTAURANT)
    visit = replace(visit, brought={**visit.brought, "floor_plan": Brought(MaterialState.MISSING)})
    found = assess(setting(), visit)
    assert outcomes(found)["food_small_catering"] is Outcome.CORRECT
    assert outcomes(found)["mkt_individual"] is Outcome.DONE


def test_that_keeping_decides_nothing() -> None:
    found = assess(setting(), complete(RESTAURANT))
    assert {p.kind for p in found.keep_plan} == {PaperKind.INTAKE_RECEIPT}
    kept = {v.item: v for v in found.keep_verdicts}
    assert kept["mkt_individual"].due is not None
    assert kept["mkt_individual"].due.day == date(2026, 11, 23)  # the notice clock
    assert kept["food_small_catering"].outcome is Outcome.WAIT  # nothing before it is decided
    assert kept["food_small_catering"].due is None


def test_that_an_internet_cafe_by_an_individual_is_stopped_with_its_source() -> None:
    found = assess(setting(), Visit(7, {"q_entity": ("individual",)}, applicant=somebody()))
    assert found.obstacles[0].field == "bundle"
    assert "互联网上网服务营业场所管理条例" in found.obstacles[0].sentence
    assert not found.checklist.items


def test_that_insisting_always_leads_to_intake_for_the_organs_written_decision() -> None:
    visit = Visit(7, {"q_entity": ("individual",)}, applicant=somebody(), insisted=("bundle",))
    found = assess(setting(), complete(visit))
    assert set(outcomes(found).values()) == {Outcome.PROPOSE_REFUSAL}
    assert {p.kind for p in found.plan} == {PaperKind.INTAKE_RECEIPT}


def handed_over_on_wednesday() -> Visit:
    """Handed over two days ago, with a plan still missing."""
    visit = complete(replace(RESTAURANT, begun_at=NOON.replace(day=18)))
    return replace(visit, brought={**visit.brought, "floor_plan": Brought(MaterialState.MISSING)})


def test_that_the_notice_clock_runs_from_hand_over_not_from_filing() -> None:
    kept = assess(setting(), handed_over_on_wednesday()).keep_verdicts
    told_by = next(v.due for v in kept if v.outcome is Outcome.CORRECT)
    assert told_by is not None
    assert told_by.day == date(2026, 11, 19)  # 办法 16: one working day


def test_that_the_days_for_correcting_run_from_the_notice_not_from_hand_over() -> None:
    told = assess(setting(), handed_over_on_wednesday()).verdicts
    verdict = next(v for v in told if v.outcome is Outcome.CORRECT)
    assert verdict.due is not None
    assert verdict.due.day == date(2026, 12, 4)  # ten working days from today, the 20th
    assert [g.due for g in verdict.gaps] == [verdict.due]


def test_that_a_material_outside_the_guide_can_neither_be_taken_nor_asked_for() -> None:
    checklist = assess(setting(), RESTAURANT).checklist
    with pytest.raises(RuleRefused) as refused:
        check_brought(checklist, {"hukou_family": Brought(MaterialState.RECEIVED)})
    assert refused.value.rule == "L1"


def test_that_a_paper_nobody_published_as_deferrable_or_shareable_is_neither() -> None:
    checklist = assess(setting(), RESTAURANT).checklist
    for state, rule in ((MaterialState.DEFERRED, "L4"), (MaterialState.SHARED, "L2")):
        with pytest.raises(RuleRefused) as refused:
            check_brought(checklist, {"health_certs": Brought(state)})
        assert refused.value.rule == rule


def test_that_a_defect_needs_its_reason_in_words() -> None:
    checklist = assess(setting(), RESTAURANT).checklist
    with pytest.raises(BadInput):
        check_brought(checklist, {"floor_plan": Brought(MaterialState.DEFECTIVE, note=" ")})


def test_that_bulk_receiving_never_claims_that_an_original_was_seen() -> None:
    assert not any(b.original_seen for b in complete(RESTAURANT).brought.values())


def test_that_an_agent_who_was_answered_must_be_registered_and_the_other_way_round() -> None:
    by_agent = replace(RESTAURANT, answers={**RESTAURANT.answers, "q_agent": ("agent",)})
    assert "applicant.agent.name" in [o.field for o in assess(setting(), complete(by_agent)).obstacles]
    agent = Agent(Person("图雅", id_number="999999198502024569"), "全部事项")
    registered = replace(somebody(), agent=agent)
    itself = complete(replace(RESTAURANT, applicant=registered))
    assert "q_agent" in [o.field for o in assess(setting(), itself).obstacles]
    agreed = complete(replace(by_agent, applicant=registered))
    assert not assess(setting(), agreed).obstacles


@pytest.mark.parametrize("name", ["巴图😀", "高娃☑"])
def test_that_a_sign_in_a_name_is_found_at_the_field(name: str) -> None:
    found = assess(setting(), complete(replace(RESTAURANT, applicant=somebody(name=name))))
    assert [o.field for o in found.obstacles] == ["applicant.person.name"]


@pytest.mark.parametrize("name", ["图\ue000雅", "王\U0003134a", "王\U000323b0"])
def test_that_a_character_of_a_name_that_no_font_has_is_no_obstacle(name: str) -> None:
    found = assess(setting(), complete(replace(RESTAURANT, applicant=somebody(name=name))))
    assert not found.obstacles


def test_that_what_no_organ_entrusted_is_taken_in_under_the_halls_own_name_on_one_receipt() -> None:
    bare = replace(setting(), authority=Authority())
    found = assess(bare, replace(complete(RESTAURANT)))
    assert set(outcomes(found).values()) == {Outcome.RECEIVED}
    assert [(p.kind, p.organ, len(p.items)) for p in found.plan] == [(PaperKind.INTAKE_RECEIPT, HALL, 3)]
    number = bare.jurisdiction.number_form(HALL, PaperKind.INTAKE_RECEIPT)
    assert "政服收综" in number


def test_that_an_item_is_taken_in_against_its_own_refusal_only_where_the_applicant_insisted() -> None:
    food, tax = builders.item("food"), builders.item("tax")
    own = GuideRefusal(Always(), "barred", "不能办。", "某法第一条", Evidence.FOUND, item="food")
    whole = replace(own, item=None)
    nothing = Checklist(8, "我要开小餐馆", "G1", (food, tax), (), 0)
    assert insisted_on(food, replace(nothing, warnings=(own,), insisted=("food",))) is own
    assert insisted_on(tax, replace(nothing, warnings=(own,), insisted=("food",))) is None
    assert insisted_on(tax, replace(nothing, warnings=(own,), insisted=("tax",))) is None
    assert insisted_on(food, replace(nothing, warnings=(own,))) is None
    assert insisted_on(tax, replace(nothing, stops=(whole,), insisted=("bundle",))) is whole
    assert insisted_on(tax, replace(nothing, stops=(whole,), insisted=("tax",))) is None


@pytest.mark.parametrize("name", ["", "   ", "\u3000"])
def test_that_a_blank_name_is_nobody(name: str) -> None:
    nobody = replace(RESTAURANT, applicant=replace(somebody(), name=name))
    assert "applicant.name" in [o.field for o in assess(setting(), complete(nobody)).obstacles]


def test_that_an_answer_taken_back_or_the_next_person_finds_the_checklist_made_before() -> None:
    """Thirteen questions are answered in thirteen steps; the next person who comes for it begins with the same ones."""
    given = list(RESTAURANT.answers.items())
    steps = [Visit(8, dict(given[:many])) for many in range(len(given) + 1)]
    made = [assess(setting(), step).checklist for step in steps]
    again = [assess(setting(), step).checklist for step in steps]
    assert all(after is before for before, after in zip(made, again, strict=True))
