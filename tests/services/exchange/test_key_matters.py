"""What the page 上报 says of keys: a hall ring of an earlier generation here, a holder whom the hub does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.services.exchange.keys_at_hub import note_keys
from counter.services.exchange.reporting_matters import MatterKind, ReportingMatter, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from tests.services.exchange.sharing import Hall, hall_with_ring, ring
from tests.services.exchange.stations import Station


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Hall]:
    found = hall_with_ring(tmp_path)
    yield found
    for one in found.all:
        one.journal.close()


def of_keys(at: Station) -> list[ReportingMatter]:
    found = reporting_matters(at.app, reporting_standing(at.app), at.clock.at)
    return [one for one in found if one.kind in (MatterKind.RING, MatterKind.REFUSED)]


def test_that_a_place_whose_ring_is_of_an_earlier_generation_says_so(own: Hall) -> None:
    (key,) = own.room.journal.ring_keys()
    ring(own.room, rotate=True)
    assert of_keys(own.room) == []
    own.room.journal.keep_ring_keys((key,))
    (matter,) = of_keys(own.room)
    assert "第 2 期" in matter.words
    assert "大厅 → 密钥 → 钥匙环" in matter.to_do
    assert of_keys(own.other) == []  # holds none, and needs none


def test_that_a_holder_whom_the_hub_does_not_know_is_told_once_what_to_ask_for(own: Hall) -> None:
    code = own.room.code
    refused = (
        f"汇聚库没有接受：窗口 {code} 没有登记为大厅钥匙环的持有者。",
        f"汇聚库没有接受：窗口 {code} 不能取给 ring:1:5b11 的密钥封件。",
        "汇聚库没有接受：一次要交 1 至 2000 份密钥封件，四列要一样长。",
    )
    note_keys(own.room.app, refused=refused)
    first, second = of_keys(own.room)
    assert f"counter hub ring {code}" in first.to_do
    assert "ring:" not in first.words
    assert second.words.startswith("汇聚库没有接受：一次要交")
