"""跟踪人: whoever filed the case, until it is passed on; the receipt names the one of that day; all or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.domain.case.acts.acts import PassOn
from counter.domain.case.acts.offers_at_any_time import offers_at_any_time
from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind, from_json
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.services.case.change_follower import change_follower, followed_by
from tests.services.archive.lived import collected, lived
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock, StaffSeed
from tests.settings import demo_hall


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = SetClock(FRIDAY)
    people = (*PEOPLE, StaffSeed("W02", "塔娜", "clerk", "2580"))
    create_profile(tmp_path / "profile", demo_hall(), people, clock)
    with open_app(tmp_path / "profile", clock) as app:
        yield Office(app, clock)


def filed(office: Office) -> Case:
    return office.file(replace(office.visit(), duplicate_reason="另一家"))


def receipts(case: Case) -> list[str]:
    """The words of its receipts, oldest first."""
    return [
        str(from_json(paper.content).body)
        for paper in case.papers
        if paper.kind == PaperKind.INTAKE_RECEIPT and paper.content is not None
    ]


def test_that_whoever_files_a_case_follows_it_and_the_receipt_says_so(office: Office) -> None:
    case = filed(office)
    assert case.follower == "W01"
    assert case.passed_to == ""
    assert all("承办人、跟踪人：阿木古郎（W01）" in words for words in receipts(case))
    assert receipts(case)


def test_that_cases_are_passed_on_all_or_none(office: Office) -> None:
    one, two = filed(office), filed(office)
    assert set(followed_by(office.app, "W01")) == {one.id, two.id}
    done = change_follower(office.app, [one.id, two.id], "w02", " 休假 ", office.clerk)
    assert [case.follower for case in done] == ["W02", "W02"]
    assert "跟踪人改为 W02" in done[0].history[-1].text
    assert followed_by(office.app, "W01") == ()
    three = filed(office)
    with pytest.raises(BadInput, match="已经是 W02"):
        change_follower(office.app, [three.id, one.id], "W02", "休假", office.clerk)
    assert office.now(three).follower == "W01"
    assert not check(office.app.journal).faults


def test_that_an_ended_case_is_followed_until_its_result_is_handed_out(office: Office) -> None:
    case = lived(office)
    assert not office.now(case).state.open
    assert followed_by(office.app, "W01") == (case.id,)
    assert any(o.kind is PassOn for o in offers_at_any_time(office.now(case)))
    change_follower(office.app, followed_by(office.app, "W01"), "W02", "休假", office.clerk)
    assert followed_by(office.app, "W02") == (case.id,)
    collected(office, office.now(case))
    assert followed_by(office.app, "W02") == ()
    assert not any(o.kind is PassOn for o in offers_at_any_time(office.now(case)))


@pytest.mark.parametrize(
    ("to", "reason", "wrong"),
    [
        ("W99", "休假", BadInput),
        ("W02", "  ", BadInput),
        ("W02", "长" * 121, BadInput),
        ("Q02", "休假", RuleRefused),
    ],
)
def test_that_nobody_unknown_or_of_an_organ_follows_a_case(
    office: Office, to: str, reason: str, wrong: type[CounterError]
) -> None:
    case = filed(office)
    with pytest.raises(wrong):
        change_follower(office.app, [case.id], to, reason, office.clerk)
    assert office.now(case).follower == "W01"
    with pytest.raises(BadInput, match="没有要转交的办件"):
        change_follower(office.app, [], "W02", "休假", office.clerk)
