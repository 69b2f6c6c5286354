"""The whole road on a real server: a window seals, another asks, a holder grants; forgetting empties everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.db.hub.client import connect_hub
from counter.services.exchange.answering import set_answering
from counter.services.exchange.check_hub import check_hub
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.follow_forgetting import unconfirmed_forgetting
from counter.services.exchange.keys_at_hub import keys_at_hub
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Hub
from tests.services.exchange.sharing import LEAD, Hall, ask, hall, names, ring
from tests.services.exchange.stations import Station
from tests.services.exchange.sticks import copy, take

pytestmark = pytest.mark.postgres
ROOM, A, B = "15222101", "15222103", "15222104"


class Road(Hall):
    """The windows of a hall, enrolled with one hub."""

    enrolments: dict[str, Enrolment]

    def round(self, *at: Station) -> RoundDone:
        """A round of each, which comes to its end; what became of the last."""
        done = RoundDone()
        for one in at:
            enrolment = self.enrolments[one.code]
            done = exchange_round(one.app, lambda e=enrolment: connect_hub(e), one.code)  # type: ignore[misc]
            assert done.sentence == ""
            assert keys_at_hub(one.app).refused == ()
        return done

    def case(self) -> str:
        """A new one of the owner's."""
        self.made += 1
        return self.owner.accept(self.made)


@pytest.fixture
def road(hub: Hub, tmp_path: Path) -> Iterator[Road]:
    found = Road(*hall(tmp_path, ROOM, A, B))
    found.enrolments = {
        one.code: hub.enrol(one.code, kind="hall" if one is found.room else "window") for one in found.all
    }
    ring(found.room)
    for one in found.all:
        begin_marks(one.app, found.enrolments[one.code].hub)
    found.round(*found.all, *found.all)
    yield found
    for one in found.all:
        assert "key" not in one.faults()
        one.journal.close()


def test_that_a_window_reads_the_name_after_a_grant_and_nobody_after_forgetting(hub: Hub, road: Road) -> None:
    one, two = road.case(), road.case()
    road.round(road.owner, road.room, road.other)
    assert names(road.room, one, two) == [True, True]
    assert names(road.other, one, two) == [False, False]
    set_answering(road.room.app, on=True, **LEAD)
    ask(road.other, one)
    road.round(road.other, road.room)
    assert road.round(road.other).keys.opened == (one,)
    assert names(road.other, one, two) == [True, False]
    assert hub.sql("SELECT count(*) FROM hub.key_wraps WHERE subject = %s", one) == [(3,)]
    road.owner.journal.forget(one, actor="S01", reason="保管期限已满")
    road.round(road.owner)
    assert hub.sql("SELECT count(*) FROM hub.key_wraps WHERE subject = %s", one) == [(0,)]
    road.round(road.other, road.room, road.owner)
    assert names(road.other, one) == names(road.room, one) == [False]
    assert unconfirmed_forgetting(road.owner.app, one) == ()
    assert names(road.room, two) == [True]
    with hub.server() as server:
        assert check_hub(server, verify).faults == []
    said = hub.sql("SELECT coalesce(string_agg(encode(payload, 'escape'), ''), '') FROM hub.entries")[0][0]
    assert road.name(two) not in str(said)


def test_that_a_township_without_a_line_is_answered_through_its_hall(road: Road, tmp_path: Path) -> None:
    """The asking window has no line; the owner has; between them the room and a stick."""
    one, stick = road.case(), tmp_path / "stick"

    def trip() -> None:
        copy(road.other, stick)
        take(road.room, stick)
        road.round(road.room)
        copy(road.room, stick)
        take(road.other, stick)

    road.round(road.owner, road.room)
    trip()
    set_answering(road.room.app, on=True, **LEAD)
    ask(road.other, one)
    trip()
    assert names(road.other, one) == [True]
    road.owner.journal.forget(one, actor="S01", reason="保管期限已满")
    road.round(road.owner, road.room)
    trip()
    assert names(road.other, one) == [False]
