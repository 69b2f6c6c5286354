"""The finding over a chart: which sentence is said for which figures, and when there is nothing to say."""

from __future__ import annotations

import pytest

from counter.domain.figures.most import board_finding, most
from counter.domain.figures.pace import Limit, Pace, PaceCount, pace_finding, paces
from counter.domain.figures.small_groups import hidden_groups
from counter.domain.figures.trend import Point, trend_finding
from counter.domain.figures.words import compared, part_words, percent


def counts(**organs: tuple[int, int, int]) -> dict[str, PaceCount]:
    """Organ → items, days, promised."""
    return {organ: PaceCount(n, days, n, days, given) for organ, (n, days, given) in organs.items()}


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (counts(农牧局=(10, 138, 150), 税务局=(10, 4, 10)), "农牧局最慢，平均13.8个工作日，承诺15个工作日"),
        (
            counts(农牧局=(10, 92, 100), 城管局=(10, 120, 200)),
            "农牧局用掉承诺最多，平均9.2个工作日，承诺10个工作日",
        ),
        (
            counts(农牧局=(10, 162, 150), 税务局=(10, 4, 10)),
            "农牧局最慢，平均16.2个工作日，超过承诺15个工作日",
        ),
        (counts(农牧局=(10, 60, 50), 城管局=(10, 90, 200)), "农牧局超过承诺，平均6个工作日，承诺5个工作日"),
        (
            counts(农牧局=(10, 200, 100), 城管局=(10, 110, 100), 税务局=(5, 5, 10)),
            "2个部门平均超过期限，农牧局超得最多，平均20个工作日，承诺10个工作日",
        ),
        (
            counts(农牧局=(10, 90, 100), 城管局=(20, 180, 200), 税务局=(5, 5, 10)),
            "农牧局和城管局最慢，都是平均9个工作日，承诺10个工作日",
        ),
        (counts(农牧局=(10, 90, 100)), "农牧局平均9个工作日，承诺10个工作日"),
        (counts(农牧局=(10, 110, 100)), "农牧局平均11个工作日，超过承诺10个工作日"),
        (counts(农牧局=(4, 90, 100), 城管局=(9, 1, 9)), "办结都不足5项，不算平均"),
        (counts(农牧局=(0, 0, 0)), "没有要算天数的办结"),
        ({}, "没有要算天数的办结"),
        ({"农牧局": PaceCount(10, 138, 3, 9, 9, 10, 138, 200)}, "农牧局平均13.8个工作日，法定时限20个工作日"),
        ({"农牧局": PaceCount(10, 138)}, "农牧局平均13.8个工作日；指南没有时限"),
        (
            {"农牧局": PaceCount(10, 138), "税务局": PaceCount(6, 6)},
            "农牧局平均13.8个工作日，最慢；指南没有时限",
        ),
    ],
)
def test_that_the_organ_said_to_be_slowest_is(now: dict[str, PaceCount], said: str) -> None:
    assert pace_finding(paces(now, {})) == said


def test_that_the_slowest_stands_first_and_a_small_one_takes_the_next_smallest_along() -> None:
    now = counts(农牧局=(30, 300, 300), 城管局=(6, 60, 30), 税务局=(3, 90, 3), 人社局=(12, 24, 60))
    found = paces(now, counts(农牧局=(30, 330, 300), 人社局=(4, 4, 4), 医保局=(5, 5, 5)))
    assert [(one.organ, one.mean) for one in found] == [
        ("农牧局", 10.0),
        ("人社局", 2.0),
        ("城管局", None),
        ("税务局", None),
    ]
    assert found[0].before == 11.0
    assert found[1].before is None, "too few a period ago"
    assert found[2].words == "件数少，不算平均"
    assert [one.state for one in found] == ["快到承诺", "", "", ""]


def test_that_a_promise_of_nothing_divides_nothing() -> None:
    assert Pace("税务局", Limit.PROMISE, 0.0, 0.0).part == 0.0
    assert (Pace("税务局", Limit.PROMISE, 1.0, 0.0).part or 0.0) > 1
    assert Pace("税务局", Limit.PROMISE, 10.0, 10.0).state == "快到承诺", "on its last day it is kept"
    assert Pace("税务局", Limit.LAW, 10.1, 10.0).state == "超法定时限"


def test_that_two_hidden_groups_hold_five_together() -> None:
    assert hidden_groups({"a": 5, "b": 6}) == frozenset()
    assert hidden_groups({"a": 4, "b": 6, "c": 7}) == {"a", "b"}
    assert hidden_groups({"a": 1, "b": 1, "c": 7, "d": 7}) == {"a", "b", "c"}
    assert hidden_groups({"a": 0, "b": 4}) == {"b"}


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ([("01号窗口", 10), ("03号窗口", 8)], "01号窗口最多（10件）"),
        ([("01号窗口", 4), ("03号窗口", 4), ("05号窗口", 1)], "01号窗口和03号窗口最多（各4件）"),
        ([("甲", 4), ("乙", 4), ("丙", 4), ("丁", 1)], "甲等3个最多（各4件）"),
        ([("01号窗口", 4), ("03号窗口", 4)], "每个都是4件"),
        ([("01号窗口", 4), ("03号窗口", 0)], "都在01号窗口"),
        ([("01号窗口", 0)], ""),
        ([], ""),
    ],
)
def test_that_most_is_said_of_who_has_it(counted: list[tuple[str, int]], said: str) -> None:
    assert most(counted, "件") == said


def test_that_the_board_says_what_is_worst_and_who_is_silent() -> None:
    both = [("01号窗口", 10), ("03号窗口", 8)]
    assert board_finding(both, both, (18, 2, 24)) == "超期18件，01号窗口最多（10件）"
    assert board_finding([], both, (0, 18, 24)) == "没有超期；临期18件，01号窗口最多（10件）"
    assert board_finding([], [], (0, 0, 3)) == "没有超期，没有临期；在办3件"
    assert board_finding([], [], (0, 0, 0), ["07号窗口"]) == "没有在办的件；07号窗口没有消息"


def series(*values: float | None, running: bool = False) -> list[Point]:
    """Periods of these values, the last one running where it is said."""
    last = len(values) - 1
    return [Point(f"{n + 1}月", value, "", running=running and n == last) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (series(98.0, 97.0, 99.0, 85.0), "4期里最低"),
        (series(1.0, 2.0, 3.0, 4.0), "4期里最高"),
        (series(1.0, 2.0, 4.0, 4.0), "和上期一样"),
        (series(98.0, 85.0), "比上期低13个百分点"),
        (series(98.0, None, 85.0), ""),
        (series(98.0, None), ""),
        (series(98.0), ""),
        ([], ""),
        (series(98.0, 85.0, 3.0, running=True), "2月比上期低13个百分点"),
        (series(3.0, running=True), ""),
    ],
)
def test_that_a_trend_says_what_its_newest_finished_period_is(points: list[Point], said: str) -> None:
    assert trend_finding(points, "个百分点") == said


def test_that_last_year_is_said_where_it_is_known() -> None:
    points = [Point("10月", 12.0, "12份"), Point("11月", 15.0, "15份", year_ago=20.0, ago_words="20份")]
    assert trend_finding(points, "份") == "比上期多3份，比去年同期少5份"
    assert points[1].spoken == "11月 15份，去年同期20份"


def test_that_a_rate_of_few_is_told_by_both_numbers() -> None:
    assert part_words(41, 42, "项") == "97.6%（41/42项）"
    assert part_words(9, 9, "项") == "9项里9项"
    assert part_words(0, 0, "项") == "—"
    assert percent(9999, 10000) == "99.9%"
    assert percent(1, 10000) == "0.1%"
    assert percent(5, 5) == "100%"
    assert compared(3, 5, "份", "上期") == "比上期少2份"


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        (Pace("农牧局", Limit.LAW, 3.2, 15), "平均3.2，法定时限15个工作日"),
        (Pace("农牧局", Limit.PROMISE, 9, 10), "平均9，承诺10个工作日"),
        (Pace("市场监管局", Limit.NONE, 3.2), f"平均3.2个工作日，{Limit.NONE.label}"),
        (Pace("税务局", Limit.NONE, None), "件数少，不算平均"),
    ],
)
def test_that_the_numbers_beside_a_bar_say_in_what_they_are_counted(pace: Pace, words: str) -> None:
    assert pace.words == words
