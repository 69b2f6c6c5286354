"""The supervisor's room: it counts what every window owes, shows one case for a reason, and changes none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from counter.bootstrap.program import program
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Stamp
from counter.domain.case.case import Case
from counter.domain.case.case_item import CorrectionRound
from counter.domain.case.item_state import ItemState
from counter.domain.case.person_events import LookReason
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.tasks.board import BoardBy, BoardColumn, board_parts
from counter.domain.tasks.records.record import RecordKind
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.projection import read_case
from counter.services.hall.people import people_of
from counter.services.oversight.board import age_of, behind_count, board
from counter.services.oversight.look import look_at_case
from counter.services.papers.copy_paper import copy_paper
from counter.services.papers.print_queueing import send_copy
from counter.services.tasks.records import RecordFilter, find_records
from counter.services.visit.file_case import file_case
from tests.services.office import FARM, Office
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, room_of_hall, send

BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CATERING = 8


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> RoomOfHall:
    """Two cases at the first window, one at the second, all reported; three weeks have passed since."""
    made = room_of_hall(tmp_path_factory.mktemp("hall"), BEGUN)
    with made.opened(ONE) as one:
        one.file(one.visit(CATERING))
        one.file(one.visit(FARM))
    with made.opened(TWO) as two:
        two.file(two.visit(CATERING))
    made.report()
    made.clock.at += timedelta(days=21)
    return made


def app_case(at: Office, case: str) -> Case:
    """The case as it is known there."""
    return read_case(at.app.journal, case)


def test_that_every_number_is_the_cases_behind_it(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        for by in BoardBy:
            found = board(room.app, by)
            assert found.lines
            for line in found.lines:
                for column in BoardColumn:
                    listed = behind_count(room.app, column, by, line.count.key)
                    assert len(listed.cases) == getattr(line.count, column.value), (line.name, column)
        windows = {line.count.key: line.count for line in board(room.app, BoardBy.WINDOW).lines}
        assert {key: count.open for key, count in windows.items()} == {ONE: 2, TWO: 1}
        assert windows[ONE].late > 0
        total = board(room.app, BoardBy.ORGAN).total
        assert total.open == 3
        assert total.late == len(behind_count(room.app, BoardColumn.LATE, None, "").cases)
        days = [one.row.due for one in behind_count(room.app, BoardColumn.LATE, None, "").cases]
        assert days == sorted(days, key=str)


def test_that_who_took_a_case_in_is_told_by_name(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        found = behind_count(room.app, BoardColumn.OPEN, None, "")
        register = {row.code: row.name for row in people_of(room.app.journal).on(date.max)}
        assert {one.row.clerk for one in found.cases} <= found.people.keys()
        assert found.people.items() <= register.items()


def test_that_the_same_rows_count_as_near_before_their_day_and_as_late_after_it(hall: RoomOfHall) -> None:
    now = hall.clock.at
    with hall.opened(ROOM) as room:
        (first, *_) = behind_count(room.app, BoardColumn.LATE, None, "").cases
        due = datetime.fromisoformat(f"{first.row.due}T02:00:00+00:00")
        try:
            for days, expected in ((0, BoardColumn.NEAR), (1, BoardColumn.LATE)):
                hall.clock.at = due + timedelta(days=days)
                for column in (BoardColumn.NEAR, BoardColumn.LATE):
                    found = behind_count(room.app, column, None, "").cases
                    assert (first.row.case in [one.row.case for one in found]) is (column is expected)
        finally:
            hall.clock.at = now


def test_that_the_room_says_how_old_the_data_of_each_window_are(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        found = board(room.app, BoardBy.WINDOW)
        ages = {line.count.key: line.age for line in found.lines}
    assert all(age is not None and age.stale for age in ages.values())
    assert len(found.unheard) == 2
    now = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    fresh = age_of(now - timedelta(hours=1), now, 0)
    assert (fresh.words, fresh.stale) == ("更新到 13:00", False)
    assert age_of(None, now, 0).stale
    ahead = age_of(now + timedelta(days=365), now, 0)
    assert ahead.stale
    assert "超前" in ahead.words
    assert "3个工作日" in age_of(now - timedelta(days=5), now, 3).words


def test_that_a_look_is_on_record_before_anything_is_shown_and_its_owner_sees_it(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room, hall.opened(ONE) as one:
        supervisor = next(row for row in room.app.journal.staff() if row.code == "S01")
        (row, *_) = behind_count(room.app, BoardColumn.OPEN, BoardBy.WINDOW, ONE).cases
        before = room.app.journal.place()
        for reason, who in (("好奇", supervisor), ("", supervisor), (LookReason.CHECK, room.clerk)):
            with pytest.raises((BadInput, RuleRefused)):
                look_at_case(room.app, row.number, reason, who)
        assert room.app.journal.place() == before
        case = look_at_case(room.app, row.number, LookReason.URGING, supervisor)
        assert case.applicant is not None
        assert case.history[-1].text.endswith("（督办催办）")
        send(room.app, one.app)
        own = one.app.journal.entries(case.id)[-1]
        assert (own.station, own.actor, own.kind) == (ROOM, "S01", "person.viewed")
        with pytest.raises(RuleRefused):
            look_at_case(one.app, row.number, LookReason.CHECK, supervisor)  # no room


def test_that_a_windows_records_list_a_look_from_the_room_at_its_own_cases_only(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room, hall.opened(ONE) as one, hall.opened(TWO) as two:
        supervisor = next(row for row in room.app.journal.staff() if row.code == "S01")
        (row, *_) = behind_count(room.app, BoardColumn.OPEN, BoardBy.WINDOW, ONE).cases
        look_at_case(room.app, row.number, LookReason.COMPLAINT, supervisor)
        day = civil_date(hall.clock.at)
        wanted = RecordFilter(day, day, kinds=(RecordKind.LOOK,))
        assert all(not r.station for r in find_records(room.app, wanted, by="S01").records)
        send(one.app, two.app)  # the window beside it knows of the case
        for window, listed in ((one, True), (two, False)):
            send(room.app, window.app)
            found = find_records(window.app, wanted, by="S01").records
            looks = [r for r in found if r.sentence.endswith("理由：投诉信访核实")]
            assert bool(looks) is listed
        look = find_records(one.app, wanted, by="S01").records[0]
        assert (look.who, look.station, look.about) == ("S01", ROOM, row.number)
        assert look.sentence.startswith("在值班主管室查看了这一件")
        for narrower, count in (
            (replace(wanted, clerk="W01"), 0),
            (replace(wanted, case=row.number, clerk="S01"), 1),
            (replace(wanted, kinds=(RecordKind.EXPORT,)), 0),
            (RecordFilter(day + timedelta(days=1), day + timedelta(days=2)), 0),
        ):
            listed_looks = [r for r in find_records(one.app, narrower, by="S01").records if r.station]
            assert bool(listed_looks) is bool(count), narrower


def test_that_what_the_ring_does_not_open_is_counted_and_says_so(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        (unread,) = behind_count(room.app, BoardColumn.OPEN, BoardBy.WINDOW, TWO).cases
        assert unread.applicant == "（资料待授权）"
        (case, *_) = room.app.journal.find_cases(unread.number).rows
        assert case.case == unread.row.case
        assert {one.owner for one in room.app.journal.find_cases("巴图吉雅").rows} == {ONE}


def test_that_the_room_takes_in_decides_and_prints_nothing(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        app, before = room.app, room.app.journal.place()
        (row, *_) = behind_count(app, BoardColumn.OPEN, BoardBy.WINDOW, ONE).cases
        case = app_case(room, row.row.case)
        setting = app.setting()
        with pytest.raises(RuleRefused, match="不是窗口"):
            file_case(
                app.journal, app.projector, setting, room.visit(1), clerk=room.clerk, decision=FilingMode.KEEP
            )
        with pytest.raises(RuleRefused, match="不是窗口"):
            room.do(case, Stamp((case.papers[0].id,)))
        with pytest.raises(RuleRefused, match="不是窗口"):
            send_copy(app, case.id, case.papers[0].id, "S01")
        with pytest.raises(RuleRefused, match="不是窗口"):
            copy_paper(
                app.journal, app.projector, app.papers, case_id=case.id, wanted=case.papers[0].id, clerk="S01"
            )
        assert app.journal.place() == before


def test_that_a_check_and_a_rebuild_know_the_board(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        before = board(room.app, BoardBy.ORGAN).lines
        room.app.journal.board()
    assert program().check(hall.folders[ROOM], False).faults == ()
    assert program().check(hall.folders[ROOM], True).faults == ()
    with hall.opened(ROOM) as room:
        assert board(room.app, BoardBy.ORGAN).lines == before
        connection = room.app.journal.connection()  # type: ignore[attr-defined]
        connection.execute("UPDATE board_rows SET unprinted = unprinted + 1 WHERE organ = ''")
    faults = program().check(hall.folders[ROOM], False).faults
    assert {fault.kind for fault in faults} == {"row"}
    assert program().check(hall.folders[ROOM], True).faults == ()


def test_that_a_case_leaves_the_board_when_nothing_of_it_is_left_to_do(hall: RoomOfHall) -> None:
    with hall.opened(ONE) as one:
        (row, *_) = one.app.journal.find_cases("").rows
        case = app_case(one, row.case)
    (item, *others) = case.items
    twice = replace(
        item,
        state=ItemState.TO_CORRECT,
        told=(CorrectionRound(1, (), None, BEGUN), CorrectionRound(2, (), None, BEGUN)),
    )
    whole, *_ = board_parts(replace(case, items=(twice, *others)), ())
    assert whole.twice
    done = tuple(replace(one, state=ItemState.WITHDRAWN) for one in (twice, *others))
    ended = replace(case, items=done, brought={})
    assert board_parts(ended, ()) == ()
    paper = case.papers[0]
    left = board_parts(ended, (Task(case.id, "", paper.id, TaskKind.UNSTAMPED, None, "印章"),))
    assert [(one.organ, one.unsealed, one.open) for one in left] == [("", 1, False), (paper.organ, 1, False)]


def test_that_the_applicants_own_days_make_no_window_late(hall: RoomOfHall) -> None:
    with hall.opened(ONE) as one:
        (row, *_) = one.app.journal.find_cases("").rows
        case = app_case(one, row.case)
    day = BEGUN.date()
    for kind, due in ((TaskKind.CORRECTION, None), (TaskKind.GAP, None), (TaskKind.DECISION, day)):
        whole, *_ = board_parts(case, (Task(case.id, case.items[0].id, "", kind, day, ""),))
        assert whole.due == due
