"""How often a round is tried, and how many places of the hub's order are remembered."""

from __future__ import annotations

import pytest

from counter.services.exchange.reporting import seconds_until_next
from counter.services.exchange.round_marks import OrderPlace, thinned


def test_that_old_places_of_the_order_grow_sparse_and_the_newest_stay() -> None:
    places: tuple[OrderPlace, ...] = ()
    for pos in range(1, 1001):
        places = thinned((*places, OrderPlace(pos, pos, b"")))
    assert len(places) <= 40
    assert [one.pos for one in places[-20:]] == list(range(981, 1001))
    assert places[0].pos <= 2


@pytest.mark.parametrize(
    ("failures", "refused", "seconds"),
    [(0, False, 60.0), (1, False, 120.0), (3, False, 480.0), (9, False, 600.0), (0, True, 600.0)],
)
def test_that_failing_rounds_come_less_often(failures: int, seconds: float, *, refused: bool) -> None:
    assert seconds_until_next(failures, refused=refused, chance=0.5) == pytest.approx(seconds)
    spread = [seconds_until_next(failures, refused=refused, chance=chance) for chance in (0.0, 1.0)]
    assert spread == pytest.approx([seconds * 0.9, seconds * 1.1])
