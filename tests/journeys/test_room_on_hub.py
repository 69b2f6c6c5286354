"""A room on a real PostgreSQL hub: whole rounds, a day compared, a finding goes out and comes back answered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter.bootstrap.program import program
from counter.db.hub.client import connect_hub
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import FindingStance, FindingWeight
from counter.domain.tasks.board import BoardBy
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.tasks.oversight.points import PointVerdict
from counter.domain.tasks.oversight.reconcile import DifferenceKind
from counter.domain.tasks.records.record import RecordKind
from counter.services.context.projection import read_case
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.round import exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding
from counter.services.oversight.board import board
from counter.services.oversight.findings import Judgement, judge_case, points_of
from counter.services.oversight.reconcile_day import reconcile_day
from counter.services.oversight.samples import announce_sample, draw_sample
from counter.services.tasks.records import RecordFilter, find_records
from tests.db.hub.cluster import Hub
from tests.db.hub.conftest import _empty, cluster, hub  # noqa: F401  # fixtures
from tests.services.office import FARM, Office, leaving
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, room_of_hall

pytestmark = pytest.mark.postgres


@pytest.fixture
def hall(tmp_path: Path) -> RoomOfHall:
    """Two windows and the room."""
    return room_of_hall(tmp_path)


class Line:
    """The hub as the three reach it."""

    def __init__(self, hub: Hub, hall: RoomOfHall) -> None:  # noqa: F811
        self.hall = hall
        self.enrolments: dict[str, Enrolment] = {}
        for code in hall.folders:
            self.enrolments[code] = hub.enrol(code, kind="hall" if code == ROOM else "window")
            with hall.opened(code) as at:
                begin_marks(at.app, self.enrolments[code].hub)

    def round(self, *codes: str) -> None:
        """A round of each, which comes to its end."""
        for code in codes:
            with self.hall.opened(code) as at:
                enrolment = self.enrolments[code]
                done = exchange_round(at.app, lambda e=enrolment: connect_hub(e), code)  # type: ignore[misc]
                assert done.sentence == "", done.sentence


def finished(at: Office) -> Case:
    """A case whose applicant took the rest of it back."""
    case = at.file(at.visit(FARM))
    items = tuple(item.id for item in case.items if not item.state.closed)
    return at.do(case, leaving(items, written=civil_date(at.clock.at)))


def test_that_a_review_on_a_real_hub_goes_out_and_comes_back_answered(
    hub: Hub,  # noqa: F811
    hall: RoomOfHall,
) -> None:
    line = Line(hub, hall)
    with hall.opened(ONE) as one, hall.opened(TWO) as two:
        case = finished(one)
        two.file(two.visit(FARM))
    day = civil_date(hall.clock.at)
    line.round(ONE, TWO, ROOM, ONE, TWO, ROOM)
    hall.clock.at += timedelta(days=1)
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        assert board(room.app, BoardBy.WINDOW).total.open == 1
        found = {one.kind for one in reconcile_day(room.app, day).differences}
        assert not found & {DifferenceKind.HOLE, DifferenceKind.FORK, DifferenceKind.CHANGED}
        sample = announce_sample(room.app, "十一月评查", DrawRule(day, day, 100), lead)
        draw_sample(room.app, sample.id, lead)
        _, points = points_of(room.app, case.id)
        asked = [one.id for one in points if one.verdict is PointVerdict.ASK]
        wrong = Judgement(asked[0], fine=False, words="没有编页号", weight=FindingWeight.FORM)
        given = [wrong, *(Judgement(one, fine=True) for one in asked[1:])]
        until = civil_date(hall.clock.at) + timedelta(days=14)
        judge_case(room.app, sample.id, case.id, given, until, lead)
    line.round(ROOM, ONE)
    with hall.opened(ONE) as one:
        finding = next(f for f in read_case(one.app.journal, case.id).findings if f.point == asked[0])
        assert finding.said[0].words == "没有编页号"  # sealed for the owner, opened there
        answer = FindingAnswer(finding.id, FindingStance.DISPUTED, "页号在背面")
        answer_finding(one.app, case.id, answer, one.clerk)
        wanted = RecordFilter(day, until, kinds=(RecordKind.REVIEW,))
        (said,) = find_records(one.app, wanted, by="S01").records
        assert said.unusual[0] == "对评查发现有异议"
    line.round(ONE, ROOM)
    with hall.opened(ROOM) as room:
        back = next(f for f in read_case(room.app.journal, case.id).findings if f.id == finding.id)
        assert back.said[-1].words == "页号在背面"
    for folder in hall.folders.values():
        assert program().check(folder, False).faults == ()
