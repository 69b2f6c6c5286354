"""法律判断没有默认: what hangs on a judgement that nobody has made is 待认定, never left out and never accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Not,
    OptionChosen,
    SwitchOn,
    holds,
    holds_or_unknown,
    unjudged_in,
)
from counter.domain.guide.model import Guide
from counter.domain.visit.assess import assess
from counter.domain.visit.situation import situate
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from tests.domain.visit.test_assess import RESTAURANT, complete, outcomes
from tests.settings import setting

HERE = setting()
FIRE = "q_fire_scope"
JUDGED = {q.id for q in HERE.guide.questions.values() if q.judgement}


def unjudged(visit: Visit, question: str) -> Visit:
    return replace(visit, answers={q: o for q, o in visit.answers.items() if q != question})


def test_that_the_judgements_of_the_shipped_guide_are_those_that_decide_a_duty() -> None:
    assert {
        "q_area300",
        "q_catering_area",
        "q_env",
        "q_farm_scale",
        "q_fire_scope",
        "q_grocery_size",
        "q_hygiene_scope",
    } == JUDGED
    for question in JUDGED:
        assert HERE.guide.questions[question].default == ()
        assert any(option.pending for option in HERE.guide.questions[question].options), "不清楚 is an answer"


@pytest.mark.parametrize(("bundle", "item"), [(11, "fire_check"), (91, "fire_check"), (95, "fire_check")])
def test_that_a_folded_judgement_is_asked_and_its_item_shown_as_not_decided(bundle: int, item: str) -> None:
    assert any(a.question == FIRE and a.folded for a in HERE.guide.bundles[bundle].questions)
    found = assess(HERE, Visit(bundle, {}))
    asked = next(q for q in found.asked if q.id == FIRE)
    assert asked.open
    assert not asked.folded
    shown = found.checklist.item(item)
    assert shown is not None
    assert shown.maybe
    lines = [x for x in found.checklist.lines if x.items == (item,)]
    assert lines
    assert all(x.open and x.wanted.endswith("（待认定）") for x in lines)
    no = assess(HERE, Visit(bundle, {FIRE: ("no",)})).checklist
    yes = assess(HERE, Visit(bundle, {FIRE: ("yes",)})).checklist
    assert no.item(item) is None
    assert (due := yes.item(item)) is not None
    assert not due.maybe


def test_that_what_hangs_on_it_is_not_accepted_and_the_others_are() -> None:
    """The line between 许可 and 登记: while nobody drew it, neither is accepted, and the registration goes on."""
    found = assess(HERE, complete(unjudged(RESTAURANT, "q_catering_area")))
    either = [v for v in found.verdicts if v.item in ("food_business", "food_small_catering")]
    assert [(v.outcome, v.rule) for v in either] == [(Outcome.RECEIVED, "guide.pending")] * 2
    assert all("情形还没认定：还没回答“经营面积在不在本地小餐饮店界线以内" in v.reason for v in either)
    others = {i: o for i, o in outcomes(found).items() if not i.startswith("food_")}
    whole = outcomes(assess(HERE, complete(RESTAURANT)))
    assert others == {i: o for i, o in whole.items() if not i.startswith("food_")}
    assert set(others.values()) == {Outcome.DONE}


def test_that_what_comes_after_it_waits_for_it() -> None:
    """养老院: 备案 comes after 消防验收, of which nobody knows yet whether it is due."""
    answers = {"q_eld_profit": ("profit",), "q_entity": ("existing",), "q_eld_open": ("yes",), FIRE: ("no",)}
    found = assess(HERE, Visit(91, answers)).checklist
    record = found.item("elderly_record")
    assert record is not None
    assert "fire_accept" in record.after
    assert (item := found.item("fire_accept")) is not None
    assert item.maybe


def test_that_the_obstacle_names_the_question_and_taking_in_goes_on() -> None:
    found = assess(HERE, complete(unjudged(RESTAURANT, FIRE)))
    assert [o.field for o in found.obstacles] == [FIRE]
    assert found.obstacles[0].sentence.startswith(
        "还没回答：这处场所是不是公众聚集场所？1个事项待认定，不能受理。"
    )
    assert "选“不清楚”" in found.obstacles[0].sentence
    assert [o.field for o in found.looked_obstacles] == [FIRE]
    assert found.keep_obstacles == ()
    kept = next(v for v in found.keep_verdicts if v.item == "fire_check")
    assert kept.outcome is Outcome.RECEIVED


def test_that_not_sure_is_an_answer_and_leaving_the_item_out_is_another() -> None:
    unsure = replace(RESTAURANT, answers={**RESTAURANT.answers, FIRE: ("unsure",)})
    assert assess(HERE, complete(unsure)).obstacles == ()
    dropped = replace(unjudged(RESTAURANT, FIRE), dropped=("fire_check",))
    assert assess(HERE, complete(dropped)).obstacles == ()


def test_that_a_judgement_asked_only_because_of_another_leads_to_that_one() -> None:
    """8 asks 消防验收 only where a fire check is due: while nobody knows, the first question is named, once."""
    found = assess(HERE, unjudged(RESTAURANT, FIRE))
    assert not any(q.id == "q_area300" for q in found.asked)
    line = found.checklist.line("fire_accept_opinion")
    assert line is not None
    assert line.open
    fire = found.checklist.item("fire_check")
    assert fire is not None
    assert fire.open == (FIRE,)


def test_that_a_material_that_hangs_on_it_holds_its_item() -> None:
    yes = unjudged(replace(RESTAURANT, answers={**RESTAURANT.answers, FIRE: ("yes",)}), "q_area300")
    found = assess(HERE, complete(yes))
    assert [o.field for o in found.obstacles] == ["q_area300"]
    assert outcomes(found)["fire_check"] is Outcome.RECEIVED
    assert (item := found.checklist.item("fire_check")) is not None
    assert not item.maybe, "it is due; only one of its papers is not known"


def test_that_a_default_of_a_judgement_counts_for_nothing() -> None:
    """A guide of somebody else may carry one; silence is no judgement all the same."""
    question = replace(HERE.guide.questions[FIRE], default=("no",))
    guide = replace(HERE.guide, questions={**HERE.guide.questions, FIRE: question})
    found = assess(replace(HERE, guide=guide), complete(unjudged(RESTAURANT, FIRE)))
    assert [o.field for o in found.obstacles] == [FIRE]


def test_that_an_unmarked_question_behaves_as_it_always_did() -> None:
    old = {k: replace(q, judgement=False) for k, q in HERE.guide.questions.items()}
    guide: Guide = replace(HERE.guide, questions=old)
    bundle = guide.bundles[11]
    now = situate(guide, bundle, {}, HERE.switches)
    assert now.unjudged == {}
    found = assess(replace(HERE, guide=guide), Visit(11, {}))
    assert found.checklist.item("fire_check") is None
    assert next(q for q in found.asked if q.id == FIRE).folded


QUESTIONS = ("q_a", "q_b", "q_c")
OPTIONS = ("x", "y")
ATOMS: st.SearchStrategy[Condition] = st.one_of(
    st.just(ALWAYS),
    st.builds(SwitchOn, st.just("sw")),
    st.builds(
        OptionChosen,
        st.sampled_from(QUESTIONS),
        st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=2, unique=True).map(tuple),
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(AnyOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(AllOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(CONDITIONS, st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(OPTIONS).map(lambda o: (o,))),
       st.sets(st.sampled_from(QUESTIONS)), st.booleans())  # fmt: skip
def test_that_what_is_known_without_a_judgement_stays_so_whatever_is_judged(
    condition: Condition, answers: dict[str, tuple[str, ...]], unsettled: set[str], switch: bool
) -> None:
    values = {q: o for q, o in answers.items() if q not in unsettled}
    local = {"sw": switch}
    known = holds_or_unknown(condition, values, local, unsettled)
    waits = unjudged_in(condition, values, local, unsettled)
    assert (known is None) == bool(waits)
    assert set(waits) <= unsettled
    if not unsettled:
        assert known == holds(condition, values, local)
    for option in OPTIONS:
        settled = values | dict.fromkeys(unsettled, (option,))
        if known is not None:
            assert holds(condition, settled, local) is known
