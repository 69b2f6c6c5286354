"""What may be written in another window's case, whatever the act that would write it was allowed before."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.case.acts.ownership import Barred
from counter.domain.case.item_events import ItemDeemed
from counter.domain.case.person_events import PersonViewed
from counter.domain.errors import RuleRefused

OTHER = "15222102"


def test_that_no_event_that_decides_is_written_in_another_windows_case() -> None:
    decided = ItemDeemed("licence", "经营许可", "机关", date(2026, 11, 20), date(2026, 11, 27))
    with pytest.raises(RuleRefused, match=OTHER):
        Barred(frozenset(), OTHER, {}).check(decided)
    Barred(frozenset(), "", {}).check(decided)


def test_that_what_decides_nothing_is_written_anywhere() -> None:
    Barred(frozenset(), OTHER, {}, incomplete=True).check(PersonViewed("核对"))
