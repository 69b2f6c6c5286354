"""Two windows with real cases: one takes in what the other reported, and both stay whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.bootstrap.probes.station import station_probes
from counter.bootstrap.program import program
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import settle_held, take_in_batches
from counter.services.keys.trusted import append, settled_keys
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall


def lines(profile: Path) -> list[str]:
    """What ``doctor`` says of what came."""
    return [f"{one.health.value}: {one.words}" for one in station_probes(profile) if one.id == "exchange"]


def test_that_a_window_shows_what_another_one_did(tmp_path: Path) -> None:
    clock, folders = SetClock(FRIDAY), {code: tmp_path / code for code in ("15220103", "15220104")}
    for code, folder in folders.items():
        create_profile(folder, replace(demo_hall(), station=code), PEOPLE, clock)
    there, here = folders.values()
    with open_app(there, clock) as app:
        office = Office(app, clock)
        case = office.file(office.visit(8))
        trust = settled_keys(app.journal, clock.at.date())
        batches = list(own_batches(app))
    keys = KeysTrusted("imported", tuple(trust.halls.values()), trust.certificates)
    with open_app(here, clock) as app:
        assert [one.outcome for one in take_in_batches(app, batches, "hub")] == ["held"]
    assert lines(here) == ["warn: 待核实 1 批"]
    with open_app(here, clock) as app:
        append(app.journal, keys, actor="S01")
        (taken,) = settle_held(app)
        assert (taken.outcome, taken.unread) == ("new", ())
        row = app.journal.case_row(case.number)
        assert row is not None
        assert (row.number, row.state, row.due) == (case.number, case.state.value, row.due)
        assert len(app.journal.papers_of(case.id)) == len(case.papers)
        assert app.journal.closed_cases() == ()
        rows = app.journal.find_cases("").rows
    assert lines(here) == []
    for folder in (there, here):
        assert program().check(folder, False).faults == ()
        assert program().check(folder, True).faults == ()
    with open_app(here, clock) as app:
        assert app.journal.find_cases("").rows == rows
