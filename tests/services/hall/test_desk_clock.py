"""The window's clock light on a real profile: what it says in doubt, and that a supervisor's word ends the doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from counter.domain.calendar.workdays import CHINA
from counter.domain.tasks.tasks import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.desks.window import Clerk, Desk, Light, LightState
from tests.desks import desk_of
from tests.services.hall.test_clock import SetClock
from tests.services.visit.test_file_case import complete

CLERK = Clerk("W01", "阿木古郎")


def clock_light(desk: Desk) -> Light:
    """The clock's light as it burns now."""
    return next(light for light in desk.lights() if light.id == "clock")


def test_that_the_doubt_names_both_times_and_held_dates_wait_in_the_list_once_it_is_settled(
    profile: Path,
) -> None:
    clock = SetClock(datetime.now(UTC) - timedelta(days=60))
    desk = desk_of(Desk, profile, clock)
    desk.ready()
    try:
        light = clock_light(desk)
        assert light.state is LightState.WARN
        last = desk.house.journal.last_time()
        assert last is not None
        for at in (clock.at.astimezone(CHINA), last.astimezone(CHINA)):
            assert f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" in light.words
        case = desk.file(complete(desk.house), FilingMode.DECIDE, CLERK, None)
        assert desk.confirm_clock("S01", "9876") == Clerk("S01", "苏日娜", supervisor=True)
        assert clock_light(desk).state is LightState.GOOD
        assert [t.number for t in desk.tasks(CLERK, TaskKind.DATES)] == [case.number]
    finally:
        desk.close()
