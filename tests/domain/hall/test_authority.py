"""An agreement speaks for its organ, its items and its days, and for nothing else (L13, S001 32, 33)."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.hall.authority import Act, Agreement, Authority

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
ALL = Agreement("税务局", frozenset({Act.ACCEPT, Act.DELIVER}), "协议1", FIRST, LAST)
SOME = Agreement("税务局", frozenset({Act.ON_THE_SPOT}), "协议2", FIRST, LAST, ("tax_new",))
STATION = Authority((ALL, SOME))
DAY = date(2026, 11, 20)


def test_that_acts_agreed_for_some_items_hold_for_no_other() -> None:
    assert Act.ON_THE_SPOT in STATION.acts("税务局", "tax_new", DAY)
    assert STATION.acts("税务局", "deed_tax", DAY) == {Act.RECEIVE, Act.ACCEPT, Act.DELIVER}


def test_that_another_organs_agreement_allows_receiving_only() -> None:
    assert STATION.acts("公安局", "tax_new", DAY) == {Act.RECEIVE}
    assert not STATION.entrusts("公安局", "tax_new", DAY)
    assert STATION.entrusts("税务局", "deed_tax", DAY)
    assert not Authority((SOME,)).entrusts("税务局", "deed_tax", DAY)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2025, 12, 31), False), (FIRST, True), (LAST, True), (date(2028, 1, 1), False)],
)
def test_that_both_days_of_an_agreement_count(day: date, holds: bool) -> None:  # a row of the table
    assert STATION.entrusts("税务局", "tax_new", day) is holds


def test_that_who_may_only_hand_papers_out_is_entrusted_with_nothing_that_is_filed() -> None:
    delivering = Authority((Agreement("税务局", frozenset({Act.DELIVER}), "协议3", FIRST, LAST),))
    assert not delivering.entrusts("税务局", "tax_new", DAY)
    assert Act.DELIVER in delivering.acts("税务局", "tax_new", DAY)
    receiving = Authority((Agreement("税务局", frozenset({Act.RECEIVE}), "协议4", FIRST, LAST),))
    assert receiving.entrusts("税务局", "tax_new", DAY)
