"""The history of a rating reads like what people write."""

from __future__ import annotations

import pytest

from counter.domain.journal.kinds import Facts
from counter.domain.ratings.office.history import tell


@pytest.mark.parametrize(
    ("day", "told"), [("2026-11-30", "2026年11月30日（含当日）前"), ("以后定", "以后定（含当日）前")]
)
def test_that_the_day_of_a_rectification_is_told_as_people_write_it(day: str, told: str) -> None:
    facts = Facts("rectification.opened", {"due": {"day": day, "text": "自收进之日起7日"}})
    assert told in tell(facts.kind, facts)
