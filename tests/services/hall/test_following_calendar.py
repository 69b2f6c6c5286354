"""A window that is open follows an arrangement that another program takes into force (L7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.domain.visit.filing_mode import FilingMode
from counter.services.hall.staff import sign_on
from counter.ui.facades.window import Clerk, WindowFacade
from tests.arrangements import public_form
from tests.facades import facade_of
from tests.services.hall.test_import_calendar import put
from tests.services.visit.test_file_case import complete
from tests.settings import somebody

CLERK = Clerk("W01", "阿木古郎")
NEW = "2026-1+2027-1"


@pytest.fixture
def facade(profile: Path) -> Iterator[WindowFacade]:
    """A window's desk, open before anything is imported."""
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    yield facade
    facade.close()


def imported_elsewhere(profile: Path) -> None:
    """The command line imports a year."""
    with open_app(profile) as other:
        put(other, public_form())


def test_that_what_is_assessed_after_the_next_look_at_the_lights_goes_by_the_new_arrangement(
    facade: WindowFacade, profile: Path
) -> None:
    assert not facade.app.setting().calendar.official(2027)
    imported_elsewhere(profile)
    facade.lights()
    assert facade.app.setting().calendar.official(2027)
    assert facade.assess(complete(facade.app)).checklist.items


def test_that_what_is_filed_at_once_names_the_new_arrangement(facade: WindowFacade, profile: Path) -> None:
    before = facade.file(complete(facade.app), FilingMode.KEEP, CLERK, None)
    imported_elsewhere(profile)
    other = replace(complete(facade.app), applicant=somebody(name="图雅", id_number="999999198502024569"))
    after = facade.file(other, FilingMode.KEEP, CLERK, None)
    assert before.opened.calendar_version == "2026-1+2027-0"
    assert after.opened.calendar_version == NEW


def test_that_the_list_of_things_to_do_is_computed_by_it_and_agrees_with_a_rebuild(
    facade: WindowFacade, profile: Path
) -> None:
    facade.file(complete(facade.app), FilingMode.KEEP, CLERK, None)
    imported_elsewhere(profile)
    assert facade.tasks(CLERK, None)
    journal = facade.app.journal
    assert isinstance(journal, SqlJournal)
    assert (
        journal.connection()
        .execute("SELECT basis FROM read_models WHERE name = 'task_rows'")
        .fetchone()[0]
        .split("|")[3]
        == NEW
    )
    assert check(journal).faults == ()


def test_that_other_writing_elsewhere_leaves_the_house_as_it_is(facade: WindowFacade, profile: Path) -> None:
    app = facade.app
    with open_app(profile) as other:
        sign_on(other.journal, code="W01", pin="1234")
    facade.lights()
    assert facade.app is app
