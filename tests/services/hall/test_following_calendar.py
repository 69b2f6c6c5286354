"""A window that is open follows an arrangement that another program takes into force (L7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_house
from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.domain.visit.filing_mode import FilingMode
from counter.services.hall.staff import sign_on
from counter.ui.desks.window import Clerk, Desk
from tests.arrangements import public_form
from tests.desks import desk_of
from tests.services.hall.test_import_calendar import put
from tests.services.visit.test_file_case import complete
from tests.settings import somebody

CLERK = Clerk("W01", "阿木古郎")
NEW = "2026-1+2027-1"


@pytest.fixture
def desk(profile: Path) -> Iterator[Desk]:
    """A window's desk, open before anything is imported."""
    desk = desk_of(Desk, profile)
    desk.ready()
    yield desk
    desk.close()


def imported_elsewhere(profile: Path) -> None:
    """The command line imports a year."""
    with open_house(profile) as other:
        put(other, public_form())


def test_that_what_is_assessed_after_the_next_look_at_the_lights_goes_by_the_new_arrangement(
    desk: Desk, profile: Path
) -> None:
    assert not desk.house.setting().calendar.official(2027)
    imported_elsewhere(profile)
    desk.lights()
    assert desk.house.setting().calendar.official(2027)
    assert desk.assess(complete(desk.house)).checklist.items


def test_that_what_is_filed_at_once_names_the_new_arrangement(desk: Desk, profile: Path) -> None:
    before = desk.file(complete(desk.house), FilingMode.KEEP, CLERK, None)
    imported_elsewhere(profile)
    other = replace(complete(desk.house), applicant=somebody(name="图雅", id_number="999999198502024569"))
    after = desk.file(other, FilingMode.KEEP, CLERK, None)
    assert before.opened.calendar_version == "2026-1+2027-0"
    assert after.opened.calendar_version == NEW


def test_that_the_list_of_things_to_do_is_computed_by_it_and_agrees_with_a_rebuild(
    desk: Desk, profile: Path
) -> None:
    desk.file(complete(desk.house), FilingMode.KEEP, CLERK, None)
    imported_elsewhere(profile)
    assert desk.tasks(CLERK, None)
    journal = desk.house.journal
    assert isinstance(journal, SqlJournal)
    assert journal.connection().execute("SELECT DISTINCT basis FROM read_models").fetchone()[0].endswith(NEW)
    assert check(journal).faults == ()


def test_that_other_writing_elsewhere_leaves_the_house_as_it_is(desk: Desk, profile: Path) -> None:
    house = desk.house
    with open_house(profile) as other:
        sign_on(other.journal, code="W01", pin="1234")
    desk.lights()
    assert desk.house is house
