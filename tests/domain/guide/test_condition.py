"""Conditions: what they mean, and that they name the answers behind them and no others."""

from __future__ import annotations

import pytest

from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Not,
    OptionChosen,
    SwitchOn,
    deciding_answers,
    holds,
    parse,
    questions_in,
    switches_in,
)


def test_that_no_condition_means_always() -> None:
    assert parse(None) == parse("always") == ALWAYS
    assert holds(ALWAYS, {}, {})
    assert deciding_answers(ALWAYS, {}, {}) == ()


def test_that_questions_of_one_mapping_hold_together_and_options_of_one_question_alternatively() -> None:
    condition = parse({"q_a": ["x", "y"], "q_b": ["z"]})
    assert holds(condition, {"q_a": ("y",), "q_b": ("z",)}, {})
    assert not holds(condition, {"q_a": ("y",)}, {})
    assert not holds(condition, {"q_a": ("w",), "q_b": ("z",)}, {})


def test_that_an_unanswered_question_makes_a_condition_false_and_its_not_true() -> None:
    assert not holds(parse({"q_a": ["x"]}), {}, {})
    assert holds(parse({"not": {"q_a": ["x"]}}), {}, {})


def test_that_a_switch_counts_as_the_place_sets_it() -> None:
    condition = parse({"switch": "sw_a", "q_a": ["x"]})
    assert condition == AllOf((SwitchOn("sw_a"), OptionChosen("q_a", ("x",))))
    assert holds(condition, {"q_a": ("x",)}, {"sw_a": True})
    assert not holds(condition, {"q_a": ("x",)}, {"sw_a": False})
    assert not holds(condition, {"q_a": ("x",)}, {})


def test_that_any_all_and_not_nest() -> None:
    condition = parse({"any": [{"q_a": ["x"]}, {"all": [{"q_b": ["y"]}, {"not": {"q_c": ["z"]}}]}]})
    assert isinstance(condition, AnyOf)
    assert holds(condition, {"q_b": ("y",)}, {})
    assert not holds(condition, {"q_b": ("y",), "q_c": ("z",)}, {})


def test_that_only_the_answers_that_count_are_named() -> None:
    condition = parse({"any": [{"q_a": ["x"], "q_b": ["y"]}, {"q_c": ["z"]}], "q_d": ["w", "v"]})
    values = {"q_a": ("x",), "q_c": ("z",), "q_d": ("v", "u"), "q_e": ("t",)}
    assert dict(deciding_answers(condition, values, {})) == {"q_c": ("z",), "q_d": ("v",)}


def test_that_of_two_sufficient_reasons_the_shorter_is_named() -> None:
    condition = parse({"any": [{"q_a": ["x"], "q_b": ["y"]}, {"q_c": ["z"]}]})
    assert deciding_answers(condition, {"q_a": ("x",), "q_b": ("y",), "q_c": ("z",)}, {}) == (
        ("q_c", ("z",)),
    )


def test_that_a_not_names_the_answer_standing_in_its_place() -> None:
    condition = Not(OptionChosen("q_agent", ("agent",)))
    assert deciding_answers(condition, {"q_agent": ("self",)}, {}) == (("q_agent", ("self",)),)
    assert deciding_answers(condition, {}, {}) == (("q_agent", ()),)


def test_that_a_condition_that_does_not_hold_names_nothing() -> None:
    assert deciding_answers(parse({"q_a": ["x"]}), {"q_a": ("y",)}, {}) == ()


def test_that_a_condition_tells_what_it_depends_on() -> None:
    condition = parse({"any": [{"q_a": ["x"], "switch": "s"}, {"not": {"q_b": ["y"]}}, {"q_a": ["z"]}]})
    assert questions_in(condition) == ("q_a", "q_b")
    assert switches_in(condition) == ("s",)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        "sometimes",
        {"q_a": "x"},
        {"q_a": []},
        {"q_a": [True]},  # an unquoted yes in YAML
        {"any": {"q_a": ["x"]}},
        {"switch": ["s"]},
        {3: ["x"]},
    ],
)
def test_that_a_condition_written_wrongly_is_refused(raw: object) -> None:
    with pytest.raises(ValueError):
        parse(raw)
