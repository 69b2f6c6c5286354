"""The figures of a day are those of what stands at its end: what was taken back was not decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Decide, Void
from counter.domain.hall.day_events import FigureKind
from counter.services.day.close_day import close_day
from tests.services.office import Office, office_on


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def decided(office: Office) -> int:
    """当日办结事项 of a sheet made now."""
    day = civil_date(office.clock.at)
    closed = close_day(office.app, day, clerk=office.clerk, anew=True, reason="又办了")
    return {one.what: one.count for one in closed.said.figures}[FigureKind.DECIDED]


def test_that_a_decision_taken_back_the_same_day_is_not_counted_until_it_is_made_again(
    office: Office,
) -> None:
    case = office.file(office.visit())
    done = [one.id for one in case.items if one.state.finished]
    assert decided(office) == len(done) > 1
    case = office.do(case, Void(("mkt_individual",), "名称打错了"))
    left = [one.id for one in case.items if one.state.finished]
    assert decided(office) == len(left) < len(done)
    case = office.do(case, Decide(("mkt_individual",)))
    assert decided(office) == len([one for one in case.items if one.state.finished]) > len(left)
