"""The pages that an acceptance needs are read before it, where another connection made SQLite forget them."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from counter.services.context.app import AppContext
from tests.domain.visit.test_assess import RESTAURANT
from tests.journeys.people import applicant
from tests.services.visit.test_file_case import complete, file

CASES = 12


def reads() -> int:
    """Times that this thread has read from a file."""
    said = Path(f"/proc/self/task/{threading.get_native_id()}/io").read_text(encoding="ascii")
    return int(said.partition("syscr:")[2].split()[0])


def accept(app: AppContext, serial: int) -> int:
    """How often it read from the file."""
    visit = complete(app, replace(RESTAURANT, applicant=applicant(serial)))
    before = reads()
    file(app, visit)
    return reads() - before


def write_elsewhere(app: AppContext, value: str) -> None:
    """As a round does, or the printing of papers."""

    def write() -> None:
        with app.journal.transaction() as tx:
            tx.exchange().set_mark("elsewhere", value)
            tx.commit()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system counts a thread's readings")
def test_that_an_acceptance_reads_little_after_its_pages_were_read_before_it(app: AppContext) -> None:
    for serial in range(CASES):
        accept(app, serial)
    write_elsewhere(app, "1")
    cold = accept(app, CASES)
    write_elsewhere(app, "2")
    app.journal.read_ahead()
    assert accept(app, CASES + 1) * 3 <= cold


def test_that_reading_ahead_changes_nothing_and_needs_no_case(app: AppContext) -> None:
    before = app.journal.changed()
    app.journal.read_ahead()
    assert not before
    assert not app.journal.changed()
