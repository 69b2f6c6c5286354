"""A day in words: the year is left out only where nobody could read another one into it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.text.day_input import read_day
from counter.domain.text.day_words import day_text, near_day_text

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
def test_that_a_day_in_words_is_read_back_as_the_same_day(day: date, today: date) -> None:
    assert read_day(day_text(day), today) == day


@given(DAYS, DAYS)
def test_that_the_year_stands_where_it_is_not_this_one(day: date, today: date) -> None:
    words = near_day_text(day, today)
    assert words.startswith(f"{day.year}年") == (day.year != today.year)
    assert day_text(day).endswith(words)
