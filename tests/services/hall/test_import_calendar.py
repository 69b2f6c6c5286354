"""Importing a holiday arrangement: what is reckoned from now on follows it, what was told stands (L7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap import opening
from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.db.profile import profile as profiles
from counter.domain.calendar.arrangement_file import arrangement_from
from counter.domain.calendar.workdays import add_working_days
from counter.domain.errors import RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.app import AppContext
from counter.services.context.ports import StationIdentity
from counter.services.hall.calendar_in_force import known_calendar
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.import_calendar import Imported, import_calendar
from counter.services.hall.staff import add_staff
from tests.arrangements import own_form, public_form, without
from tests.services.conftest import PEOPLE
from tests.services.hall.test_clock import SetClock
from tests.services.visit.test_file_case import complete, file
from tests.settings import demo_hall

SUPERVISOR = Consent("S01", "9876")
NEW_YEARS_EVE = datetime(2026, 12, 31, 4, 0, tzinfo=UTC)


def put(app: AppContext, value: dict[str, Any], consent: Consent | None = None) -> Imported:
    """Import a file's value."""
    return import_calendar(
        app.journal, app.calendar, arrangement_from(value), sha256="ab" * 32, consent=consent
    )


@pytest.fixture
def december(app: AppContext, tmp_path: Path) -> Iterator[AppContext]:
    """The hall on 31 December 2026, whenever the test runs."""
    hall, clock = demo_hall(), SetClock(NEW_YEARS_EVE)
    folder = tmp_path / "december"
    identity = StationIdentity(
        hall.station, 1, hall.hall, hall.window, hall.region, hall.jurisdiction, demo=True
    )
    profiles.create(folder, identity, clock)
    journal = profiles.open_journal(folder, clock, app.projector)
    configure_hall(journal, hall, actor="setup")
    for p in PEOPLE:
        add_staff(journal, code=p.code, name=p.name, role=p.role, pin=p.pin, actor="setup")
    try:
        yield replace(app, journal=journal, clock=clock)
    finally:
        journal.close()


def test_that_an_imported_year_is_no_longer_provisional_and_moves_the_date(app: AppContext) -> None:
    start = date(2026, 12, 25)
    assert add_working_days(app.calendar, start, 10) == (date(2027, 1, 11), True)
    done = put(app, public_form())
    assert (done.new, done.replaced, done.calendar.version) == (True, "2027-0", "2026-1+2027-1")
    assert add_working_days(done.calendar, start, 10) == (date(2027, 1, 9), False)


def test_that_the_import_is_in_force_when_the_profile_is_opened_again(app: AppContext, profile: Path) -> None:
    put(app, own_form())
    with opening.open_app(profile) as again:
        assert again.calendar.version == "2026-1+2027-1"
        assert again.setting().calendar.official(2027)
        assert again.calendar.years[2027].source == own_form()["source"]


def test_that_the_same_days_again_add_nothing(app: AppContext) -> None:
    put(app, own_form())
    again = put(app, public_form())
    assert (again.new, again.year.version) == (False, "2027-1")
    assert len(app.journal.entries("calendar")) == 1


def test_that_an_official_year_changes_only_with_a_supervisors_own_pin(app: AppContext) -> None:
    put(app, public_form())
    other = without("2027-01-09")
    for consent in (None, Consent("S01", "0000"), Consent("W01", "1234"), Consent("X99", "9876")):
        with pytest.raises(RuleRefused):
            put(app, other, consent)
    assert known_calendar(app.journal, app.calendar).version == "2026-1+2027-1"
    done = put(app, other, SUPERVISOR)
    assert (done.replaced, done.year.version) == ("2027-1", "2027-2")
    assert [e.actor for e in app.journal.entries("calendar")] == ["import", "S01"]


def test_that_what_ships_as_official_is_guarded_alike(app: AppContext) -> None:
    days = [{"name": "休", "date": d.isoformat(), "isOffDay": True} for d in app.calendar.years[2026].off]
    with pytest.raises(RuleRefused) as caught:
        put(app, {"year": 2026, "papers": ["https://notice.invalid/2026"], "days": days})
    assert caught.value.rule == "L7"


def test_that_nothing_provisional_replaces_an_official_year_even_by_a_supervisor(app: AppContext) -> None:
    put(app, public_form())
    with pytest.raises(RuleRefused):
        put(app, own_form(status="provisional"), SUPERVISOR)


def test_that_old_numbers_come_back_never(app: AppContext) -> None:
    put(app, public_form())
    put(app, without("2027-01-09"), SUPERVISOR)
    assert put(app, public_form(), SUPERVISOR).year.version == "2027-3"


def test_that_the_profile_is_whole_after_an_import_and_a_rebuild(app: AppContext) -> None:
    file(app, complete(app))
    put(app, public_form())
    assert isinstance(app.journal, SqlJournal)
    rebuild_rows(app.journal)
    assert check(app.journal).faults == ()


def test_that_open_cases_with_a_provisional_date_in_the_year_are_named_and_keep_it(
    december: AppContext,
) -> None:
    filed = file(december, complete(december), FilingMode.KEEP)
    told = filed.case.due
    assert told is not None
    assert (told.day, told.provisional) == (date(2027, 1, 4), True)
    assert put(december, public_form()).touched == (filed.case.number,)
    row = december.journal.case_row(filed.case.number)
    assert row is not None
    assert row.due == "2027-01-04"
    assert filed.case.opened.calendar_version == "2026-1+2027-0"
    assert put(december, without("2027-01-09"), SUPERVISOR).touched == (filed.case.number,)


def test_that_a_case_with_no_date_in_the_year_is_not_named(december: AppContext) -> None:
    file(december, complete(december), FilingMode.KEEP)
    later = own_form(year=2031, off=[{**row, "from": row["from"].replace("2027", "2031"),
        "to": row["to"].replace("2027", "2031")} for row in own_form()["off"]], worked=[])  # fmt: skip
    assert put(december, later).touched == ()
