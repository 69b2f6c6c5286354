"""Clock honesty through the services: no dates while the clock is in doubt, dates again once confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counter.db.profile.profile import open_journal
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import ClockReading
from counter.services.context.app import AppContext
from counter.services.hall.station_log import confirm_clock
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
