"""How often a round writes: each time the window has to read its pages again (docs/decisions/0061-joined-window.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from counter.services.exchange.round import exchange_round
from counter.services.exchange.round_marks import begin_marks, pulled_turn, reporting_marks
from tests.db import toy
from tests.services.exchange.memory_hub import Cuts, MemoryHub
from tests.services.exchange.stations import Station, station


@pytest.fixture
def window(tmp_path: Path) -> Station:
    """One that is joined."""
    return station(tmp_path / "window", "15000001")


@pytest.fixture
def hub(window: Station) -> MemoryHub:
    made = MemoryHub(demo=toy.IDENTITY.demo)
    window.journal.keep_hub_secret(b"{}")
    begin_marks(window.app, made.name)
    return made


def exchange(at: Station, hub: MemoryHub, cuts: Cuts | None = None) -> str:
    port = hub.port(at.code, cuts)
    return exchange_round(at.app, lambda: port, "machine").sentence


@contextmanager
def writings(at: Station) -> Iterator[list[str]]:
    """Transactions meanwhile that changed the file."""
    found: list[str] = []
    connection = at.journal.connection()
    before = connection.total_changes

    def see(statement: str) -> None:
        nonlocal before
        if statement == "COMMIT" and connection.total_changes != before:
            before = connection.total_changes
            found.append(statement)

    connection.set_trace_callback(see)
    try:
        yield found
    finally:
        connection.set_trace_callback(None)


def test_that_a_round_with_nothing_new_writes_once(window: Station, hub: MemoryHub) -> None:
    window.accept(1)
    exchange(window, hub)
    exchange(window, hub)
    window.clock.at += timedelta(minutes=1)
    with writings(window) as found:
        assert not exchange(window, hub)
    assert len(found) == 1
    assert reporting_marks(window.journal.exchange()).exchanged == window.clock.at


def test_that_a_round_with_a_visit_writes_five_times_at_most(window: Station, hub: MemoryHub) -> None:
    window.accept(1)
    exchange(window, hub)
    window.accept(2)
    with writings(window) as found:
        assert not exchange(window, hub)
    assert len(found) <= 5
    assert not window.journal.exchange().waiting().count


def test_that_what_a_round_found_out_is_written_where_it_stops(window: Station, hub: MemoryHub) -> None:
    window.accept(1)
    exchange(window, hub)
    whole = Cuts()
    window.accept(2)
    exchange(window, hub, whole)
    window.clock.at += timedelta(minutes=1)
    window.accept(3)
    assert exchange(window, hub, Cuts(at=whole.calls)) == "断了。"
    marks = reporting_marks(window.journal.exchange())
    assert marks.trouble is not None
    assert marks.reported == window.clock.at
    assert pulled_turn(window.journal.exchange()) == hub.turn
