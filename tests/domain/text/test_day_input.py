"""Days as people type them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.text.day_input import iso_day, read_day

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
        "明天",
        "2026-02-30",
        "5",
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
    ],
)
def test_that_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_day(text, TODAY, "served")
    assert wrong.value.field == "served"
    assert "2026-12-30" in wrong.value.sentence


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
