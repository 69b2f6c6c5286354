"""The history of a rating reads like what people write."""

from __future__ import annotations

from datetime import date

from counter.domain.ratings.office.events import RectificationOpened
from counter.domain.ratings.office.history import opened
from counter.domain.visit.verdict import Due


def test_that_the_day_of_a_rectification_is_told_as_people_write_it() -> None:
    due = Due(date(2026, 11, 30), False, "自收进之日起7日")
    assert "2026年11月30日（含当日）前" in opened(RectificationOpened(due, "差评7日内整改", settled=True))
