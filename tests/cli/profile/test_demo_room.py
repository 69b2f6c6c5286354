"""``counter setup --demo-room``: a supervisor's room to look at, its windows and applicants invented."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.people.applicant import check_applicant
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.projection import read_case
from counter.services.oversight.board import behind_count, board
from counter.services.oversight.samples import list_samples
from tests.cli.shop import counter


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set up with one command."""
    profile = tmp_path_factory.mktemp("demo") / "room"
    before = set(Path(tempfile.gettempdir()).glob("counter-demo-*"))
    said = counter("setup", "--demo-room", "--data", profile)
    assert said.code == 0, said.err
    assert "只看不办" in said.out
    assert "都是虚构的" in said.out
    assert set(Path(tempfile.gettempdir()).glob("counter-demo-*")) == before  # the windows are gone
    return profile


def test_that_a_demo_room_shows_several_windows_with_something_late_and_is_sound(room: Path) -> None:
    assert counter("check", "--data", room).code == 0
    with open_app(room) as app:
        found = board(app, BoardBy.WINDOW)
        assert len(found.lines) == 3
        assert all(line.count.open for line in found.lines)
        assert found.total.late
        assert found.total.late < found.total.open
        names = [one.applicant for one in behind_count(app, BoardColumn.OPEN, None, "").cases]
        assert "（资料待授权）" not in names
        (sample,) = list_samples(app.journal)
        assert sample.left == len(sample.cases) > 0


def test_that_its_applicants_are_nobody_and_everything_is_a_demo(room: Path) -> None:
    with open_app(room) as app:
        assert app.journal.station().demo
        assert app.hall.oversight
        assert "演示" in app.hall.banner
        for row in app.journal.find_cases("").rows:
            case = read_case(app.journal, row.case)
            assert case.applicant is not None
            person = case.applicant.person
            assert person is not None
            assert person.id_number.startswith("999999")
            assert person.phone.startswith("1000000")
            assert check_applicant(case.applicant, civil_date(app.clock.read().at)) == ()


def test_that_a_demo_room_is_never_laid_over_another_profile(room: Path) -> None:
    said = counter("setup", "--demo-room", "--data", room)
    assert said.code == 2
    assert "不会覆盖" in said.err
