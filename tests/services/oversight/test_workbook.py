"""The room's workbook as a person's Excel opens it: heads stay, columns can be filtered, days are days, no ids."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from counter.domain.calendar.workdays import civil_date
from counter.domain.tasks.board import BoardBy
from counter.domain.tasks.oversight.draw import DrawRule
from counter.services.oversight.export_workbook import export_oversight
from counter.services.oversight.samples import announce_sample, draw_sample
from tests.services.oversight.rooms import Room, room_and_window
from tests.sheet_flaws import sheet_flaws

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """Everything in one: the board, a sample, two days."""
    with room_and_window(tmp_path_factory.mktemp("book")) as room:
        content = _made(room)
        assert sheet_flaws(content, notes=("说明",)) == []
        yield load_workbook(io.BytesIO(content))


def _made(room: Room) -> bytes:
    room.finished()
    room.exchange()
    day = civil_date(room.clock.at)
    sample = announce_sample(
        room.app, "十一月评查", DrawRule(day - timedelta(days=9), day, 50), room.person()
    )
    room.clock.at += timedelta(days=3)
    draw_sample(room.app, sample.id, room.person())
    days = (day, day + timedelta(days=1))
    return export_oversight(room.app, room.person(), sample=sample.id, days=days, whole=True).content


def test_that_every_sheet_can_be_read_with_its_head_in_sight_and_columns_wide_enough(book: Workbook) -> None:
    for page in book.worksheets:
        assert page.freeze_panes == "A2", page.title
        for column, head in enumerate(page[1], 1):
            width = page.column_dimensions[get_column_letter(column)].width
            assert width >= 2 * len(str(head.value)), (page.title, head.value)


def test_that_the_workbook_says_why_organs_add_up_to_more_than_the_hall(book: Workbook) -> None:
    told = {str(head.value): str(said.value) for head, said in book.worksheets[0].iter_rows(max_col=2)}
    assert told["部门怎样算"] == BoardBy.ORGAN.note


def test_that_lists_can_be_filtered_to_their_last_row(book: Workbook) -> None:
    for page in book.worksheets[1:]:  # the first one says what the workbook is of
        last = f"{get_column_letter(page.max_column)}{page.max_row}"
        assert page.auto_filter.ref == f"A1:{last}", page.title


def test_that_days_are_days_and_identifiers_text(book: Workbook) -> None:
    days = next(page for page in book.worksheets if page.title.startswith("对账（"))
    for row in days.iter_rows(min_row=2):
        assert isinstance(row[0].value, datetime)
        assert row[0].number_format == "yyyy-mm-dd"
        assert row[1].data_type == "s"
    reported = [row[8].value for row in days.iter_rows(min_row=2) if row[8].value]
    assert reported
    assert all(isinstance(at, datetime) for at in reported)
    cases = next(page for page in book.worksheets if page.title.startswith("案卷"))
    assert all(row[1].data_type == "s" for row in cases.iter_rows(min_row=2))


def test_that_no_cell_holds_an_id_that_only_the_program_knows(book: Workbook) -> None:
    cells = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert cells
    assert not [words for words in cells if UUID.search(words)]
