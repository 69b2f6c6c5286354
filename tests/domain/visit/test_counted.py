"""每人一份: what each person brings is counted by a number that is asked once, and nothing is counted by guess."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.guide.copies_required import CopiesRequired, for_people, read, strictest
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.assess import assess
from counter.domain.visit.carry_over import carry_over
from counter.domain.visit.checklist import Line
from counter.domain.visit.situation import Asked
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Assessment, Visit
from tests.domain.visit.test_assess import RESTAURANT, complete, outcomes
from tests.settings import setting

HERE = setting()
PEOPLE = "q_n_health"


def counted(people: str | None) -> Visit:
    answers = {q: o for q, o in RESTAURANT.answers.items() if q != PEOPLE}
    return replace(RESTAURANT, answers=answers | ({PEOPLE: (people,)} if people else {}))


def certificates(found: Assessment) -> Line:
    line = found.checklist.line("health_certs")
    assert line is not None
    return line


def number(found: Assessment) -> Asked | None:
    return next((q for q in found.asked if q.id == PEOPLE), None)


@given(st.integers(1, 200))
def test_that_each_person_brings_a_copy(people: int) -> None:
    line = certificates(assess(HERE, counted(str(people))))
    assert line.copies == people
    assert line.wanted == f"复印件{people}份（每人1份）"
    assert [need.copies for need in line.needs] == [people]


def test_that_fewer_than_one_each_is_a_gap_that_says_how_many_are_missing() -> None:
    visit = complete(counted("3"))
    mine = visit.brought["health_certs"]
    assert mine.copies == 3
    short = replace(visit, brought={**visit.brought, "health_certs": replace(mine, copies=1)})
    catering = next(v for v in assess(HERE, short).verdicts if v.item == "food_small_catering")
    assert catering.outcome is Outcome.CORRECT
    assert [gap.text for gap in catering.gaps] == ["从业人员健康证明还差2份"]
    assert catering.gaps[0].standard == "复印件3份（每人1份）"


def test_that_without_the_number_nothing_is_counted_and_only_what_hangs_on_it_waits() -> None:
    whole, without = assess(HERE, complete(counted("1"))), assess(HERE, complete(counted(None)))
    assert certificates(without).wanted == "复印件，按人数（每人1份）"
    held = next(v for v in without.verdicts if v.item == "food_small_catering")
    assert (held.outcome, held.rule) == (Outcome.RECEIVED, "guide.pending")
    assert "有几位" in held.reason
    others = {item: outcome for item, outcome in outcomes(without).items() if item != "food_small_catering"}
    assert others == {i: o for i, o in outcomes(whole).items() if i != "food_small_catering"}


def test_that_the_missing_number_stands_in_the_way_by_its_name_and_taking_in_goes_on() -> None:
    found = assess(HERE, complete(counted(None)))
    assert [o.field for o in found.obstacles] == [PEOPLE]
    assert [o.field for o in found.looked_obstacles] == [PEOPLE]
    assert found.keep_obstacles == ()
    assert assess(HERE, complete(counted("1"))).obstacles == ()


def test_that_a_number_is_asked_only_where_a_paper_is_counted_by_it() -> None:
    needing = replace(RESTAURANT, answers={**counted(None).answers, "q_catering_area": ("over",)})
    assert number(assess(HERE, needing)) is not None
    no_staff = assess(HERE, RESTAURANT)
    assert not any(q.id == "q_n_staff" for q in no_staff.asked)
    hiring = assess(HERE, replace(RESTAURANT, answers={**RESTAURANT.answers, "q_employees": ("yes",)}))
    assert [q.id for q in hiring.asked if q.number] == ["q_n_health", "q_n_staff"]


def test_that_one_number_counts_for_every_paper_that_asks_for_it() -> None:
    answers = {"q_milk_subject": ("ok",), "q_n_health": ("4",)}
    lines = assess(HERE, Visit(99, answers)).checklist.lines
    found = {x.id: x.copies for x in lines if x.id in ("milk_training", "health_certs")}
    assert found == {"milk_training": 4, "health_certs": 4}


def test_that_a_paper_of_nobody_is_not_asked_for() -> None:
    company = {"q_entity": ("company",), "q_n_officers": ("2",)}
    alone = assess(HERE, Visit(13, {**company, "q_n_shareholders": ("0",)})).checklist
    three = assess(HERE, Visit(13, {**company, "q_n_shareholders": ("3",)})).checklist
    assert alone.line("id_shareholders") is None
    assert (line := three.line("id_shareholders")) is not None
    assert line.copies == 3
    assert three.line("articles") == alone.line("articles")  # one paper of the firm, however many there are


def test_that_a_changed_number_says_what_moved_and_keeps_what_was_brought() -> None:
    before = assess(HERE, complete(counted("2")))
    after = assess(HERE, replace(before.visit, answers=counted("5").answers))
    kept, said = carry_over(before.checklist, after.checklist, before.visit.brought)
    assert kept["health_certs"].copies == 2
    assert said == ("“从业人员健康证明”由“复印件2份（每人1份）”改为“复印件5份（每人1份）”。",)


@pytest.mark.parametrize(
    "said",
    ["0", "201", "-1", "1.5", "三", "", True, ["1", "2"], None, "9" * 30, "3²", "²", "3 2", "②", "3、2"],
)
def test_that_a_number_outside_its_bounds_is_refused_in_words(said: object) -> None:
    bundle = HERE.guide.bundles[8]
    with pytest.raises(BadInput, match="1到200之间的整数") as refused:
        check_answers(HERE.guide, bundle, {PEOPLE: said})
    assert refused.value.field == f"answers.{PEOPLE}"


@pytest.mark.parametrize("said", ["3", 3, "３", "3人", " 03 位", ["3"], ("3",)])
def test_that_a_number_is_read_however_people_write_it(said: object) -> None:
    assert check_answers(HERE.guide, HERE.guide.bundles[8], {PEOPLE: said}) == {PEOPLE: ("3",)}


def test_that_a_number_that_another_guide_allowed_counts_for_nothing_here() -> None:
    """A draft, or an old visit, may hold what the bounds in force no longer take: it is asked anew."""
    found = assess(HERE, counted("4000"))
    assert certificates(found).copies == 1
    assert (asked := number(found)) is not None
    assert asked.open


def test_that_the_why_of_a_counted_line_names_the_number() -> None:
    line = certificates(assess(HERE, counted("3")))
    assert ("接触食品、直接为顾客服务的人员有几位？", "3人") in [a for why in line.why for a in why.answers]


COUNTED = st.builds(
    lambda wording, each, people: for_people(read(wording, each), people),
    st.sampled_from(["原件", "复印件", "原件和复印件", "原件或复印件", "原件（查验）"]),
    st.integers(1, 3),
    st.none() | st.integers(1, 200),
)
PLAIN = st.builds(read, st.sampled_from(["原件", "复印件", "原件和复印件"]), st.integers(1, 5))


@given(st.lists(COUNTED | PLAIN, min_size=1, max_size=4))
def test_that_the_strictest_of_counted_and_uncounted_is_never_less_than_any(
    wants: list[CopiesRequired],
) -> None:
    found = strictest(wants)
    assert found.originals == max(w.originals for w in wants)
    assert found.copies == max(w.copies for w in wants)
    if any(w.each and not w.people for w in wants):
        assert "按人数" in found.text
    if not any(w.each for w in wants):
        assert "每人" not in found.text
