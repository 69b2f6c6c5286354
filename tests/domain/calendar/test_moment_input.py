"""A moment as people type it; a day without its time is asked for, nothing is made up."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counter.domain.calendar.moment_input import moment_in_full, moment_on, read_moment
from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput

NOW = datetime(2026, 11, 24, 16, 5, 42, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14:30", "2026年11月24日 14:30"),
        ("14：30", "2026年11月24日 14:30"),
        ("下午2点半", "2026年11月24日 14:30"),
        ("下午 2 点 5 分", "2026年11月24日 14:05"),
        ("上午9点", "2026年11月24日 09:00"),
        ("中午12:10", "2026年11月24日 12:10"),
        ("中午11点半", "2026年11月24日 11:30"),
        ("中午1点", "2026年11月24日 13:00"),
        ("凌晨12:10", "2026年11月24日 00:10"),
        ("昨天 9:05", "2026年11月23日 09:05"),
        ("前天晚上8点整", "2026年11月22日 20:00"),
        ("11-24 14:30", "2026年11月24日 14:30"),
        ("12-31 8:00", "2026年12月31日 08:00"),
        ("2026-11-24 14:30:59", "2026年11月24日 14:30"),
        ("2026-11-24T14:30:59.123", "2026年11月24日 14:30"),
        ("2026年11月24日14时30分", "2026年11月24日 14:30"),
        ("２０２６年１１月２４日　１４：３０", "2026年11月24日 14:30"),
        ("20261124 14:30", "2026年11月24日 14:30"),
        ("11.24 0930", "2026年11月24日 09:30"),
        ("周五 9点半", "2026年11月27日 09:30"),
        ("明天 09:30", "2026年11月25日 09:30"),
    ],
)
def test_that_a_moment_is_read_as_people_write_it(typed: str, said: str) -> None:
    assert moment_in_full(read_moment(typed, NOW)) == said


@pytest.mark.parametrize("typed", ["", "  ", "现在"])
def test_that_nothing_typed_is_now_to_the_second(typed: str) -> None:
    assert read_moment(typed, NOW) == NOW


@pytest.mark.parametrize("typed", ["11-24", "昨天", "2026年11月24日", "今天"])
def test_that_a_day_alone_is_asked_for_its_time(typed: str) -> None:
    with pytest.raises(BadInput, match="没有写几点几分"):
        read_moment(typed, NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "25:00",
        "14:61",
        "14:3",
        "14:",
        "下午",
        "点半",
        "02-30 14:30",
        "abc 14:30",
        "下周一",
        "14.30.1",
        "1" * 400,
    ],
)
def test_that_what_is_no_moment_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadInput, match="请写成 11-24 16:05 这样"):
        read_moment(typed, NOW)


def test_that_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    day = date(2026, 11, 20)
    assert moment_in_full(moment_on(day, "下午2点半")) == "2026年11月20日 14:30"
    for typed in ("9:30", "9点半", "0930", "930", "9.30", "９。30", "上午9点30分"):
        assert moment_in_full(moment_on(day, typed)) == "2026年11月20日 09:30"
    for wrong in ("11-21 14:30", "半天", "24:00"):
        with pytest.raises(BadInput, match="请写成 14:30 这样"):
            moment_on(day, wrong)
