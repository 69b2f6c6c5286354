"""Untouched is not missing: what nobody has looked at is neither decided nor told as lacking (S001 16(2))."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.hall.authority import Act
from counter.domain.visit.assess import assess
from counter.domain.visit.looked_at import UNSEEN, is_unseen, listed_names, unseen_as_missing, unseen_for
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received, state_word
from counter.domain.visit.verdict import Outcome, judge
from counter.domain.visit.visit import Assessment
from tests.builders import MISSING, RECEIVED, bench, item, line, need, verdict
from tests.domain.visit.test_assess import RESTAURANT, complete
from tests.settings import setting

UNDECIDED_HERE = (Outcome.RECEIVED, Outcome.PROPOSE_REFUSAL)
TICKS = st.dictionaries(
    st.sampled_from([str(n) for n in range(6)]), st.sampled_from(list(MaterialState)), max_size=6
)


def test_that_a_line_without_a_record_was_not_looked_at_and_one_recorded_missing_was() -> None:
    form, awaited = line(), line("licence", initial=MaterialState.AWAITING)
    assert is_unseen(form, {})
    assert not is_unseen(form, {"form": MISSING})
    assert not is_unseen(form, {"form": RECEIVED})
    assert not is_unseen(awaited, {})
    assert (state_word(form, {}), state_word(form, {"form": MISSING})) == ("未看", "未交")
    assert state_word(awaited, {}) == "待前序"


@pytest.mark.parametrize("state", [MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED])
def test_that_an_item_with_one_gap_and_papers_nobody_looked_at_is_only_taken_in(state: MaterialState) -> None:
    lines = (line("a"), line("b", name="租赁合同"), line("c"))
    found = judge(bench(lines=lines, brought={"a": Brought(state, note="没有签名"), "c": RECEIVED}))
    assert (found.outcome, found.rule) == (Outcome.RECEIVED, UNSEEN)
    assert found.reason == "还有1份材料没有看：租赁合同。"
    assert [gap.line for gap in found.gaps] == ["a"]


def test_that_a_serial_item_with_papers_nobody_looked_at_does_not_wait_as_if_it_were_whole() -> None:
    after = item(after=("register",))
    found = judge(bench(after, brought={}, earlier={"register": verdict("register", Outcome.ACCEPT)}))
    assert (found.outcome, found.rule, found.waits_for) == (Outcome.RECEIVED, UNSEEN, ("register",))


def test_that_what_is_only_due_after_acceptance_need_not_be_looked_at() -> None:
    later = line("b", needs=(need(later="现场核查时提交"), need("other")))
    assert judge(bench(lines=(line("a"), later), brought={"a": RECEIVED})).outcome is Outcome.ACCEPT
    assert unseen_for("food", (later,), {}) == ()
    assert unseen_for("other", (later,), {}) == (later,)


def test_that_the_deliberate_word_covers_what_nobody_looked_at_and_nothing_else() -> None:
    lines = (line("a"), line("b"), line("c", initial=MaterialState.LATER), line("d"))
    assert unseen_as_missing(lines, {"a": RECEIVED}) == {"b": MISSING, "d": MISSING}


def test_that_the_bulk_key_says_nothing_against_what_was_looked_at() -> None:
    visit = replace(RESTAURANT, brought={"floor_plan": MISSING})
    now = all_received(assess(setting(), visit).checklist, visit.brought)
    assert now["floor_plan"] == MISSING
    assert now["lease"].state is MaterialState.RECEIVED


def test_that_a_long_row_of_names_ends_with_and_so_on() -> None:
    lines = tuple(line(str(n), name=f"第{n}份") for n in range(4))
    assert listed_names(lines[:3]) == "第0份、第1份、第2份"
    assert listed_names(lines) == "第0份、第1份、第2份等"


@given(
    ticks=TICKS,
    acts=st.sets(st.sampled_from(list(Act))),
    shared=st.lists(st.sets(st.sampled_from(["food", "tax"]), min_size=1), min_size=6, max_size=6),
    earlier=st.none() | st.sampled_from(list(Outcome)),
)
def test_that_no_item_with_a_paper_nobody_looked_at_is_decided_told_or_called_lacking(
    ticks: dict[str, MaterialState], acts: set[Act], shared: list[set[str]], earlier: Outcome | None
) -> None:
    lines = tuple(line(str(n), items=tuple(sorted(items))) for n, items in enumerate(shared))
    mine = tuple(x for x in lines if "food" in x.items)
    brought = {n: Brought(state, copies=1) for n, state in ticks.items()}
    before = {} if earlier is None else {"first": verdict("first", earlier)}
    one = item(after=() if earlier is None else ("first",))
    found = judge(bench(one, mine, brought, acts=frozenset(acts), earlier=before))
    untouched = {x.id for x in mine if x.id not in ticks}
    if untouched:
        assert found.outcome in UNDECIDED_HERE
    assert not untouched & {gap.line for gap in found.gaps}


@given(ticks=TICKS, one=st.integers(0, 5), state=st.sampled_from(list(MaterialState)))
def test_that_marking_one_more_line_never_makes_an_untouched_one_a_gap(
    ticks: dict[str, MaterialState], one: int, state: MaterialState
) -> None:
    lines = tuple(line(str(n)) for n in range(6))
    more = {**ticks, str(one): state}
    found = judge(bench(lines=lines, brought={n: Brought(s, copies=1) for n, s in more.items()}))
    assert {gap.line for gap in found.gaps} <= set(more)


def seen(*missing: str, untouched: tuple[str, ...] = ()) -> Assessment:
    whole = complete(RESTAURANT)
    brought = {**whole.brought, **dict.fromkeys(missing, MISSING)}
    return assess(setting(), replace(whole, brought={i: b for i, b in brought.items() if i not in untouched}))


def test_that_the_first_press_names_what_was_not_looked_at_and_leads_to_the_first() -> None:
    found = seen("floor_plan", untouched=("lease", "id_card_operator"))
    assert [x.id for x in found.unseen] == ["id_card_operator", "lease"]
    assert [o.field for o in found.obstacles] == ["materials.id_card_operator"]
    sentence = found.obstacles[0].sentence
    for words in ("还有2份材料没有看", *(x.name for x in found.unseen), "其余都没带（2份）", "Shift+F9"):
        assert words in sentence


def test_that_taking_in_only_and_what_was_looked_at_wholly_need_nothing_more() -> None:
    found = seen("floor_plan", untouched=("lease",))
    assert found.keep_obstacles == found.looked_obstacles == ()


def test_that_items_looked_at_wholly_keep_their_verdict_beside_one_that_was_not() -> None:
    found = seen(untouched=("floor_plan",))
    outcomes = {v.item: v.outcome for v in found.verdicts}
    assert outcomes == {
        "mkt_individual": Outcome.DONE,
        "tax_new": Outcome.DONE,
        "food_small_catering": Outcome.RECEIVED,
    }


def test_that_a_list_looked_at_wholly_is_corrected_at_once() -> None:
    found = seen("floor_plan")
    assert (found.unseen, found.obstacles) == ((), ())
    assert {v.item: v.outcome for v in found.verdicts}["food_small_catering"] is Outcome.CORRECT


def test_that_what_is_had_by_sharing_is_never_covered_by_the_rest() -> None:
    shareable = (MaterialState.RECEIVED, MaterialState.MISSING, MaterialState.SHARED)
    deed = line("deed", allowed=shareable)  # as an earlier program recorded it: it started as missing
    assert not is_unseen(deed, {})
    assert state_word(deed, {}) == "共享获取"
    assert unseen_as_missing((deed, line("a")), {}) == {"a": MISSING}
    found = judge(bench(lines=(deed, line("a")), brought={"a": RECEIVED}))
    assert (found.outcome, found.gaps) == (Outcome.ACCEPT, ())
