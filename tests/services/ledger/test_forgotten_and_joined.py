"""The ledger where a person was forgotten, and where cases of other windows came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter import config
from counter.db.check.check import check
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.ledger.cells import CELLS, LedgerLine
from counter.domain.ledger.template import Template
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.export import export_ledger
from counter.services.ledger.read import LedgerView, read_ledger
from counter.services.ledger.report import HandIn, hand_in, monthly_report
from counter.services.ledger.scope import shown
from counter.services.ledger.template_file import template_in
from tests.services.case.neighbours import THERE, neighbours_on
from tests.services.office import FARM, Office, office_on

SPAN = LedgerSpan(date(2026, 10, 24), date(2026, 11, 23))
NUMBER = "许〔2026〕9号"


def form() -> Template:
    return template_in(config.resources_folder(), config.read_toml)


def read(office: Office) -> LedgerView:
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    return read_ledger(office.app, supervisor, SPAN, form())


def cells(office: Office, line: LedgerLine) -> dict[str, Any]:
    how = shown(office.app, full=True)
    return {name: cell(line, how) for name, cell in CELLS.items()}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def test_that_forgetting_takes_name_and_number_from_every_cell_and_no_figure(office: Office) -> None:
    case = office.file(office.visit(FARM))
    item, organ = next((item.id, item.asked.organ) for item in case.items if item.state is ItemState.ACCEPTED)
    thing = GivenResult("合格证", NUMBER, organ, issued_on=date(2026, 11, 20))
    office.do(case, Conclude(item, Result.GRANTED, date(2026, 11, 20), "8号", "那顺", things=(thing,)))
    kept = office.file(office.visit(9))
    office.at("2026-11-23")
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    frozen = hand_in(office.app, supervisor, 2026, 11, form(), HandIn())
    before = read(office)
    row = next(line for line in before.lines if line.row.item == item)
    assert NUMBER in str(cells(office, row)["certificates"])
    office.app.journal.forget(case.id, actor="S01", reason="本人申请")
    after = read(office)
    gone = [cells(office, line) for line in after.lines if line.row.case == case.id]
    assert len(gone) == len(case.items)
    assert not any(NUMBER in str(value) or "巴图" in str(value) for row in gone for value in row.values())
    assert any(
        "巴图" in str(cells(office, line)["applicant"]) for line in after.lines if line.row.case == kept.id
    )
    assert after.figures == before.figures
    later = monthly_report(office.app, supervisor, 2026, 11, form())
    assert (later.report, later.moved) == (frozen.report, ())
    journal: Any = office.app.journal
    stored = journal.connection().execute("SELECT certificates FROM ledger_rows").fetchall()
    assert not any(NUMBER in text for (text,) in stored)
    assert check(journal).faults == ()


def test_that_the_sheet_says_this_window_until_something_came_of_another(tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        both.owner.file(both.owner.visit(9))
        assert read(both.owner).scope.words == "本窗口的办件"
        assert "本窗口的办件" in sheet_of(both.owner, tmp_path)
        case = both.other.file(both.other.visit(FARM))
        both.tell(both.other, both.owner)
        view = read(both.owner)
        theirs = [line for line in view.lines if line.row.case == case.id]
        assert len(theirs) == len(case.items)
        assert {line.row.station for line in theirs} == {THERE}
        assert "2个窗口的办件" in view.scope.words
        assert "2个窗口的办件" in sheet_of(both.owner, tmp_path)
        assert view.figures["items_received"] == len(view.lines)
        assert THERE in view.choices.stations
        assert check(both.owner.app.journal).faults == ()


def test_that_an_act_of_another_window_changes_its_own_cells_here(tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        case = both.other.file(both.other.visit(FARM))
        both.tell(both.other, both.owner)
        before = {line.row.item: line.row for line in read(both.owner).lines}
        item = next(item.id for item in case.items if item.state is ItemState.ACCEPTED)
        both.other.do(case, Conclude(item, Result.GRANTED, date(2026, 11, 20), NUMBER))
        both.tell(both.other, both.owner)
        after = {line.row.item: line.row for line in read(both.owner).lines}
        assert after[item].result == "granted"
        assert after[item].ended_on == "2026-11-20"
        others = {name for name in after if name != item and after[name].result != before[name].result}
        assert not others
        assert check(both.owner.app.journal).faults == ()


def sheet_of(office: Office, folder: Path) -> str:
    from openpyxl import load_workbook

    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    file = folder / "ledger.xlsx"
    file.write_bytes(export_ledger(office.app, supervisor, SPAN, form()).content)
    sheet = load_workbook(file).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row)
