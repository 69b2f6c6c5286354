"""台账 and report of a year of 20,000 cases (60,000 items), against bare SQL of the same figures.

A few real visits are filed; their rows are multiplied over a year with other ids and days, straight into the read
models. ``counter check`` of such a profile rightly finds cases without entries.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.floors import ledger as floor
from bench.table import Row, limit_row, row
from counter import config
from counter.db.journal.journal import SqlJournal
from counter.db.rows.ledger_rows import COLUMNS, FIELDS, values_of
from counter.domain.ledger.finding import burden_lines
from counter.domain.ledger.period import Period, ReportDays, period_before
from counter.domain.ledger.row import OPEN_END, ItemRow
from counter.domain.ledger.rows_of_case import ledger_rows
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.read import MOST, read_ledger
from counter.services.ledger.report import compute
from counter.services.ledger.template_file import template_in
from counter.services.ledger.trends import trends
from tests.services.office import FARM, FRIDAY, Office, office_on

CASES, DAYS = 20_000, 365
ROUNDS, WARM = 20, 2
REACH, LIMIT_MS = 3.0, 1_000.0
_INSERT = f"INSERT INTO ledger_rows ({COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"  # noqa: S608
_INSERT_CASE = """
    INSERT INTO case_rows (case_id, number, bundle, bundle_name, state, is_open, opened_at, updated_at, due, clerk,
    applicant, found_by) VALUES (?, ?, 100, '', 'done', 0, '', '', NULL, '', '某某某', '[]')
"""
_DAY_FIELDS = (
    *("received_on", "answer_from", "answered_on", "accepted_on", "statutory_due", "due", "ended_on"),
    *("delivered_on", "case_ended_on", "told_on"),
)


def rows() -> list[Row]:
    """A page of the year, its report, and the page of a month."""
    with (
        tempfile.TemporaryDirectory(prefix="counter-bench-") as folder,
        office_on(Path(folder) / "p") as office,
    ):
        count = fill(office)
        journal: Any = office.app.journal
        connection = journal.connection()
        template = template_in(config.resources_folder(), config.read_toml)
        person = next(one for one in office.app.journal.staff() if one.code == "S01")
        last = FRIDAY.date()
        year = Period(last - timedelta(days=DAYS), last)
        month = Period(last - timedelta(days=30), last)

        def page(period: Period) -> object:
            return read_ledger(office.app, person, LedgerSpan(period.first, period.last), template)

        def bare(period: Period) -> object:
            both = (period, period_before(period, ReportDays(23)))
            return floor.count(
                connection, MOST, *((one.first.isoformat(), one.last.isoformat()) for one in both)
            )

        pages, floors = _in_turn(lambda: page(year), lambda: bare(year))
        reports, again = _in_turn(
            lambda: compute(office.app, journal.ledger(), year, template), lambda: bare(year)
        )
        months, lower = _in_turn(lambda: page(month), lambda: bare(month))
        lines = burden_lines(template.report)
        over, _ = _in_turn(
            lambda: trends(office.app, person, LedgerSpan(month.first, month.last), lines), lambda: None
        )
        note = f"{count:,} items"
        return [
            row("ledger of a year", pages, floors, REACH, floor_name=floor.NAME, note=note),
            limit_row("ledger of a year", pages, LIMIT_MS),
            row("report of a year", reports, again, REACH, floor_name=floor.NAME),
            limit_row("report of a year", reports, LIMIT_MS),
            row("ledger of a month", months, lower, REACH, floor_name=floor.NAME),
            limit_row("twelve periods", over, LIMIT_MS),
        ]


def fill(office: Office) -> int:
    """Multiply the rows of one case; the number of rows."""
    journal = office.app.journal
    assert isinstance(journal, SqlJournal)
    shapes = ledger_rows(office.file(office.visit(FARM)), office.app.projector.place.answer_by)[:3]
    connection: Any = journal.connection()
    first, count = FRIDAY.date() - timedelta(days=DAYS), 0
    connection.execute("BEGIN")
    for serial in range(CASES):
        case = f"00000000-0000-7000-8000-{serial:012x}"
        shift = first + timedelta(days=serial * DAYS // CASES) - date.fromisoformat(shapes[0].received_on)
        connection.execute(_INSERT_CASE, (case, f"15220103A{serial:012d}"))
        for shape in shapes:
            connection.execute(_INSERT, values_of(_moved(shape, case, shift, serial)))
            count += 1
    connection.execute("COMMIT")
    return count


def _moved(shape: ItemRow, case: str, shift: timedelta, serial: int) -> ItemRow:
    days = {
        name: (date.fromisoformat(day) + shift).isoformat()
        for name in _DAY_FIELDS
        if (day := getattr(shape, name)) is not None
    }
    moved: ItemRow = replace(
        shape, case=case, number=f"15220103A{serial:012d}", bundle=1 + serial % 103, **days
    )
    if serial % 20:  # one of twenty is still open
        ended = (date.fromisoformat(moved.received_on) + timedelta(days=serial % 15)).isoformat()
        return replace(
            moved, open=0, ended_on=ended, until=ended, result="granted", case_ended_on=ended, due=None
        )
    return replace(moved, open=1, until=OPEN_END, ended_on=None)


def _in_turn(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taking turns, the first ones discarded."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM + ROUNDS):
        for samples, work in zip(taken, (ours, bare), strict=True):
            start = time.perf_counter()
            work()
            if turn >= WARM:
                samples.append((time.perf_counter() - start) * 1000)
    return taken
