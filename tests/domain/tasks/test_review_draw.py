"""A sample follows from rule, seed and cases alone: again the same, in whatever order, for every window its share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case.oversight.finding_events import FindingEnd, FindingWeight
from counter.domain.case.oversight.findings import CaseFinding, FindingStep
from counter.domain.errors import BadInput
from counter.domain.tasks.oversight.draw import (
    DrawCandidate,
    DrawRule,
    candidates_digest,
    check_rule,
    draw,
    in_rule,
    quota,
    shares,
)
from counter.domain.tasks.oversight.events import CaseReviewed
from counter.domain.tasks.oversight.figures import review_figures

RULE = DrawRule(date(2026, 11, 1), date(2026, 11, 30), 10)

candidate = st.builds(
    DrawCandidate,
    case=st.uuids(version=4).map(str),
    number=st.just(""),
    window=st.sampled_from(("15220103", "15220104", "15220105")),
    bundle=st.integers(1, 3),
    day=st.integers(-3, 35).map(lambda n: date(2026, 11, 1) + timedelta(days=n)),
)
rule = st.builds(
    DrawRule,
    since=st.just(RULE.since),
    until=st.just(RULE.until),
    percent=st.integers(1, 100),
    least=st.integers(0, 4),
    windows=st.sampled_from(((), ("15220103",), ("15220104", "15220105"))),
    bundles=st.sampled_from(((), (1,), (2, 3))),
)


@settings(max_examples=60, deadline=None)
@given(
    rule, st.text(max_size=8), st.lists(candidate, max_size=40, unique_by=lambda one: one.case), st.randoms()
)
def test_that_a_draw_follows_from_rule_seed_and_cases_alone(
    rule: DrawRule, seed: str, cases: list[DrawCandidate], mix: Random
) -> None:
    drawn = draw(rule, seed, cases)
    mixed = [*cases, *cases[:3]]
    mix.shuffle(mixed)
    assert draw(rule, seed, mixed) == drawn
    assert candidates_digest(rule, cases) == candidates_digest(
        rule, {one.case: one for one in mixed}.values()
    )
    assert all(in_rule(rule, one) for one in drawn)
    for one in shares(rule, cases, drawn):
        assert one.drawn == quota(one.candidates, rule) >= min(one.candidates, rule.least)
        assert one.drawn * 100 >= one.candidates * rule.percent
    # what others bring changes nothing of a window's own draw
    if drawn:
        window = drawn[0].window
        alone = [one for one in cases if one.window == window]
        assert draw(rule, seed, alone) == tuple(one for one in drawn if one.window == window)


def test_that_another_seed_draws_others_and_every_case_has_its_chance() -> None:
    cases = [DrawCandidate(f"c{n:02}", "", "15220103", 1, date(2026, 11, 20)) for n in range(40)]
    assert [quota(count, RULE) for count in (0, 1, 10, 11, 40)] == [0, 1, 1, 2, 4]
    found = {one.case for seed in range(150) for one in draw(RULE, str(seed), cases)}
    assert found == {one.case for one in cases}


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": date(2026, 12, 1)},
        {"since": date(2025, 11, 1)},
        {"percent": 0},
        {"percent": 101},
        {"least": -1},
        {"least": 1001},
    ],
)
def test_that_a_rule_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    check_rule(RULE)
    with pytest.raises(BadInput):
        check_rule(replace(RULE, **wrong))  # type: ignore[arg-type]


def finding(case: str, weight: FindingWeight, end: FindingEnd | None = None) -> tuple[str, CaseFinding]:
    step = FindingStep.MADE if end is None else FindingStep.CLOSED
    return case, CaseFinding("f", "a", "p", "t", "", weight, date(2026, 12, 1), step, "S01", (), end=end)


def test_that_figures_count_each_case_once_and_what_did_not_hold_not_at_all() -> None:
    sampled = [("c1", "03"), ("c2", "03"), ("c3", "03"), ("c4", "04")]
    reviewed = [CaseReviewed("s", case, "03", "G1", (), ()) for case in ("c1", "c1", "c2", "c9")]
    found = [
        finding("c1", FindingWeight.LAWFULNESS),
        finding("c1", FindingWeight.FORM, FindingEnd.PUT_RIGHT),
        finding("c2", FindingWeight.FORM, FindingEnd.DROPPED),
        finding("c9", FindingWeight.FORM),
    ]
    three, four = review_figures(sampled, reviewed, found)
    assert (three.sampled, three.reviewed, three.clean, three.clean_share) == (3, 2, 1, 50)
    assert (three.findings, three.unlawful, three.open, three.dropped) == (2, 1, 1, 1)
    assert (four.sampled, four.reviewed, four.clean_share) == (1, 0, None)
