"""A county's room looks through the hub's order page by page, and goes on where it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from counter.services.exchange.hub_port import HubPort, HubState, HubUnreachable, OverseenPage
from counter.services.exchange.oversee_county import PAGE, OverseenPlace, oversee_county, overseen_place
from tests.services.exchange.memory_hub import AT
from tests.services.exchange.stations import Station, station

ROOM = "15000092"


@dataclass
class CountyOrder:
    """The part of the hub that the room asks: an order of batches, one case each."""

    batches: int
    granted: bool = True
    cut_after: int = 0
    name: str = "a"
    asked: list[int] = field(default_factory=list)

    def oversee(self, after: int, limit: int) -> OverseenPage | None:
        if not self.granted:
            return None
        self.asked.append(after)
        if len(self.asked) == self.cut_after:
            raise HubUnreachable("断了。")
        upto = min(after + limit, self.batches)
        return OverseenPage(upto, upto - after)

    def link(self, pos: int) -> bytes | None:
        return f"{self.name}{pos}".encode() if pos <= self.batches else None

    def follow(self, at: Station, *, kind: str = "hall", schema: int = 7) -> int:
        state = HubState("hub", schema, at.code, "室", "150000", kind, True, self.batches, 0, b"", 0, AT)
        return oversee_county(at.app, cast("HubPort", self), state)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return station(tmp_path_factory.mktemp("room"), ROOM)


def place(at: Station) -> OverseenPlace:
    return overseen_place(at.journal.exchange())


def test_that_a_cut_first_round_goes_on_where_it_was(room: Station) -> None:
    order = CountyOrder(2 * PAGE + 7, cut_after=2)
    with pytest.raises(HubUnreachable):
        order.follow(room)
    assert place(room).pos == PAGE
    assert order.follow(room) == PAGE + 7
    assert order.asked == [0, PAGE, PAGE, 2 * PAGE]
    assert order.follow(room) == 0
    order.batches += 1
    assert order.follow(room) == 1


def test_that_a_hub_that_was_put_back_is_looked_through_again(room: Station) -> None:
    order = CountyOrder(3, name="b")  # fewer, and other ones, than were seen
    assert order.follow(room) == 3
    assert order.asked == [0]
    order.name = "c"
    assert order.follow(room) == 3


def test_that_only_a_granted_room_asks(room: Station, tmp_path: Path) -> None:
    seen = place(room)
    assert CountyOrder(900, granted=False).follow(room) == 0
    assert place(room) == seen
    order = CountyOrder(900)
    assert order.follow(room, kind="window") == order.follow(room, schema=6) == 0
    assert order.follow(station(tmp_path / "window", "15000001")) == 0
    assert order.asked == []
