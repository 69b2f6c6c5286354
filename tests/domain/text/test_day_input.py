"""Days as people type them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.text.day_input import day_in_words, iso_day, read_day, read_whole_day

TODAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "20261120",
        "2026年11月20日",
        "2026/11/20",
        "2026 11 20",
        "11-20",
        "1120",
        "11月20号",
        " 11.20 ",
        "２０２６－１１－２０",
        "11/20",
        "11。20",
        "2026—11—20",
        "2026 - 11 - 20",
        "26.11.20",
        "十一月二十日",
        "二〇二六年十一月二十号",
        "11月20日 周五",
        "11月20日（星期五）",
    ],
)
def test_that_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 20)


def test_that_nothing_typed_is_today() -> None:
    assert read_day("", TODAY) == TODAY


def test_that_without_a_year_the_nearest_day_is_meant() -> None:
    assert read_day("1-4", TODAY) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "13-40",
        "昨天明天",
        "星期八",
        "周",
        "2026-11-24今天",
        "今天2026-11-24",
        "2026-11-24-",
        "x11-24",
        "2026--11-24",
        "2026-11/24",
        "2026-11-2425",
        "11-24日期",
        "0026-11-24",
        "9026-11-24",
        "2026年11-24",
        "20261120 20261121",
        "十一二十月三日",
        "9999天后",
    ],
)
def test_that_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_day(text, TODAY, "served")
    assert wrong.value.field == "served"
    assert "2026-12-30" in wrong.value.sentence


THURSDAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", date(2026, 12, 3)),
        ("明天", date(2026, 12, 4)),
        ("后天", date(2026, 12, 5)),
        ("大后天", date(2026, 12, 6)),
        ("昨天", date(2026, 12, 2)),
        ("前天", date(2026, 12, 1)),
        ("10天后", date(2026, 12, 13)),
        ("３天以前", date(2026, 11, 30)),
        ("周五", date(2026, 12, 4)),
        ("周一", date(2026, 11, 30)),
        ("星期天", date(2026, 12, 6)),
        ("本周日", date(2026, 12, 6)),
        ("下周五", date(2026, 12, 11)),
        ("上个星期三", date(2026, 11, 25)),
        ("925", date(2026, 9, 25)),
    ],
)
def test_that_a_day_may_be_said_by_its_distance_or_its_weekday(text: str, day: date) -> None:
    assert read_day(text, THURSDAY) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("112", "“112”是1月12日还是11月2日？请写成 2026-12-30 这样。"),
        ("230", "“230”不是日期，请写成 2026-12-30 这样。"),
        ("5号", "“5号”没有写几月，请写成 12-30 或者 2026-12-30 这样。"),
        ("2-30", "2月没有30日，请写成 2026-12-30 这样。"),
        ("2026-02-30", "2026年2月没有30日，请写成 2026-12-30 这样。"),
        ("11月20日 周四", "11月20日 周五，不是周四，请核对是哪一天。"),
    ],
)
def test_that_what_may_be_two_days_or_none_is_asked_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_day(text, TODAY)
    assert wrong.value.sentence == sentence


def test_that_a_day_is_said_back_with_its_weekday_and_its_year_where_it_is_another() -> None:
    assert day_in_words(date(2026, 12, 4), TODAY) == "12月4日 周五"
    assert day_in_words(date(2027, 1, 4), TODAY) == "2027年1月4日 周一"


@given(st.dates(date(2026, 7, 1), date(2027, 6, 30)))
def test_that_what_is_said_back_is_read_as_the_same_day(day: date) -> None:
    assert read_day(day_in_words(day, TODAY), TODAY) == day


def test_that_a_day_with_its_year_needs_no_today() -> None:
    assert read_whole_day("2026年11月20日") == date(2026, 11, 20)
    for text in ("11-20", "今天", "周五", "", "26-11-20"):
        with pytest.raises(BadInput):
            read_whole_day(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.text(min_size=1, max_size=4), st.booleans())
def test_that_nothing_more_than_a_day_passes_as_one(day: date, more: str, before: bool) -> None:
    text = f"{more}{day.isoformat()}" if before else f"{day.isoformat()}{more}"
    assume(unicodedata.normalize("NFKC", text).strip() != day.isoformat())
    with pytest.raises(BadInput):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    "text", ["2026-W47-1", "2026W471", "20261120", "2026-11-31", "2026-11-20 ", "２０２６-11-20"]
)
def test_that_a_command_takes_a_day_written_out_whole_and_nothing_else(text: str) -> None:
    assert iso_day(text) is None
    assert iso_day("2026-11-20") == date(2026, 11, 20)
