"""How near a day is: counted in working days, said in words, never stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.urgency import (
    Today,
    Urgency,
    as_of,
    day_words,
    lacks_receipt,
    left_words,
    urgency,
)
from tests.settings import calendar

FRIDAY = date(2026, 11, 20)


def on(day: date) -> Today:
    return Today(day, calendar(), 2)


def task(day: date | None, kind: TaskKind = TaskKind.DECISION, *, provisional: bool = False) -> Task:
    return Task("c", "i", "", kind, day, "", provisional)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 11, 19), Urgency.OVERDUE),
        (date(2026, 11, 20), Urgency.TODAY),
        (date(2026, 11, 21), Urgency.SOON),  # Saturday: no working day between
        (date(2026, 11, 24), Urgency.SOON),  # two working days over the weekend
        (date(2026, 11, 25), Urgency.LATER),
    ],
)
def test_that_near_is_counted_in_working_days(day: date, wanted: Urgency) -> None:
    assert urgency(task(day), on(FRIDAY)) is wanted


def test_that_a_holiday_week_brings_the_day_behind_it_near() -> None:
    assert urgency(task(date(2026, 10, 9)), on(date(2026, 9, 30))) is Urgency.SOON
    assert urgency(task(date(2026, 10, 10)), on(date(2026, 9, 30))) is Urgency.LATER  # a worked Saturday


def test_that_without_a_day_it_is_for_today_unless_nobody_here_has_to_act() -> None:
    assert urgency(task(None, TaskKind.UNSTAMPED), on(FRIDAY)) is Urgency.TODAY
    assert urgency(task(None, TaskKind.DATES), on(FRIDAY)) is Urgency.TODAY
    assert urgency(task(None, TaskKind.PAUSED), on(FRIDAY)) is Urgency.LATER
    assert urgency(task(None, TaskKind.DECISION), on(FRIDAY)) is Urgency.LATER


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (TaskKind.GAP, TaskKind.GAP_EXPIRED),
        (TaskKind.CORRECTION, TaskKind.LAPSED),
        (TaskKind.DEEMED, TaskKind.DEEMED_PASSED),
        (TaskKind.DECISION, TaskKind.DECISION),
    ],
)
def test_that_a_day_belongs_to_its_period_and_only_the_next_one_is_past(
    kind: TaskKind, after: TaskKind
) -> None:
    assert as_of(task(FRIDAY, kind), FRIDAY).kind is kind
    assert as_of(task(FRIDAY, kind), FRIDAY + timedelta(days=1)).kind is after


def test_that_days_are_said_inclusive_and_uncertainty_with_them() -> None:
    assert day_words(task(date(2026, 12, 4)), FRIDAY) == "12月4日（含当日）前"
    assert day_words(task(date(2027, 1, 8), provisional=True), FRIDAY) == "2027年1月8日（含当日）前，临时推算"
    assert day_words(task(None), FRIDAY) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 17), "已超期3天"),
        (date(2026, 11, 20), "今天到期"),
        (date(2026, 11, 22), "休息日到期"),
        (date(2026, 11, 24), "还剩2个工作日"),
    ],
)
def test_that_what_is_left_is_said_in_working_days(day: date, words: str) -> None:
    assert left_words(task(day), on(FRIDAY)) == words


def test_that_papers_lie_too_long_after_half_an_hour_or_overnight() -> None:
    noon = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert not lacks_receipt(noon, noon + timedelta(minutes=30))
    assert lacks_receipt(noon, noon + timedelta(minutes=30, seconds=1))
    midnight = datetime(2026, 11, 20, 15, 50, tzinfo=UTC)
    assert lacks_receipt(midnight, midnight + timedelta(minutes=15))
