"""A hall with a hub pushes what came by courier; the light of a window without a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from counter.domain.journal.exchange.batch import EntryBatch
from counter.services.exchange.courier_partners import (
    CARRIED_REFUSED,
    CarriedRefused,
    read_mark,
)
from counter.services.exchange.hub_port import Acknowledged, HubUnreachable, KnownStream
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.push_carried import push_carried
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round_marks import begin_marks
from counter.services.exchange.round_push import VIA_HUB
from counter.services.exchange.take_in_batches import take_in_batches
from tests.services.exchange.memory_hub import Cuts, MemoryHub, MemoryPort
from tests.services.exchange.stations import Station
from tests.services.exchange.sticks import (
    copy,
    hall_and_townships,
    take,
    waiting,
)

Three = tuple[Station, Station, Station]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Three]:
    with hall_and_townships(tmp_path) as three:
        yield three


# -- a hall that has a hub --
@dataclass
class HallPort(MemoryPort):
    """The hub as a hall's station sees it, which may push for another."""

    def open_epoch(
        self, epoch: int, public_key: bytes, certificate: bytes, machine: str, *, station: str | None = None
    ) -> None:
        self._as(station).open_epoch(epoch, public_key, certificate, machine)

    def known(self, epoch: int, after: int = 0, *, station: str | None = None) -> KnownStream:
        return self._as(station).known(epoch, after)

    def push(self, batch: EntryBatch, *, carried: bool = False) -> Acknowledged:
        return self._as(batch.station if carried else None).push(batch)

    def _as(self, station: str | None) -> MemoryPort:
        return MemoryPort(self.hub, station or self.code, self.cuts)


def test_that_a_hall_with_a_hub_pushes_on_behalf_and_answers_with_its_places(
    places: Three, tmp_path: Path
) -> None:
    hall, near, _ = places
    hub = MemoryHub()
    begin_marks(hall.app, hub.name)
    near.accept(1)
    near.add("ratings", "ratings.batched")
    copy(near, tmp_path / "stick")
    take(hall, tmp_path / "stick")
    copy(hall, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert waiting(near) > 0  # the hub has nothing yet
    for cut, after in ((2, False), (3, False), (3, True)):  # the last answer is lost, not the batch
        with pytest.raises(HubUnreachable):
            push_carried(hall.app, HallPort(hub, hall.code, Cuts(cut, after)), of_county=True)
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts()), of_county=True) == waiting(near)
    assert [one.station for one in hub.batches] == ["03"]
    assert hall.journal.exchange().unplaced() == ()
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts()), of_county=True) == 0
    copy(hall, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert waiting(near) == 0
    near.accept(2)
    copy(near, tmp_path / "stick2")
    take(hall, tmp_path / "stick2")
    hub.epochs["03", 1] = (bytes(32), b"", "another")
    assert push_carried(hall.app, HallPort(hub, hall.code, Cuts()), of_county=True) == 0
    noted = read_mark(hall.journal.exchange(), CARRIED_REFUSED, CarriedRefused)
    assert "另一台机器" in noted.sentences[0]


def test_that_what_came_by_a_hub_is_sent_again_by_who_may_and_what_came_by_stick_is_tried(
    places: Three, tmp_path: Path
) -> None:
    hall, near, far = places
    hub = MemoryHub()
    port = HallPort(hub, hall.code, Cuts())
    begin_marks(hall.app, hub.name)
    near.accept(1)
    assert [one.outcome for one in take_in_batches(hall.app, own_batches(near.app), VIA_HUB)] == ["new"]
    assert push_carried(hall.app, port, of_county=False) == 0
    assert (
        hub.batches == []
    )  # its author sends it again: another window would be refused, and look like a thief
    far.accept(1)
    copy(far, tmp_path / "stick")
    take(hall, tmp_path / "stick")
    assert push_carried(hall.app, port, of_county=False) > 0  # a hub that refuses it says why
    assert [one.station for one in hub.batches] == [far.code]
    assert push_carried(hall.app, port, of_county=True) > 0


def test_that_the_light_stays_amber_until_the_answer_is_in(places: Three, tmp_path: Path) -> None:
    hall, near, _ = places
    near.accept(1)
    assert light_of(near) == "absent"
    for stick, said in (("stick", "warn"), ("stick", "good")):
        copy(near, tmp_path / stick)
        assert light_of(near) == "warn"
        if said == "good":
            take(hall, tmp_path / stick)
            copy(hall, tmp_path / stick)
            take(near, tmp_path / stick)
        assert light_of(near) == said
    near.accept(2)
    near.clock.passes(timedelta(days=8))
    assert light_of(near) == "bad"


def light_of(one: Station) -> str:
    """Tone of the light 上报."""
    return reporting_standing(one.app).light(one.clock.at)[0].value
