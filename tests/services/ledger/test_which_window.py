"""A case that goes to another window leaves its receipt where it was taken in; all else counts at its owner."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter import config
from counter.domain.case.acts.acts import HandOver
from counter.domain.ledger.cells import CELLS
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.template import By
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.read import read_ledger
from counter.services.ledger.report import monthly_report
from counter.services.ledger.room_overview import overview, rows_behind
from counter.services.ledger.scope import shown
from counter.services.ledger.template_file import template_in
from counter.services.ledger.up_to_date import current_ledger
from tests.services.office import SUPERVISOR
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, register, room_of_hall

SPAN = LedgerSpan(date(2026, 10, 24), date(2026, 11, 23))


@pytest.fixture
def hall(tmp_path: Path) -> RoomOfHall:
    """A case taken in at the first window today and handed over to the second one, another that stays."""
    made = room_of_hall(tmp_path)
    register(made)
    with made.opened(ONE) as one:
        given, _ = one.file(one.visit()), one.file(one.visit(8))
        one.do(given, HandOver(TWO, "申请人搬到那边，方便就近办", SUPERVISOR))
    made.report(ONE)
    return made


def test_that_a_case_that_moved_stays_received_where_it_was_taken_in(hall: RoomOfHall) -> None:
    form = template_in(config.resources_folder(), config.read_toml)
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        names = ["cases_received", "items_received", "open_at_end"]
        measures = [MEASURES[name] for name in names]
        stored = current_ledger(room.app)
        (found,) = stored.tables([(By.STATION, measures)], SPAN, room.app.calendar)
        cases, items, _ = found[ONE][1]
        assert cases == 2
        assert found[TWO][1][:2] == (0, 0)
        left, moved = (found[code][1][2] for code in (ONE, TWO))
        assert left > 0
        assert moved > 0
        for code in (
            ONE,
            TWO,
        ):  # the same by the filter, for some of the items, and in the list behind the number
            of_window = LedgerSpan(SPAN.first, SPAN.last, station=code)
            figures = stored.figures(measures, of_window, room.app.calendar)
            assert tuple(figures[name] for name in names) == found[code][1]
            for one in measures[1:]:
                assert stored.count(one, of_window, room.app.calendar) == figures[one.name]
        some = LedgerSpan(SPAN.first, SPAN.last, state="open")
        (open_ones,) = stored.tables([(By.STATION, measures)], some, room.app.calendar)
        assert open_ones[TWO][1] == (0, 0, moved)
        report = monthly_report(room.app, lead, 2026, 11, form).now
        rows = {row.key: row.figures for row in report.tables["按窗口"]}
        assert (rows[ONE][:2], rows.get(TWO, (0, 0))[:2]) == ((2, items), (0, 0))
        mine = read_ledger(room.app, lead, LedgerSpan(SPAN.first, SPAN.last, station=TWO), form)
        assert {line.row.received_at for line in mine.lines} == {ONE}
        told = {CELLS[name](mine.lines[0], shown(room.app)) for name in ("received_at", "window")}
        assert told == {"01号窗口", "03号窗口"}
        assert set(mine.choices.stations) == {ONE, TWO}


def test_that_todays_intake_is_of_the_window_that_took_it_in(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        found = overview(room.app)
        assert dict(found.intake) == {ONE: 2}
        behind = [rows_behind(room.app, lead, "items_received", station=code).total for code in (ONE, TWO)]
        assert behind == [found.today.items, 0]
