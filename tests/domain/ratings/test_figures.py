"""Rates and groups: what is shown never lets a small group be worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.ratings.figures import (
    HIDDEN,
    Group,
    Loop,
    by_size,
    group_of,
    reasons_of,
    share,
    shown_groups,
)
from counter.domain.ratings.rating import Grade
from tests.rated import shipped_reasons

SIZES = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚辛"), st.integers(0, 14), max_size=8)


def parts(sizes: dict[str, int]) -> dict[tuple[str, str], dict[Grade, int]]:
    return {(name, name): {Grade.SATISFIED: n} for name, n in sizes.items()}


@given(SIZES)
def test_that_no_small_group_is_shown_and_none_can_be_worked_out_from_the_total(
    sizes: dict[str, int],
) -> None:
    groups = shown_groups(parts(sizes))
    shown = [g for g in groups if not g.hidden]
    hidden = [g for g in groups if g.hidden]
    assert all((g.counted or 0) >= LEAST_GROUP for g in shown)
    total = sum(sizes.values())
    left = total - sum(g.counted or 0 for g in shown)
    if hidden and shown:
        assert len(hidden) >= 2
        assert left >= LEAST_GROUP
    if hidden and not shown and total >= LEAST_GROUP:
        assert len(hidden) >= 2


@given(SIZES)
def test_that_what_is_large_and_needed_by_nobody_is_shown(sizes: dict[str, int]) -> None:
    groups = shown_groups(parts(sizes))
    if all(n == 0 or n >= LEAST_GROUP for n in sizes.values()):
        assert not any(g.hidden for g in groups)
    assert {g.key for g in groups} == {name for name, n in sizes.items() if n}


def test_that_the_second_hidden_group_looks_like_the_small_one() -> None:
    groups = by_size(shown_groups(parts({"甲": 2, "乙": 30, "丙": 7})))
    assert [g.key for g in groups] == ["乙", "丙", "甲"]
    assert [g.number for g in groups] == ["30件", HIDDEN, HIDDEN]
    assert all(g.counted is None and g.bad is None and g.satisfied is None for g in groups[1:])


def test_that_two_groups_of_one_are_not_left_to_be_told_apart() -> None:
    groups = shown_groups(parts({"甲": 1, "乙": 1, "丙": 40, "丁": 9}))
    assert [g.key for g in groups if not g.hidden] == ["丙"]


def test_that_the_first_three_grades_are_satisfied_and_the_last_two_are_bad() -> None:
    group = group_of("", "", dict(zip(Grade, (50, 30, 15, 3, 2), strict=True)))
    assert (group.counted, group.bad) == (100, 5)
    assert group.satisfied is not None
    assert group.satisfied.words == "95.0%（95/100）"


@pytest.mark.parametrize(
    ("part", "of", "percent"),
    [(1, 3, "33.3%"), (9999, 10000, "99.9%"), (1, 10000, "0.1%"), (4, 4, "100.0%"), (0, 4, "0.0%")],
)
def test_that_a_rate_is_never_rounded_to_all_or_nothing(part: int, of: int, percent: str) -> None:
    rate = share(part, of)
    assert rate is not None
    assert rate.percent == percent


def test_that_there_is_no_rate_of_nothing() -> None:
    assert share(0, 0) is None
    assert Loop(0, 0, 0, 0, 0).on_time is None


def test_that_an_empty_selection_is_small() -> None:
    assert group_of("", "", {}).hidden
    assert isinstance(shown_groups({}), tuple)
    assert Group("", "", None).number == HIDDEN


def test_that_reasons_are_words_and_rare_ones_bear_no_number() -> None:
    told = reasons_of({"213": 9, "208": 2, "999": 6}, shipped_reasons())
    assert [(r.words, r.number) for r in told] == [
        ("窗口人员业务不熟练", "9次"),
        ("999", "6次"),
        ("没有提供材料清单", "少于5次"),
    ]
