"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.errors import BadInput
from counter.domain.typed_day import read_day

TODAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    "text", ["2026-11-20", "20261120", "2026年11月20日", "2026/11/20", "11-20", "1120", "11月20日", " 11.20 "]
)
def test_that_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 20)


def test_that_nothing_typed_is_today() -> None:
    assert read_day("", TODAY) == TODAY


def test_that_without_a_year_the_nearest_day_is_meant() -> None:
    assert read_day("1-4", TODAY) == date(2027, 1, 4)


@pytest.mark.parametrize("text", ["13-40", "明天", "2026-02-30", "5"])
def test_that_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_day(text, TODAY, "served")
    assert wrong.value.field == "served"
    assert "2026-12-30" in wrong.value.sentence
