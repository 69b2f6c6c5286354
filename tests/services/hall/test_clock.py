"""Clock honesty through the services: no dates while the clock is in doubt, dates again once confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from counter.db.profile.profile import open_journal
from counter.domain.case.acts.acts import SetDates
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.journal.entries import ClockReading
from counter.services.context.app import AppContext
from counter.services.hall.clock_doubt import clock_doubt
from counter.services.hall.station_log import confirm_clock
from tests.services.office import Office, office_on
from tests.services.visit.test_file_case import complete, file
from tests.settings import somebody


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def read(self) -> ClockReading:
        return ClockReading(self.at, "another boot", 0)


def reopened(app: AppContext, profile: Path, clock: SetClock) -> AppContext:
    journal = open_journal(profile, clock, app.projector)
    return replace(app, journal=journal, clock=clock)


def test_that_a_clock_gone_back_marks_papers_and_holds_every_date_until_a_supervisor_confirms(
    app: AppContext, profile: Path
) -> None:
    file(app, complete(app))
    clock = SetClock(datetime.now(UTC) - timedelta(days=60))
    back = reopened(app, profile, clock)
    try:
        assert back.journal.untimely()
        other = replace(complete(back), applicant=somebody(name="图雅", id_number="999999198502024569"))
        filed = file(back, other)
        assert filed.case.untimely
        assert all(i.due is None and i.statutory is None for i in filed.case.items)
        assert all("时间待核" in "".join(p.document.marks) for p in filed.papers)
        with pytest.raises(RuleRefused):
            confirm_clock(back.journal, code="W01", pin="1234")
        confirm_clock(back.journal, code="S01", pin="9876")
        assert not back.journal.untimely()
        third = replace(complete(back), applicant=somebody(name="高娃", id_number="999999197707073335"))
        assert not file(back, third).case.untimely
    finally:
        back.journal.close()


def test_that_there_is_nothing_to_confirm_while_the_clock_is_right(app: AppContext) -> None:
    with pytest.raises(RuleRefused):
        confirm_clock(app.journal, code="S01", pin="9876")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "office") as found:
        yield found


def test_that_what_is_filed_by_a_clock_put_forward_says_so_and_bears_the_true_day_in_its_number(
    office: Office,
) -> None:
    office.file(office.visit(8))
    office.later(minutes=5)
    office.clock.wrong = timedelta(days=365)
    assert "往前跳过" in clock_doubt(office.app.journal)
    assert "2026年11月20日" in clock_doubt(office.app.journal)
    case = office.file(replace(office.visit(8), duplicate_reason="另一处"))
    assert case.untimely
    assert case.number[9:15] == "261120"
    assert all(item.due is None for item in case.items)
    for paper in case.papers:
        assert paper.content is not None
        assert "时间待核" in str(paper.content["marks"])
        assert "2027" not in paper.number
    office.clock.wrong = timedelta()
    office.later(days=3)
    assert clock_doubt(office.app.journal) == ""
    assert not office.file(replace(office.visit(8), duplicate_reason="第三处")).untimely
    held = next(item for item in case.items if item.dates_held and not item.state.closed)
    consent = Consent("S01", "9876")
    with pytest.raises(BadInput, match="还没有到"):
        office.do(case, SetDates(date(2026, 11, 24), consent))
    dated = office.do(case, SetDates(date(2026, 11, 20), consent))
    after = dated.item(held.id)
    assert after is not None
    assert not after.dates_held


def test_that_a_window_that_recorded_nothing_for_long_is_asked_to_look_at_its_clock(office: Office) -> None:
    """After a restart nobody knows how much time passed; a supervisor says that the day is right."""
    office.file(office.visit(8))
    office.clock.boot = "another boot"
    office.later(days=29)
    assert clock_doubt(office.app.journal) == ""
    office.later(days=2)
    words = clock_doubt(office.app.journal)
    assert ("隔了 31 天" in words, "先核对电脑的日期" in words) == (True, True)
    confirm_clock(office.app.journal, code="S01", pin="9876")
    assert clock_doubt(office.app.journal) == ""
