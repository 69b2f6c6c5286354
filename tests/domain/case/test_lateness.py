"""What came after its day is said: which clock and by how much, never what a special procedure took (L6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter.domain.case import clock_events as clocks_said
from counter.domain.case import events
from counter.domain.case import item_events as said
from counter.domain.case.item_events import Pause, Result
from counter.domain.case.lateness import late, late_of, late_words
from counter.domain.visit.verdict import Due, Outcome
from tests.settings import answer_by, calendar
from tests.stories import ORGAN, Story, due

LOCAL = Due(date(2026, 11, 23), False, "收件后1个工作日")


def words(story: Story) -> list[str]:
    return [late_words(one) for one in late(story.case, story.case.items[0], calendar(), answer_by)]


def decided(story: Story, days: float) -> Story:
    """Accepted so many days after what was written last, as the entry itself says by when."""
    story.at += timedelta(days=days)
    return story.accepted(due=due("2026-12-04", "法定10个工作日"), answer_by=LOCAL)


def test_that_a_decision_after_the_local_day_says_so_afterwards() -> None:
    story = decided(Story().held(due=LOCAL), 5)  # Wednesday 25 November
    assert words(story) == ["应于11月23日（含当日）前答复，实际11月25日，超期2个工作日"]
    assert story.case.items[0].due is not None  # the organ's clock runs on, as ever
    assert late_of(story.case, calendar(), answer_by) == {"food": tuple(words(story))}


def test_that_a_decision_in_time_says_nothing() -> None:
    assert words(decided(Story(), 0)) == []
    assert words(decided(Story().held(due=LOCAL), 3)) == []


def test_that_entries_from_before_this_rule_are_judged_by_the_day_that_stood() -> None:
    story = Story().held(due=LOCAL)
    story.at += timedelta(days=4)
    assert words(story.accepted()) == ["应于11月23日（含当日）前答复，实际11月24日，超期1个工作日"]


def test_that_a_day_over_the_weekend_is_no_working_day() -> None:
    story = Story().held(due=Due(date(2026, 11, 20), False, "收件后1个工作日"))
    assert words(decided_on(story, 1)) == ["应于11月20日（含当日）前答复，实际11月21日，超期不足1个工作日"]


def decided_on(story: Story, days: int) -> Story:
    story.at += timedelta(days=days)
    return story.accepted()


@pytest.mark.parametrize(
    ("text", "over"), [("法定10个工作日", "超期2个工作日"), ("法定10日", "超期4日"), ("", "超期2个工作日")]
)
def test_that_the_organs_result_is_measured_in_the_days_of_its_own_period(text: str, over: str) -> None:
    story = Story().accepted(due=due("2026-12-04", text)).concluded(Result.GRANTED, day="2026-12-08")
    assert words(story) == [f"应于12月4日（含当日）前决定，实际12月8日，{over}"]


def test_that_both_years_are_named_where_they_differ() -> None:
    story = Story().accepted(due=due("2026-12-31", "法定10日")).concluded(Result.GRANTED, day="2027-01-02")
    assert words(story) == ["应于2026年12月31日（含当日）前决定，实际2027年1月2日，超期2日"]


def test_that_time_in_a_special_procedure_is_not_late() -> None:
    story = Story().accepted(due=due("2026-12-04", "法定10个工作日"))
    began = clocks_said.ClockPaused("food", "食品经营许可", Pause.TESTING, "检字1号", date(2026, 12, 2))
    story.then(began)
    assert words(story.concluded(Result.GRANTED, day="2026-12-20")) == []


def test_that_a_procedure_begun_after_the_day_heals_nothing_before_it() -> None:
    story = Story().accepted(due=due("2026-12-04", "法定10个工作日"))
    began = clocks_said.ClockPaused("food", "食品经营许可", Pause.TESTING, "检字1号", date(2026, 12, 8))
    story.then(began)
    case = story.concluded(Result.GRANTED, day="2026-12-20").case
    (one,) = late(case, case.items[0], calendar(), answer_by)
    assert one.days == 2


def test_that_the_applicants_own_delay_is_nobodys_lateness() -> None:
    story = Story()
    told = said.ItemTold("food", "食品经营许可", ORGAN, (), 1, due("2026-12-04", "补正期限10个工作日"))
    story.then(told, said.ItemToldSealed(""))
    assert words(story.concluded(Result.LAPSED, day="2026-12-20")) == []


def test_that_a_decision_taken_back_takes_its_lateness_with_it() -> None:
    story = decided(Story().held(due=LOCAL), 5)
    story.then(said.DecisionVoided(("food",), ()), said.DecisionVoidedSealed("选错了"))
    assert words(story) == []


def test_that_a_doubtful_clock_accuses_nobody() -> None:
    story = Story().held(due=LOCAL)
    story.at += timedelta(days=9)
    story.then(_accepted(), None, untimely=True)
    assert words(story) == []


def _accepted() -> events.ItemAccepted:
    return events.ItemAccepted("food", "食品经营许可", ORGAN, Outcome.ACCEPT, "complete")
