"""The window's clock light on a real profile: what it says in doubt, and that a supervisor's word ends the doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from counter.domain.calendar.workdays import CHINA
from counter.domain.tasks.task import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.services.hall.test_clock import SetClock
from tests.services.visit.test_file_case import complete

CLERK = Clerk("W01", "阿木古郎")


def clock_light(facade: WindowFacade) -> Light:
    """The clock's light as it burns now."""
    return next(light for light in facade.lights() if light.id == "clock")


def test_that_the_doubt_names_both_times_and_held_dates_wait_in_the_list_once_it_is_settled(
    profile: Path,
) -> None:
    clock = SetClock(datetime.now(UTC) - timedelta(days=60))
    facade = facade_of(WindowFacade, profile, clock)
    facade.ready()
    try:
        light = clock_light(facade)
        assert light.state is LightState.WARN
        last = facade.app.journal.last_time()
        assert last is not None
        for at in (clock.at.astimezone(CHINA), last.astimezone(CHINA)):
            assert f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" in light.words
        case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
        assert facade.confirm_clock("S01", "9876") == Clerk("S01", "苏日娜", supervisor=True)
        assert clock_light(facade).state is LightState.GOOD
        assert [t.head.number for t in facade.tasks(CLERK, TaskKind.DATES)] == [case.number]
    finally:
        facade.close()
