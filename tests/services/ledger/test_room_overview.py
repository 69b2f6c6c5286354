"""The board's figures: recounted from raw entries by hand, opened row by row, of no window's but what came from it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.item_events import Result
from counter.domain.errors import RuleRefused
from counter.domain.tasks.board import BoardBy
from counter.services.keys.window_names import window_names
from counter.services.ledger.room_overview import overview, rows_behind, waiting_results
from counter.services.ledger.room_sheet import board_sheet
from counter.services.ledger.room_workbook import export_board, overview_sheets
from counter.services.oversight.board import board
from counter.services.oversight.hall_windows import last_acts
from tests.services.ledger.recount import civil
from tests.services.office import FARM, MISSING, Office
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, register, room_of_hall
from tests.settings import somebody
from tests.sheet_flaws import sheet_flaws

BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
TODAY, BEFORE = date(2026, 11, 20), date(2026, 11, 13)
CATERING = 8


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> RoomOfHall:
    """A register; six farms decided at the first window after seven days, today two visits lack the same paper; the
    second window's records end a week ago.
    """
    made = room_of_hall(tmp_path_factory.mktemp("hall"), BEGUN)
    register(made)
    with made.opened(ONE) as one:
        farms = [one.file(replace(one.visit(FARM), duplicate_reason=f"第{n}处")) for n in range(6)]
        one.at(BEFORE.isoformat())
        one.file(one.visit(CATERING, applicant=somebody(name="李明")))
        _decide(one, farms)
        one.at(TODAY.isoformat())
        for n in range(2):
            one.file(_lacking(one, n))
    made.clock.at = BEGUN + timedelta(days=11)
    with made.opened(TWO) as two:
        two.file(two.visit(CATERING))
    made.report(TWO)
    made.clock.at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    made.report(ONE)
    return made


def _decide(office: Office, farms: list[Any]) -> None:
    for n, case in enumerate(farms):
        item = next(
            one for one in office.now(case).items if one.asked.organ == "农牧局" and one.state.accepted
        )
        thing = GivenResult("合格证", f"第{n}号", "农牧局", issued_on=BEFORE)
        office.do(office.now(case), Conclude(item.id, Result.GRANTED, BEFORE, f"许{n}号", things=(thing,)))


def _lacking(office: Office, n: int) -> Any:
    visit = office.visit(FARM)
    line = sorted(key for key, one in visit.brought.items() if one.state.value == "received")[2]
    return replace(visit, brought={**visit.brought, line: MISSING}, duplicate_reason=f"又一处{n}")


def _raw(room: Office) -> list[tuple[str, str, int, str, dict[str, Any]]]:
    """(subject, station, time, kind, payload) of everything that came here."""
    journal: Any = room.app.journal
    query = "SELECT subject, station, at, kind, payload FROM taken_entries ORDER BY station, epoch, seq"
    return [(*row[:4], json.loads(row[4])) for row in journal.connection().execute(query)]


def test_that_the_days_figures_equal_a_count_of_raw_entries(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        found, entries = overview(room.app), _raw(room)
    opened = [(station, civil(at), said) for _, station, at, kind, said in entries if kind == "case.opened"]
    for day, figures in ((TODAY, found.today), (BEFORE, found.last_week)):
        cases = [said for _, on, said in opened if on == day]
        assert (figures.cases, figures.items) == (len(cases), sum(len(one["items"]) for one in cases))
        told = [said for _, _, at, kind, said in entries if kind == "item.told" and civil(at) == day]
        assert figures.corrected == len(told)
    assert found.today.corrected >= 2
    assert dict(found.intake) == Counter(station for station, on, _ in opened if on == TODAY)
    gaps = Counter(
        gap["name"]
        for _, _, at, kind, said in entries
        if kind == "item.told" and civil(at) == TODAY
        for gap in said["gaps"]
    )
    assert set(dict(found.missed)) <= {name for name, n in gaps.items() if n >= 2}
    assert found.missed[0][1] == 2


def test_that_an_organs_days_are_those_between_its_raw_entries(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        found, entries = overview(room.app), _raw(room)
    concluded = [said for *_, kind, said in entries if kind == "item.concluded"]
    assert {said["day"] for said in concluded} == {BEFORE.isoformat()}
    (farms,) = (one for one in found.paces if one.organ == "农牧局")
    assert farms.mean == 9.0, "from 2 to 13 November nine working days"
    assert farms.given is not None
    assert "农牧局" in found.pace_finding


def test_that_every_figure_opens_as_many_rows_as_it_says(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        found = overview(room.app)
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        today = found.today
        for measure, count in (
            ("items_received", today.items),
            ("answered", today.answered),
            ("corrected", today.corrected),
        ):
            behind = rows_behind(room.app, lead, measure)
            assert behind.total == len(behind.lines) == count, measure
        assert rows_behind(room.app, lead, "items_received", station=TWO).total == 0
        assert rows_behind(room.app, lead, "decided", organ="农牧局").total == 6
        assert len(waiting_results(room.app, lead)) == found.waiting == 6
        assert found.long == 0
        hall.clock.at += timedelta(days=23)
        try:
            assert overview(room.app).long == 6
        finally:
            hall.clock.at -= timedelta(days=23)
        with pytest.raises(RuleRefused):
            rows_behind(room.app, room.clerk, "answered")


def test_that_windows_and_people_are_called_as_the_register_has_them(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        names, worked = window_names(room.app), last_acts(room.app)
        lines = {line.count.key: line for line in board(room.app, BoardBy.WINDOW).lines}
    assert (names[ONE], names[TWO]) == ("01号窗口", "03号窗口")
    assert lines[ONE].name == "01号窗口"
    assert (worked[ONE].name, worked[ONE].day) == ("阿木古郎", TODAY)
    assert worked[TWO].day == BEFORE
    assert lines[TWO].age is not None
    assert lines[TWO].age.brief == "4个工作日前"


def test_that_a_window_in_no_register_is_called_as_the_hall_certified_it(tmp_path: Any) -> None:
    made = room_of_hall(tmp_path, BEGUN)
    with made.opened(TWO) as two:
        two.file(two.visit(CATERING))
    made.report(TWO)
    with made.opened(ROOM) as room:
        assert board(room.app, BoardBy.WINDOW).finding.endswith("03号窗口没有消息") is False
        assert [line.name for line in board(room.app, BoardBy.WINDOW).lines] == ["03号窗口"]
    with made.opened(ONE) as one, pytest.raises(RuleRefused):
        overview(one.app)


def test_that_the_sheet_and_the_workbook_tell_the_same_figures(hall: RoomOfHall) -> None:
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        found, sheet = overview(room.app), board_sheet(room.app, BoardBy.WINDOW)
        day, organs = overview_sheets(room.app)
        assert sheet_flaws(export_board(room.app, lead).content, notes=("说明",)) == []
    text = repr(sheet.body)
    assert f"今天收件{found.today.cases}件" in text
    assert f"部门：{found.pace_finding}" in text
    assert "03号窗口没有消息，数可能是旧的" in text
    assert "李明" not in text
    assert day.rows[0][:3] == (TODAY, found.today.cases, found.today.items)
    assert [row[0] for row in organs.rows] == [one.organ for one in found.paces]
