"""记录 of a window with 10,000 cases and 300,000 entries: a month and a year of it, against bare SQL of the same rows.

One real visit is filed, decided and looked at; its stored entries are multiplied over a year with new ids and days,
straight into the file. ``counter check`` of such a profile rightly finds a broken chain. Nothing sealed can be opened,
and nothing has to be: a record comes from open payloads.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.floors import records as floor
from bench.table import Row, row
from counter.db.journal.journal import SqlJournal
from counter.db.journal.stream import COLUMNS
from counter.domain.document.numbering import case_number
from counter.domain.journal.entries import microseconds
from counter.services.context.app import AppContext
from counter.services.hall.station_log import log_view
from counter.services.tasks.records import RecordFilter, events_of, find_records
from tests.services.office import FRIDAY, Office, office_on

CASES = 10_000
ENTRIES_EACH = 30
CLERKS = 12
DAYS = 365
ROUNDS, WARM = 7, 1
REACH = 4.0
"""Reading, wording, rules of looks with their habit of a quarter, and missed days, to fetching the same rows."""
_OF_CASE = f"SELECT {COLUMNS} FROM entries WHERE subject = ? ORDER BY row"  # noqa: S608
_INSERT = f"INSERT INTO entries ({COLUMNS}) VALUES ({', '.join('?' * 18)})"  # noqa: S608
_INSERT_CASE = """
    INSERT INTO case_rows (case_id, number, bundle, bundle_name, state, is_open, opened_at, updated_at, due, clerk,
    applicant, found_by) VALUES (?, ?, 100, '', 'done', 0, '', '', NULL, '', '', '[]')
"""
_AT, _ID, _SEQ, _SUBJECT, _ACTOR, _HASH = 4, 3, 2, 10, 7, 17


def rows() -> list[Row]:
    """A month, as the page asks first, and a whole year."""
    with (
        tempfile.TemporaryDirectory(prefix="counter-bench-") as folder,
        office_on(Path(folder) / "p") as office,
    ):
        count = fill(office)
        app, until = office.app, FRIDAY.date()
        month, year = until - timedelta(days=30), until - timedelta(days=DAYS)
        ours, bare = _in_turn(app, month, until)
        found = find_records(app, RecordFilter(month, until), by="S01")
        note = f"{count:,} entries; {found.total:,} records, {found.unusual:,} unusual"
        yearly = _in_turn(app, year, until)
        return [
            row("records of a month", ours, bare, REACH, floor_name=floor.NAME, note=note),
            row("records of a year", *yearly, REACH, floor_name=floor.NAME),
        ]


def fill(office: Office, cases: int = CASES) -> int:
    """Multiply one visit; the number of entries."""
    case = office.file(office.visit())
    office.later(minutes=3)
    for paper in case.papers[:2]:
        office.take_out(case, paper)
    log_view(office.app.journal, case_id=case.id, clerk="W01")
    journal = office.app.journal
    assert isinstance(journal, SqlJournal)
    connection = journal.connection()
    stored = connection.execute(_OF_CASE, (case.id,)).fetchall()
    stored = [stored[n % len(stored)] for n in range(ENTRIES_EACH - 1)] + [stored[-1]]
    first, day = microseconds(FRIDAY - timedelta(days=DAYS)), 86_400_000_000
    started = stored[0][_AT]
    connection.execute("BEGIN")
    seq = 1_000_000
    for serial in range(cases):
        subject = f"00000000-0000-7000-8000-{serial:012x}"
        at = first + serial * DAYS // cases * day + serial % 40 * 600_000_000
        actor = f"W{serial % CLERKS:02d}"
        for place, one in enumerate(stored):
            seq += 1
            values = list(one)
            values[_ID], values[_SEQ], values[_SUBJECT] = f"{subject}/{place}", seq, subject
            values[_AT], values[_ACTOR] = at + one[_AT] - started + place, actor
            if place == len(stored) - 1 and serial % 10 == 0:  # a look by somebody else, hours later
                values[_AT], values[_ACTOR] = values[_AT] + 3 * 3_600_000_000, "W01"
            values[_HASH] = seq.to_bytes(32, "big")
            connection.execute(_INSERT, values)
        number = case_number(
            "15220103", 1, date(2026, 1, 1) + timedelta(days=serial // 9_000), serial % 9_000 + 1
        )
        connection.execute(_INSERT_CASE, (subject, number))
    connection.execute("COMMIT")
    return int(connection.execute("SELECT COUNT(*) FROM entries").fetchone()[0])


def _in_turn(app: AppContext, since: date, until: date) -> tuple[list[float], list[float]]:
    """Milliseconds of the service and of fetching the rows, taking turns, the first ones discarded."""
    assert isinstance(app.journal, SqlJournal)
    connection: Any = app.journal.connection()
    kinds = sorted(events_of(()))
    end = microseconds(FRIDAY + timedelta(days=1))
    begin = end - (until - since + timedelta(days=1)) // timedelta(microseconds=1)
    sides: tuple[Callable[[], object], ...] = (
        lambda: find_records(app, RecordFilter(since, until), by="S01"),
        lambda: floor.read(connection, kinds, begin, end),
    )
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM + ROUNDS):
        for samples, work in zip(taken, sides, strict=True):
            start = time.perf_counter()
            work()
            if turn >= WARM:
                samples.append((time.perf_counter() - start) * 1000)
    return taken
