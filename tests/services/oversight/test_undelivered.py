"""A result that was decided and has not reached the applicant is late on the board, also once the case has ended."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from counter.domain.case.acts.acts import Conclude
from counter.domain.case.item_events import Result
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.oversight.board import behind_count, board
from tests.services.office import FRIDAY, leaving
from tests.services.oversight_room import ONE, ROOM, room_of_hall
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

DELIVERED_BY = date(2026, 12, 4)
"""Ten working days from the decision of 20 November (许可法 44)."""


def test_that_a_licence_that_lies_undelivered_is_near_then_late_though_its_case_has_ended(
    tmp_path: Path,
) -> None:
    hall = room_of_hall(tmp_path)
    with hall.opened(ONE) as one:
        case = one.file(one.visit(answers=EXISTING))
        case = one.do(case, Conclude(LICENCE, Result.GRANTED, FRIDAY.date(), "乌农许〔2026〕1号"))
        case = one.do(case, leaving(tuple(i.id for i in case.items if not i.state.closed)))
        assert not case.state.open
    hall.report(ONE)
    for after, column in ((0, BoardColumn.NEAR), (1, BoardColumn.LATE)):
        hall.clock.at = FRIDAY + (DELIVERED_BY - FRIDAY.date()) + timedelta(days=after)
        with hall.opened(ROOM) as room:
            (line,) = (one for one in board(room.app, BoardBy.WINDOW).lines if one.count.key == ONE)
            assert (line.count.open, getattr(line.count, column.value)) == (0, 1)
            (behind,) = behind_count(room.app, column, BoardBy.WINDOW, ONE).cases
            assert (behind.number, behind.row.due) == (case.number, DELIVERED_BY.isoformat())
