"""A room without a line: a window's day comes on a stick, the look at it goes back on the same one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.person_events import LookReason
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.domain.tasks.records.record import RecordKind
from counter.services.oversight.board import behind_count, board
from counter.services.oversight.look import look_at_case
from counter.services.tasks.records import RecordFilter, find_records
from counter.ui.facades.oversight import OversightFacade
from counter.ui.kit.messages import Tone
from tests.services.office import FARM
from tests.services.oversight_room import ONE, ROOM, RoomOfHall, room_of_hall
from tests.ui.exchange.test_courier_page import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
Key = Qt.Key


@pytest.fixture
def hall(tmp_path: Path) -> RoomOfHall:
    """A case at the first window, nothing of it in the room."""
    made = room_of_hall(tmp_path, datetime.now(UTC))
    with made.opened(ONE) as one:
        one.file(one.visit(FARM))
    return made


@pytest.fixture
def desks(qtbot: QtBot, hall: RoomOfHall, tmp_path: Path) -> Iterator[tuple[Desk, Desk, Path]]:
    """The page of the window and that of the room, and the stick between them."""
    stick = tmp_path / "stick"
    stick.mkdir()
    window = Desk(qtbot, hall.folders[ONE], stick)
    room = Desk(qtbot, hall.folders[ROOM], stick, OversightFacade)
    yield window, room, stick
    window.close()
    room.close()


def carry(desk: Desk, key: Qt.Key) -> None:
    """Copy to the stick or take in from it; it is done."""
    desk.press(key)
    assert desk.said, desk.words("courierProblem")
    assert desk.said[-1].tone is Tone.DONE, (desk.said[-1].sentence, desk.words("courierProblem"))


def test_that_a_day_comes_by_stick_and_a_look_goes_back(
    hall: RoomOfHall, desks: tuple[Desk, Desk, Path]
) -> None:
    window, room, _ = desks
    carry(room, Key.Key_K)  # who it is: the hall copies for those that it has heard of
    carry(window, Key.Key_R)
    carry(window, Key.Key_K)
    carry(room, Key.Key_R)
    assert "收进来了" in room.table()
    with open_app(hall.folders[ROOM]) as app:
        assert board(app, BoardBy.WINDOW).total.open == 1
        (row,) = behind_count(app, BoardColumn.OPEN, None, "").cases
        assert row.applicant == "巴图吉雅"  # the keys came on the same stick
        lead = next(one for one in app.journal.staff() if one.code == "S01")
        look_at_case(app, row.number, LookReason.URGING, lead)
    carry(room, Key.Key_K)
    carry(window, Key.Key_R)
    with open_app(hall.folders[ONE]) as app:
        today = civil_date(app.clock.read().at)
        wanted = RecordFilter(today, today, kinds=(RecordKind.LOOK,))
        (look,) = find_records(app, wanted, by="S01").records
        assert (look.station, look.about) == (ROOM, row.number)
    carry(window, Key.Key_K)
    carry(room, Key.Key_R)
    assert room.words("courierWords") == "全部上报了"
