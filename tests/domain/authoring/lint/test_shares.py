"""Shares are counted, bounded by what is unknown, and never guessed (指标1–24)."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.authoring.lint.catalogue import CHECKS, CONFIRMED
from counter.domain.authoring.lint.confirmations import confirmations_from
from counter.domain.authoring.lint.finding import Tally
from counter.domain.authoring.lint.indicator import Indicator, indicators_from
from counter.domain.authoring.lint.lint import CheckResult, LintReport, lint
from counter.domain.authoring.lint.summary import percent, share_words
from counter.domain.errors import BadInput
from counter.domain.guide.details import Handling, OnlineDepth, Visits
from counter.domain.guide.model import Evidence, Guide, Item, TimeLimit, TimeUnit, Tri
from tests.domain.authoring.lint import clean

GUIDES = Path(__file__).resolve().parents[4] / "resources" / "guides"
TODAY = date(2026, 11, 22)


def listed() -> tuple[Indicator, ...]:
    return indicators_from(tomllib.loads((GUIDES / "indicators.toml").read_text(encoding="utf-8")))


def of(guide: Guide, number: int) -> CheckResult:
    return report(guide).indicators[number - 1]


def report(guide: Guide, *evidence: dict[str, object]) -> LintReport:
    return lint(guide, listed(), confirmations_from({"evidence": list(evidence)}, CONFIRMED, TODAY))


def handled(name: str, how: Handling) -> Item:
    limit = (
        TimeLimit("即时办结", None, TimeUnit.AT_ONCE, Evidence.FOUND)
        if how is Handling.AT_ONCE
        else clean.item().promised
    )
    return clean.item(name, promised=limit, details=replace(clean.DETAILS, handling=how))


def test_that_the_indicators_are_the_list_word_for_word() -> None:
    with (GUIDES / "source" / "standard_indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [one.number for one in listed()] == list(range(1, 25))
    for one, row in zip(listed(), rows, strict=True):
        assert one.group == tuple(row[f"level{n}"] for n in (1, 2, 3) if row[f"level{n}"])
        assert (one.task, one.task_hulunbuir) == (row["task"], row["hulunbuir_task"])
        assert (one.due_xingan, one.due_hulunbuir) == (row["xingan_deadline"], row["hulunbuir_deadline"])
        if one.target is not None and one.target < 1:
            assert f"{one.target * 100:.0f}%" in one.task
        if one.count is not None:
            assert f"{one.count}个以上" in one.task


def test_that_every_indicator_is_one_check() -> None:
    assert sorted(c.indicator for c in CHECKS if c.indicator is not None) == list(range(1, 25))


def test_that_a_list_that_is_not_1_to_24_is_refused() -> None:
    raw = tomllib.loads((GUIDES / "indicators.toml").read_text(encoding="utf-8"))
    for bad in ({}, {"indicator": raw["indicator"][:23]}, {"indicator": raw["indicator"][::-1]}):
        with pytest.raises(BadInput):
            indicators_from(bad)


def test_that_the_shortened_promise_counts_days() -> None:
    shared = of(clean.guide(), 1)  # two items: 20 by law, 10 promised
    assert shared.tally == Tally(met=20, unmet=20)
    assert shared.share == 0.5
    assert shared.reached is Tri.YES


def test_that_a_promise_in_another_unit_is_unknown() -> None:
    made = clean.item(promised=TimeLimit("5个自然日", 5, TimeUnit.NATURAL, Evidence.FOUND))
    assert of(clean.guide(made), 1).tally == Tally(met=10, unmet=10, unknown=20)


def test_that_a_statutory_term_nobody_has_read_is_unknown() -> None:
    made = clean.item(statutory=TimeLimit("20个工作日", 20, TimeUnit.WORKING, Evidence.KNOWN, "?"))
    assert of(clean.guide(made), 1).tally.unknown == 20


def test_that_at_once_saves_every_day_and_an_item_without_days_does_not_count() -> None:
    immediate = handled("licence", Handling.AT_ONCE)
    no_days = clean.item("register", statutory=TimeLimit("未定", None, None, Evidence.FOUND))
    result = of(clean.guide(immediate, no_days), 1)
    assert result.tally == Tally(met=20)
    assert "1个事项" in result.aside


def test_that_an_unknown_that_decides_leaves_the_result_unknown() -> None:
    unknown = [handled(f"u{n}", Handling.UNKNOWN) for n in range(3)]
    guide = clean.guide(handled("licence", Handling.AT_ONCE), *unknown)  # 1 of 5 is 20%, whatever the rest is
    assert of(guide, 2).reached is Tri.YES
    guide = clean.guide(*unknown)
    assert (of(guide, 2).share, of(guide, 2).most) == (0, 0.6)
    assert of(guide, 2).reached is Tri.UNKNOWN


def test_that_an_unknown_that_cannot_help_leaves_it_not_reached() -> None:
    every = [handled(f"p{n}", Handling.PROMISED) for n in range(4)]  # with the two clean ones: 0 of 6
    assert of(clean.guide(*every, handled("u", Handling.UNKNOWN)), 2).reached is Tri.NO


def test_that_a_deeper_level_counts_for_the_shallower_ones() -> None:
    made = clean.item(details=replace(clean.DETAILS, online_depth=OnlineDepth.WHOLLY, visits=Visits(0)))
    guide = clean.guide(made)  # one of level IV, one of level III
    assert [of(guide, n).share for n in (4, 5, 6)] == [1.0, 1.0, 0.5]
    assert [of(guide, n).reached for n in (4, 5, 6)] == [Tri.YES, Tri.YES, Tri.YES]


def test_that_an_item_without_situations_counts_against_the_share() -> None:
    plain = [clean.item(f"p{n}", materials=(clean.material(1, f"p{n}"),)) for n in range(6)]
    result = of(clean.guide(*plain), 11)
    assert result.tally == Tally(met=2, unmet=6)
    assert result.reached is Tri.NO


def test_that_what_is_outside_the_guide_is_left_to_a_person() -> None:
    for one in report(clean.guide()).checks:
        if not one.check.computed:
            assert (one.share, one.reached) == (None, Tri.UNKNOWN)
            assert one.check.ask


def test_that_evidence_settles_what_a_person_confirms() -> None:
    said = {
        "check": "i07",
        "reached": True,
        "share": 100,
        "text": "逐项核对",
        "by": "王某",
        "on": "2026-11-20",
    }
    result = report(clean.guide(), said).indicators[6]
    assert (result.share, result.reached) == (1.0, Tri.YES)
    assert "王某 2026-11-20" in share_words(result)


SAID: dict[str, object] = {"check": "i07", "reached": True, "text": "看过", "by": "王某", "on": "2026-11-20"}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({**SAID, "check": "i12"}, "不是需人工确认"),
        ({**SAID, "check": "x"}, "不是需人工确认"),
        ({**SAID, "reached": "yes"}, "true 或 false"),
        ({**SAID, "share": 101}, "百分数"),
        ({**SAID, "share": True}, "百分数"),
        ({**SAID, "text": ""}, "text"),
        ({**SAID, "by": " "}, "by"),
        ({**SAID, "on": "昨天"}, "日期"),
        ({**SAID, "on": 5}, "日期"),
        ({**SAID, "on": "2026-11-23"}, "还没有到"),
        ({**SAID, "more": 1}, "不认识"),
    ],
)
def test_that_evidence_that_is_not_clear_is_refused(bad: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput) as refused:
        confirmations_from({"evidence": [bad]}, CONFIRMED, TODAY)
    assert words in refused.value.sentence
    assert "第1条" in refused.value.sentence


@pytest.mark.parametrize("raw", [None, [], {}, {"evidence": 1}, {"evidence": [1]}, {"evidence": [], "x": 1}])
def test_that_a_file_that_is_no_evidence_is_refused(raw: object) -> None:
    with pytest.raises(BadInput):
        confirmations_from(raw, CONFIRMED, TODAY)


def test_that_evidence_for_one_check_twice_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        confirmations_from({"evidence": [SAID, SAID]}, CONFIRMED, TODAY)
    assert "两次" in refused.value.sentence


def test_that_a_share_is_never_rounded_up_to_its_target() -> None:
    assert [percent(share) for share in (0.4999, 0.5, 0.29, 1.0, 2 / 3)] == [
        "49.9%",
        "50%",
        "29%",
        "100%",
        "66.6%",
    ]


def test_that_a_department_has_its_own_share() -> None:
    guide = clean.guide(clean.item(organ="农牧局", promised=None))
    by = report(guide).by_organ("i01")
    assert by == {"市场监督管理局": Tally(met=10, unmet=10), "农牧局": Tally(unknown=20)}


def test_that_a_bundle_adds_up_its_items() -> None:
    made = report(clean.guide(clean.item("lonely", promised=None)))
    assert made.bundles[0].items == ("register", "licence")
    assert made.bundles[0].tallies["i13"] == Tally(met=2)
    assert {item.id: item.met == item.applicable for item in made.items} == {
        "register": True,
        "licence": True,
        "lonely": False,
    }
