"""Periods end on the right day, and say so when nobody can know yet (DOMAIN §7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.calendar.workdays import (
    Calendar,
    add_days,
    add_natural_days,
    add_working_days,
    calendar_from,
    civil_date,
)
from counter.domain.errors import BadInput
from counter.domain.guide.model import TimeUnit

FOLDER = Path(__file__).parents[3] / "resources" / "calendars"


def shipped(*years: int) -> Calendar:
    files = [json.loads((FOLDER / f"{y}.json").read_text("utf-8")) for y in years]
    return calendar_from(*files)


CALENDAR = shipped(2026, 2027)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-11-20", 10, "2026-12-04"),
        ("2026-11-20", 20, "2026-12-18"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-01-03", 1, "2026-01-04"),  # 上班的周日
        ("2026-05-08", 1, "2026-05-09"),  # 上班的周六
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-11-21", 1, "2026-11-23"),  # 周六收件
    ],
)
def test_working_days_follow_the_2026_arrangement(start: str, count: int, end: str) -> None:
    found = add_working_days(CALENDAR, date.fromisoformat(start), count)
    assert (found.day.isoformat(), found.provisional) == (end, False)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2028-02-28", 1, "2028-02-29"),
        ("2028-02-29", 1, "2028-03-01"),
        ("2028-02-25", 3, "2028-03-01"),
        ("2027-02-26", 1, "2027-03-01"),
    ],
)
def test_a_leap_day_is_a_day_like_any_other(start: str, count: int, end: str) -> None:
    day = date.fromisoformat(start)
    assert add_working_days(CALENDAR, day, count) == (date.fromisoformat(end), True)
    natural = (date.fromisoformat(end) - day).days
    assert add_natural_days(CALENDAR, day, natural) == (date.fromisoformat(end), True)


def test_a_period_into_2027_rests_on_new_years_day_and_is_provisional() -> None:
    assert add_working_days(CALENDAR, date(2026, 12, 25), 10) == (date(2027, 1, 11), True)


def test_a_period_into_a_year_without_any_file_still_rests_on_new_years_day() -> None:
    assert add_working_days(shipped(2026), date(2026, 12, 25), 10) == (date(2027, 1, 11), True)


def test_a_period_that_ends_before_the_unpublished_year_is_not_provisional() -> None:
    assert add_working_days(CALENDAR, date(2026, 12, 25), 3) == (date(2026, 12, 30), False)
    assert add_working_days(CALENDAR, date(2026, 12, 25), 4) == (date(2026, 12, 31), False)


def test_the_statutory_days_of_2027_are_rest_days_but_provisional() -> None:
    assert add_working_days(CALENDAR, date(2027, 2, 4), 1) == (date(2027, 2, 9), True)


def test_old_december_is_unsure_only_where_new_year_can_bridge_into_it() -> None:
    year = {"status": "official", "version": "x", "source": "x", "off": [], "worked": []}
    tuesday = calendar_from({"year": 2018, **year})  # 1 January 2019 was a Tuesday: 31 December was moved
    assert add_working_days(tuesday, date(2018, 12, 28), 1).provisional
    assert not add_working_days(CALENDAR, date(2026, 12, 30), 1).provisional


@pytest.mark.parametrize("year", range(2004, 2026))
def test_no_day_of_december_that_a_later_arrangement_moved_was_sure_before_it(year: int) -> None:
    """Of every arrangement there was: what it made of the year before is no plain week there."""
    known = {"status": "official", "version": "x", "source": "x", "off": [], "worked": []}
    calendar = calendar_from({"year": year, **known})
    december = [date(year, 12, day) for day in range(1, 32)]
    moved = [day for day in december if chinese_calendar.is_workday(day) == calendar.is_rest(day)]
    assert all(calendar.is_unsure(day) for day in moved)


def test_done_at_once_is_due_the_same_day() -> None:
    assert add_days(CALENDAR, date(2026, 11, 21), 0, TimeUnit.AT_ONCE) == (date(2026, 11, 21), False)
    assert add_working_days(CALENDAR, date(2026, 11, 20), 0) == (date(2026, 11, 20), False)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 7, "2026-11-27"),
        ("2026-11-20", 1, "2026-11-23"),  # 到周六，顺延到周一
        ("2026-09-24", 7, "2026-10-08"),  # 到国庆，顺延到节后
        ("2026-02-13", 1, "2026-02-14"),  # 上班的周六是工作日，不顺延
    ],
)
def test_natural_days_that_end_on_a_rest_day_move_on(start: str, count: int, end: str) -> None:
    assert add_natural_days(CALENDAR, date.fromisoformat(start), count).day.isoformat() == end


def test_2026_has_248_working_days() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(not CALENDAR.is_rest(d) for d in days) == 248


def test_the_shipped_2026_calendar_agrees_with_chinesecalendar_on_every_day() -> None:
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        assert CALENDAR.is_rest(day) == chinese_calendar.is_holiday(day), day


@given(DAYS, st.integers(1, 60))
def test_a_period_never_ends_on_a_rest_day(start: date, count: int) -> None:
    assert not CALENDAR.is_rest(add_working_days(CALENDAR, start, count).day)
    assert not CALENDAR.is_rest(add_natural_days(CALENDAR, start, count).day)


@given(DAYS, st.integers(0, 60))
def test_a_longer_period_ends_later_and_never_becomes_surer(start: date, count: int) -> None:
    short, long = (add_working_days(CALENDAR, start, n) for n in (count, count + 1))
    assert short.day < long.day
    assert long.provisional or not short.provisional


@given(DAYS, st.integers(1, 60))
def test_a_later_start_never_ends_earlier(start: date, count: int) -> None:
    later = start + timedelta(days=1)
    assert add_working_days(CALENDAR, start, count).day <= add_working_days(CALENDAR, later, count).day
    assert add_natural_days(CALENDAR, start, count).day <= add_natural_days(CALENDAR, later, count).day


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_two_periods_one_after_the_other_are_one_long_period(start: date, first: int, second: int) -> None:
    middle = add_working_days(CALENDAR, start, first).day
    assert (
        add_working_days(CALENDAR, middle, second).day
        == add_working_days(CALENDAR, start, first + second).day
    )


@pytest.mark.parametrize(
    ("utc", "day"),
    [("2026-11-20T15:59:59", "2026-11-20"), ("2026-11-20T16:00:00", "2026-11-21")],
)
def test_the_civil_date_turns_at_midnight_in_china(utc: str, day: str) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert civil_date(at).isoformat() == day


def test_a_moment_without_time_zone_has_no_civil_date() -> None:
    with pytest.raises(ValueError, match="time zone"):
        civil_date(datetime(2026, 11, 20, 8, 0))


def test_the_version_names_every_year() -> None:
    assert CALENDAR.version == "2026-1+2027-0"


def test_a_negative_period_is_our_bug() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(CALENDAR, date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="negative"):
        add_natural_days(CALENDAR, date(2026, 1, 1), -1)


GOOD: dict[str, Any] = {
    "year": 2030,
    "status": "official",
    "version": "2030-1",
    "source": "通知原文",
    "off": [{"name": "元旦", "from": "2029-12-31", "to": "2030-01-01"}],
    "worked": ["2029-12-29"],
}


def test_an_arrangement_may_reach_into_the_old_year() -> None:
    calendar = calendar_from(GOOD)
    assert calendar.is_rest(date(2029, 12, 31))
    assert not calendar.is_rest(date(2029, 12, 29))


def test_of_two_files_of_one_year_the_last_one_holds() -> None:
    later = calendar_from(GOOD, {**GOOD, "version": "2030-2", "off": []})
    assert later.version == "2030-2"
    assert not later.is_rest(date(2029, 12, 31))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"year": "2030"}, "year"),
        ({"year": True}, "year"),
        ({"status": "maybe"}, "status"),
        ({"version": ""}, "version"),
        ({"source": None}, "source"),
        ({"off": None}, "off"),
        ({"off": ["2030-01-01"]}, "off"),
        ({"off": [{"name": "元旦", "from": "2030-01-02", "to": "2030-01-01"}]}, "off"),
        ({"off": [{"name": "元旦", "from": "2030-13-02", "to": "2030-01-01"}]}, "off"),
        ({"off": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-01"}]}, "off"),
        ({"worked": ["2030-01-04"]}, "worked"),
        (
            {"worked": ["2029-12-29"], "off": [{"name": "x", "from": "2029-12-29", "to": "2029-12-29"}]},
            "worked",
        ),
    ],
)
def test_a_faulty_calendar_file_is_refused_naming_the_field(change: Mapping[str, object], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        calendar_from({**GOOD, **change})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("start", "count", "provisional"),
    [
        ("2026-12-20", 10, False),  # 30 December, a Wednesday
        ("2026-12-20", 15, True),  # 4 January of a year not yet arranged
        ("2026-12-25", 7, True),  # New Year's Day, which moves on
        ("2026-11-20", 8, False),  # Saturday 28 November moves on within the arranged year
    ],
)
def test_natural_days_that_end_in_an_unpublished_year_are_provisional(
    start: str, count: int, provisional: bool
) -> None:
    assert add_natural_days(CALENDAR, date.fromisoformat(start), count).provisional is provisional
