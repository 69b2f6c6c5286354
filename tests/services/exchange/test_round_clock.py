"""This PC's clock against the hub's, and a month without it: told with what to do, and nothing waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_matters import MatterKind, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round_marks import now
from tests.services.exchange.memory_hub import AT, Cuts, MemoryHub
from tests.services.exchange.stations import Station
from tests.services.exchange.test_round import cases, exchange, pair, tone

__all__ = ["pair"]


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(hours=3, minutes=12), "快3小时12分"),
        (-timedelta(days=2, hours=1), "慢2天1小时"),
        (timedelta(minutes=9), ""),
        (-timedelta(minutes=9), ""),
    ],
)
def test_that_a_clock_away_from_the_hub_s_is_told_until_it_is_set(
    pair: tuple[Station, Station, MemoryHub], off: timedelta, said: str
) -> None:
    one, _, hub = pair

    def clock_lines() -> list[str]:
        matters = reporting_matters(one.app, reporting_standing(one.app), now(one.app))
        return [one.words for one in matters if one.kind is MatterKind.CLOCK]

    one.clock.at = AT + off
    assert exchange(one, hub).sentence == ""  # told, and nothing is held up by it
    assert [said in words for words in clock_lines()] == [True] * bool(said)
    one.clock.at = AT
    exchange(one, hub)
    assert clock_lines() == []


def test_that_thirty_days_without_a_line_lose_and_expire_nothing(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, two, hub = pair
    exchange(one, hub)
    done = set()
    for day in range(30):
        done.add(one.accept(day + 1))
        one.clock.at += timedelta(days=1)
        assert exchange(one, hub, Cuts(1)).sentence == "断了。"
    assert tone(one) is ReportingTone.BAD
    two.clock.at = one.clock.at
    assert exchange(one, hub).sentence == exchange(two, hub).sentence == ""
    assert cases(two) == cases(one) == done
    assert tone(one) is ReportingTone.GOOD
    assert one.faults() == two.faults() == []
