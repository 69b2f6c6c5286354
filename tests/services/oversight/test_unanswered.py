"""What nobody has answered by its day is late on the board, whatever it waits for here (L6)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from counter.domain.case.item_state import ItemState
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.oversight.board import behind_count, board
from tests.services.office import DEFERRED, FRIDAY, item
from tests.services.oversight_room import ONE, ROOM, room_of_hall
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE

ANSWERED_BY = date(2026, 11, 23)
"""One working day from Friday, the day of receipt."""


def test_that_a_pledge_nobody_signed_is_near_then_late_for_nothing_was_answered(tmp_path: Path) -> None:
    hall = room_of_hall(tmp_path)
    with hall.opened(ONE) as one:
        case = one.file(one.visit(answers=EXISTING, brought={GAP: DEFERRED}))
        assert item(case, LICENCE).state is ItemState.TO_PLEDGE
    hall.report(ONE)
    for after, column in ((0, BoardColumn.NEAR), (1, BoardColumn.LATE)):
        hall.clock.at = FRIDAY + (ANSWERED_BY - FRIDAY.date()) + timedelta(days=after)
        with hall.opened(ROOM) as room:
            (line,) = (one for one in board(room.app, BoardBy.WINDOW).lines if one.count.key == ONE)
            assert getattr(line.count, column.value) == 1
            (behind,) = behind_count(room.app, column, BoardBy.WINDOW, ONE).cases
            assert (behind.number, behind.row.due) == (case.number, ANSWERED_BY.isoformat())
