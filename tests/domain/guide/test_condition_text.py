"""Conditions as one line of text: whatever can be said is read back to the same tree, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.guide.condition import ALWAYS, AllOf, AnyOf, Condition, Not, OptionChosen, SwitchOn, parse
from counter.domain.guide.condition_text import ID, RESERVED, condition_as_line, plain, read, settled

_ids = st.from_regex(ID, fullmatch=True).filter(lambda name: name not in RESERVED)
_leaves: st.SearchStrategy[Condition] = st.one_of(
    st.just(ALWAYS),
    st.builds(SwitchOn, _ids),
    st.builds(OptionChosen, _ids, st.lists(_ids, min_size=1, max_size=4).map(tuple)),
)
_trees = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(AllOf, st.lists(parts, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(_trees)
def test_that_a_line_of_text_is_read_back_to_the_same_tree(tree: Condition) -> None:
    tree = settled(tree)
    assert read(condition_as_line(tree)) == tree


@given(_trees)
def test_that_the_plain_form_is_read_back_to_the_same_tree(tree: Condition) -> None:
    tree = settled(tree)
    assert parse(plain(tree)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ALWAYS),
        ("总是", ALWAYS),
        ("q_a=x|y", OptionChosen("q_a", ("x", "y"))),
        ("q_a = x | y", OptionChosen("q_a", ("x", "y"))),
        ("ｑ＿ａ＝ｘ", None),
        ("（q_a＝x｜y）　且 开关：sw_b", AllOf((OptionChosen("q_a", ("x", "y")), SwitchOn("sw_b")))),
        ("非(q_a=x或q_b=y)", Not(AnyOf((OptionChosen("q_a", ("x",)), OptionChosen("q_b", ("y",)))))),
    ],
)
def test_that_others_spellings_are_read(text: str, tree: Condition | None) -> None:
    if tree is None:
        with pytest.raises(ValueError):
            read(text)
    else:
        assert read(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        "q_a",
        "q_a=",
        "q_a=x 且",
        "且 q_a=x",
        "q_a=x q_b=y",
        "(q_a=x",
        "q_a=x)",
        "q_a=x=y",
        "开关:",
        "非",
        "q_a=|x",
        "q_a=x 且 q_b=y 或 q_c=z",
        "not=x",
        "q_a==x",
        "如果是公司",
        "(" * 40 + "q_a=x" + ")" * 40,
        "非 " * 99 + "q_a=x",
    ],
)
def test_that_what_cannot_be_read_is_told_and_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"[一-龥]"):
        read(text)
