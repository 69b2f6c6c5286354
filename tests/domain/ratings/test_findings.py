"""The office's titles: from what may be told alone, with ties and with nothing to say."""

from __future__ import annotations

from counter.domain.ratings.figures import Apart, Figures, Group, Reason
from counter.domain.ratings.findings import (
    by_satisfaction,
    group_finding,
    reason_finding,
    satisfaction_points,
    trend_title,
    whole_finding,
)
from counter.domain.ratings.rating import Grade


def group(label: str, good: int | None, bad: int = 0, key: str = "") -> Group:
    """A group of so many satisfied and dissatisfied; None: hidden."""
    grades = dict.fromkeys(Grade, 0)
    if good is not None:
        grades[Grade.SATISFIED], grades[Grade.DISSATISFIED] = good, bad
    return Group(key or label, label, None if good is None else grades)


def test_that_the_whole_says_how_many_were_satisfied() -> None:
    assert whole_finding(group("", 831, 3)) == "满意的99.6%，差评3件"
    assert whole_finding(group("", 10)) == "满意的100.0%，没有差评"
    assert whole_finding(group("", None)) == "没有计入的评价"


def test_that_the_least_satisfied_is_named_and_a_hidden_group_is_not() -> None:
    halls = [group("甲厅", 99, 1), group("乙厅", 90, 10), group("丙厅", None)]
    assert group_finding(halls, "各大厅") == "乙厅满意率最低，90.0%"
    assert [one.label for one in by_satisfaction(halls)] == ["乙厅", "甲厅", "丙厅"]
    assert group_finding([group("甲厅", 9, 1), group("乙厅", 9, 1), group("丙厅", 9)], "各大厅") == (
        "甲厅和乙厅满意率最低，90.0%"
    )
    assert group_finding([group("甲厅", 9), group("乙厅", 8)], "各大厅") == "各大厅满意率都是100.0%"
    assert group_finding([group("甲厅", 9)], "各大厅") == "甲厅满意率100.0%"
    assert group_finding([group("甲厅", None)], "各大厅") == "各大厅件数少，都不单列"
    assert group_finding([], "各大厅") == "各大厅没有计入的评价"


def test_that_the_most_frequent_reason_is_said_with_its_number() -> None:
    said = [Reason("1", "说得清楚", 9), Reason("2", "等得久", 9), Reason("3", "别的", None)]
    assert reason_finding(said) == "说得最多的是“说得清楚”、“等得久”（各9次）"
    assert reason_finding(said[:1]) == "说得最多的是“说得清楚”（9次）"
    assert reason_finding(said[2:]) == "每条原因选的人都少，不单列"
    assert reason_finding([]) == "没有人选原因"


def test_that_months_are_beside_the_same_month_a_year_before() -> None:
    months = [
        group(key, good, 10 - good, key) for key, good in (("2025-11", 8), ("2026-10", 10), ("2026-11", 9))
    ]
    points = satisfaction_points(months)
    assert [(p.label, p.value, p.year_ago) for p in points] == [
        ("11月", 80.0, None),
        ("10月", 100.0, None),
        ("11月", 90.0, 80.0),
    ]
    figures = Figures(months[2], None, "", None, (), (), (), tuple(months), Apart(0, 0, 0), drill=False)
    assert trend_title(figures) == "11月满意率90.0%，比上期低10个百分点，比去年同期高10个百分点"
    hidden = Figures(
        months[2], None, "", None, (), (), (), (group("2026-11", None),), Apart(0, 0, 0), drill=False
    )
    assert trend_title(hidden) == "满意率走势"
