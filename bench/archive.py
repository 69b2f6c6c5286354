"""归档: the list of finished cases as the page reads it, in steps, and what 20,000 of them take in all.

Real cases are lived to their end; a year is as many readings of them as it has cases, each read and folded anew. A step
must leave the window's second lane to printing soon; the whole is told as it is, for nothing waits for it.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.table import Row, limit_row
from counter.services.archive.list_files import file_rows
from counter.ui.hall.archive_page import AT_ONCE
from tests.services.archive.archived_case import hall_with_two_leads, profile_of_hall
from tests.services.archive.lived import collected, lived
from tests.services.case.test_archive import scheduled

REAL, YEAR = 40, 20_000
STEP_MS = 1_000.0


def rows() -> list[Row]:
    """One step of the page, and a year of steps."""
    with (
        tempfile.TemporaryDirectory(prefix="counter-bench-") as folder,
        hall_with_two_leads(Path(folder) / "p") as office,
    ):
        scheduled(office)
        for _ in range(REAL):
            collected(office, lived(office))
        office.later(days=31)
        ids = tuple(office.app.journal.closed_cases())
        year = (ids * (YEAR // len(ids) + 1))[:YEAR]
        profile, steps = profile_of_hall(), []
        for start in range(0, YEAR, AT_ONCE):
            begun = time.perf_counter()
            found = file_rows(office.app, profile, year[start : start + AT_ONCE])
            steps.append((time.perf_counter() - begun) * 1000)
            assert len(found) == AT_ONCE
        note = f"{YEAR:,} cases in {sum(steps) / 1000:.0f} s, {AT_ONCE} a step"
        return [limit_row("archive list, a step", steps, STEP_MS, note=note)]
