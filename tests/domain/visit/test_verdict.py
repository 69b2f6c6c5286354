"""Rules of the verdict: the order of its questions is the order of the law."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.guide.condition import Always
from counter.domain.guide.model import Evidence, GuideRefusal, ProcedureClass, TimeLimit, TimeUnit
from counter.domain.hall.authority import Act
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome, concerns, judge
from tests.builders import MISSING, RECEIVED, bench, item, line, need, verdict

BARRED = GuideRefusal(Always(), "barred", "个体工商户不能申请。", "条例第八条", Evidence.FOUND)
OFFICE_ONLY = frozenset({Act.RECEIVE, Act.ACCEPT, Act.DELIVER})


def test_that_complete_material_for_a_licence_is_accepted_and_never_done_on_the_spot() -> None:
    assert judge(bench()).outcome is Outcome.ACCEPT


@pytest.mark.parametrize(
    "procedure",
    [p for p in ProcedureClass if p not in (ProcedureClass.LICENCE, ProcedureClass.BENEFIT)],
)
def test_that_what_is_not_a_licence_is_done_on_the_spot_only_where_the_organ_decides_here(
    procedure: ProcedureClass,
) -> None:
    one = item(procedure=procedure)
    assert judge(bench(one)).outcome is Outcome.DONE
    assert judge(bench(one, acts=OFFICE_ONLY)).outcome is Outcome.ACCEPT


def test_that_without_an_agreement_to_accept_there_is_only_receiving() -> None:
    found = judge(bench(acts=frozenset({Act.RECEIVE})))
    assert (found.outcome, found.rule) == (Outcome.RECEIVED, "L13")


def test_that_missing_material_is_corrected_and_never_refused_at_first_contact() -> None:
    found = judge(bench(brought={"form": MISSING}))
    assert found.outcome is Outcome.CORRECT
    assert [g.state for g in found.gaps] == [MaterialState.MISSING]


def test_that_every_gap_is_named_at_once() -> None:
    lines = (line("a"), line("b"), line("c"))
    brought = {"a": Brought(MaterialState.DEFECTIVE, note="没有签名"), "b": RECEIVED, "c": MISSING}
    found = judge(bench(lines=lines, brought=brought))
    assert {g.line for g in found.gaps} == {"a", "c"}
    assert "没有签名" in next(g.text for g in found.gaps if g.line == "a")


@pytest.mark.parametrize(("copies", "enough"), [(1, False), (2, False), (3, True)])
def test_that_an_item_that_asks_twice_for_one_paper_gets_the_larger_number(copies: int, enough: bool) -> None:
    twice = line(needs=(need(copies=1), need(copies=3)), copies=3)
    found = judge(bench(lines=(twice,), brought={"form": Brought(MaterialState.RECEIVED, copies=copies)}))
    assert (found.outcome is Outcome.ACCEPT) is enough


def test_that_each_item_counts_its_own_copies() -> None:
    shared = line(needs=(need("food", copies=1), need("other", copies=3)), copies=3)
    assert judge(bench(lines=(shared,), brought={"form": RECEIVED})).outcome is Outcome.ACCEPT


def test_that_a_sheet_too_few_is_a_gap() -> None:
    two = line(needs=(need(copies=2),), copies=2)
    found = judge(bench(lines=(two,), brought={"form": RECEIVED}))
    assert found.outcome is Outcome.CORRECT
    assert found.gaps[0].text.endswith("还差1份")


def test_that_what_is_only_due_after_acceptance_is_no_gap() -> None:
    later = line(needs=(need(later="现场核查时提交"),), initial=MaterialState.LATER)
    assert judge(bench(lines=(line("a"), later), brought={"a": RECEIVED})).outcome is Outcome.ACCEPT


def test_that_deferred_material_leads_to_acceptance_with_gaps_only_when_all_else_is_in() -> None:
    lines = (line("a"), line("b"))
    deferred = {"a": RECEIVED, "b": Brought(MaterialState.DEFERRED)}
    assert judge(bench(lines=lines, brought=deferred)).outcome is Outcome.ACCEPT_WITH_GAPS
    assert judge(bench(lines=lines, brought={**deferred, "a": MISSING})).outcome is Outcome.CORRECT


def test_that_what_is_decided_at_once_never_waits_for_a_paper() -> None:
    lines = (line("a"), line("b"))
    deferred = {"a": RECEIVED, "b": Brought(MaterialState.DEFERRED)}
    registered_here = item(procedure=ProcedureClass.REGISTRATION)
    at_once = item(statutory=TimeLimit("当场办结", None, TimeUnit.AT_ONCE, Evidence.FOUND))
    for one in (registered_here, at_once):
        assert judge(bench(one, lines=lines, brought=deferred)).outcome is Outcome.CORRECT


def test_that_a_serial_item_waits_until_the_earlier_one_is_done() -> None:
    after = item(after=("register",))
    waiting = judge(bench(after, earlier={"register": verdict("register", Outcome.ACCEPT)}))
    assert (waiting.outcome, waiting.waits_for) == (Outcome.WAIT, ("register",))
    going_on = judge(bench(after, earlier={"register": verdict("register", Outcome.DONE)}))
    assert going_on.outcome is Outcome.ACCEPT


def test_that_a_paper_of_an_earlier_item_is_not_missing_but_awaited() -> None:
    licence = line("licence", initial=MaterialState.AWAITING, awaits="register")
    found = judge(
        bench(lines=(licence,), brought={}, earlier={"register": verdict("register", Outcome.ACCEPT)})
    )
    assert found.outcome is Outcome.WAIT
    assert not found.gaps


def test_that_a_gap_is_told_before_waiting_so_that_people_are_told_everything_once() -> None:
    after = item(after=("register",))
    found = judge(
        bench(after, brought={"form": MISSING}, earlier={"register": verdict("register", Outcome.ACCEPT)})
    )
    assert found.outcome is Outcome.CORRECT
    assert found.waits_for == ("register",)


def test_that_an_answer_not_settled_cannot_be_accepted_but_is_taken_in() -> None:
    found = judge(bench(undecided=("请消防窗口当场认定后改选。",)))
    assert found.outcome is Outcome.RECEIVED
    assert "请消防窗口当场认定后改选" in found.reason


def test_that_insisting_on_a_barred_item_leads_to_the_organ_and_never_to_a_refusal_by_the_window() -> None:
    found = judge(bench(insisted=BARRED))
    assert (found.outcome, found.rule) == (Outcome.PROPOSE_REFUSAL, "L8")
    assert "条例第八条" in found.reason
    assert "书面决定" in found.reason


def test_that_originals_the_guide_wants_looked_at_and_nobody_saw_are_said() -> None:
    lines = (line("card", original=True), line("lease", original=True), line("form"))
    seen = Brought(MaterialState.RECEIVED, copies=1, original_seen=True)
    said = judge(bench(lines=lines, brought={"card": RECEIVED, "lease": seen, "form": RECEIVED})).reason
    assert "其中1份原件未核" in said
    assert "齐全" not in said
    assert (
        "原件"
        not in judge(bench(lines=lines, brought={"card": seen, "lease": seen, "form": RECEIVED})).reason
    )


@pytest.mark.parametrize(("lacking", "and_more"), [(2, False), (3, False), (4, True)])
def test_that_a_reason_names_three_gaps_and_says_when_there_are_more(lacking: int, *, and_more: bool) -> None:
    lines = tuple(line(str(n), name=f"第{n}份") for n in range(lacking))
    reason = judge(bench(lines=lines, brought={x.id: Brought(MaterialState.MISSING) for x in lines})).reason
    assert ("等" in reason) is and_more
    assert f"{lacking}" in reason


def test_that_a_ground_concerns_the_items_it_names_or_whose_own_law_it_is() -> None:
    own, other = "《食品安全法》第二条", "《消防法》第十五条"
    assert concerns(replace(BARRED, basis=own), item())
    assert not concerns(replace(BARRED, basis=other), item())
    assert not concerns(replace(BARRED, basis=None), item())
    assert not concerns(replace(BARRED, basis=own), item(basis=()))
    assert concerns(replace(BARRED, basis=other, item="food"), item())
    assert not concerns(replace(BARRED, basis=own, item="tax"), item())


STATES = st.sampled_from(list(MaterialState))


@given(
    states=st.lists(STATES, min_size=1, max_size=6),
    acts=st.sets(st.sampled_from(list(Act))),
    procedure=st.sampled_from(list(ProcedureClass)),
    earlier=st.none() | st.sampled_from(list(Outcome)),
)
def test_that_nothing_is_accepted_with_a_gap_open_an_earlier_item_undone_or_no_agreement(
    states: list[MaterialState], acts: set[Act], procedure: ProcedureClass, earlier: Outcome | None
) -> None:
    lines = tuple(line(str(n)) for n in range(len(states)))
    brought = {str(n): Brought(s, copies=1) for n, s in enumerate(states)}
    after = () if earlier is None else ("first",)
    before = {} if earlier is None else {"first": verdict("first", earlier)}
    found = judge(
        bench(item(procedure=procedure, after=after), lines, brought, acts=frozenset(acts), earlier=before)
    )
    decided = (Outcome.ACCEPT, Outcome.DONE, Outcome.ACCEPT_WITH_GAPS)
    if found.outcome in decided:
        assert Act.ACCEPT in acts
        assert earlier in (None, Outcome.DONE)
        assert not {MaterialState.MISSING, MaterialState.DEFECTIVE} & set(states)
    if found.outcome is Outcome.DONE:
        assert procedure is not ProcedureClass.LICENCE
        assert Act.ON_THE_SPOT in acts
    if found.outcome in (Outcome.ACCEPT, Outcome.DONE):
        assert MaterialState.DEFERRED not in states
