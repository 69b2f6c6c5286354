"""再发: a file goes to every reader once more, by whom its sender names; what comes twice is one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.journal.exchange.parcels import ParcelKind
from counter.services.exchange.send_parcel import send_parcel
from counter.services.parcels.send_again import send_again, sendable
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.exchange.test_parcels import arrangement
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.services.parcels.test_take_parcel import exchange, joined, parcels
from tests.settings import demo_hall

BY = {"code": "S01", "pin": "9876"}


def test_that_a_sent_file_is_sent_once_more_and_nothing_else(tmp_path: Path) -> None:
    clock, hub = SetClock(FRIDAY), MemoryHub()
    create_profile(tmp_path / "p", demo_hall(), PEOPLE, clock)
    with open_app(tmp_path / "p", clock) as app:
        assert sendable(app) == ()
        with pytest.raises(BadInput, match="不是从这里发的"):
            send_again(app, 1, **BY)
        joined(app, hub)
        send_parcel(app, ParcelKind.CALENDAR, arrangement(2027), title="2027年放假安排", number=2027)
        exchange(app, hub)
        (line,) = [one for one in sendable(app) if "2027" in one.title]
        with pytest.raises(RuleRefused, match="口令"):
            send_again(app, line.id, code="S01", pin="0000")
        with pytest.raises(RuleRefused, match="刚刚"):  # in the same moment it is the same parcel
            send_again(app, line.id, **BY)
        before = len(parcels(app))
        clock.at = clock.at.replace(hour=3)
        send_again(app, line.id, **BY)
        assert len(parcels(app)) == before + 1
        newest = parcels(app)[-1]
        assert (newest.state.value, newest.by, newest.title) == ("to_send", "S01", line.title)
        send_again(app, newest.id, **BY)  # not sent yet: it waits as before
        assert len(parcels(app)) == before + 1
        assert exchange(app, hub).parcels.sent == 1
        assert parcels(app)[-1].state.value == "sent"


def test_that_what_is_not_kept_any_more_is_told_so(tmp_path: Path) -> None:
    clock, hub = SetClock(FRIDAY), MemoryHub()
    create_profile(tmp_path / "p", demo_hall(), PEOPLE, clock)
    with open_app(tmp_path / "p", clock) as app:
        joined(app, hub)
        large = arrangement(2027) + b" " * 300_000
        send_parcel(app, ParcelKind.CALENDAR, large, title="太大的", number=2027)
        with pytest.raises(CounterError, match="重新导出"):
            send_again(app, parcels(app)[-1].id, **BY)
        assert sendable(app) == ()
