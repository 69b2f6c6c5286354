"""Conditions built of rows say what was meant, and what cannot be is told while it is built."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.authoring.editing.condition_builder import (
    AnswerRow,
    RowGroup,
    SwitchRow,
    condition_of,
    faults,
    group_of,
    offered,
)
from counter.domain.authoring.editing.node import ASKING, BUNDLE, MATERIAL, PLACING, Node
from counter.domain.guide.condition import ALWAYS, AllOf, AnyOf, Condition, Not, OptionChosen, SwitchOn, parse
from counter.domain.guide.condition_text import plain, settled
from tests.guide_files import small

SMALL = small()
SHOP = Node(BUNDLE, (1,))
PLACED = Node(PLACING, (1, 0))
FIRM, SHOP_ONLY = OptionChosen("q_entity", ("company",)), OptionChosen("q_entity", ("individual",))

_ATOMS: st.SearchStrategy[Condition] = st.one_of(
    st.just(ALWAYS),
    st.sampled_from("abc").map(SwitchOn),
    st.tuples(st.sampled_from("xyz"), st.lists(st.sampled_from("123"), min_size=1, max_size=2)).map(
        lambda pair: OptionChosen(pair[0], tuple(pair[1]))
    ),
)
_CONDITIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
    ),
    max_leaves=8,
)


@given(_CONDITIONS)
def test_that_rows_and_conditions_say_the_same(condition: Condition) -> None:
    assert condition_of(group_of(condition)) == settled(condition)
    if condition != ALWAYS:
        assert settled(parse(plain(settled(condition)))) == settled(condition)


def test_that_a_row_that_is_not_finished_makes_no_condition() -> None:
    rows = (AnswerRow("q", ("a",)), AnswerRow("q"), SwitchRow())
    assert condition_of(RowGroup(rows=rows)) is None
    assert condition_of(RowGroup()) == ALWAYS
    assert condition_of(RowGroup(rows=(AnswerRow("q", ("a",)),), negated=True)) == Not(
        OptionChosen("q", ("a",))
    )


def test_that_a_question_is_asked_by_what_was_answered_before_it() -> None:
    assert list(offered(SMALL, Node(ASKING, (1, 1))).questions) == ["q_entity"]
    every = offered(SMALL, PLACED)
    assert every.questions["q_sign"] == "第2题 要挂牌子吗？"
    assert every.options["q_entity"] == (("individual", "个体户"), ("company", "公司"))
    assert every.switches == {"sw_sign": "挂牌子要许可"}
    material = Node(MATERIAL, ("register", 0))
    assert list(offered(SMALL, material, SHOP).questions) == ["q_entity", "q_sign", "q_scope"]
    assert "q_agent" in offered(SMALL, material).questions
    assert "q_agent" in offered(SMALL, PLACED, held=OptionChosen("q_agent", ("self",))).questions


@pytest.mark.parametrize(
    ("node", "condition", "sentence"),
    [
        (PLACED, FIRM, ""),
        (PLACED, SwitchOn("sw_sign"), ""),
        (PLACED, AllOf((FIRM, SHOP_ONLY)), "永远不会成立"),
        (PLACED, AnyOf((FIRM, SHOP_ONLY)), "总是成立"),
        (PLACED, OptionChosen("q_agent", ("agent",)), "永远不会成立"),
        (PLACED, OptionChosen("q_entity", ("farm",)), "题“以什么身份经营？”没有选项“farm”"),
        (PLACED, SwitchOn("sw_none"), "没有本地规定“sw_none”"),
        (PLACED, OptionChosen("q_none", ("a",)), "没有题“q_none”"),
        (Node(ASKING, (1, 0)), OptionChosen("q_sign", ("yes",)), "排在后面"),
        (Node(PLACING, (2, 0)), FIRM, "这件事不问“以什么身份经营？”"),
    ],
)
def test_that_what_cannot_be_meant_is_told(node: Node, condition: Condition, sentence: str) -> None:
    found = faults(SMALL, node, condition)
    assert len(found) == bool(sentence)
    assert sentence in "".join(found)
