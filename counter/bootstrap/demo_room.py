"""The invented windows behind a demo room: made in a temporary folder in the past, reported, and thrown away."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from counter import config
from counter.domain.journal.entries import ClockReading

if TYPE_CHECKING:
    from counter.bootstrap.opening import SetUp
    from counter.domain.hall.demo_room import DemoRoom
    from counter.services.context.app import AppContext


class _PastClock:
    """A clock that stands where it was put, some days ago."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def read(self) -> ClockReading:
        return ClockReading(self.at, "demo", int(self.at.timestamp() * 1e9))


def fill_room(new: SetUp) -> int:
    """Fill the room that is being set up; returns how many cases it was given."""
    from counter.bootstrap.opening import create_profile, open_app
    from counter.domain.hall.demo_room import demo_room_from
    from counter.domain.hall.hall import StaffSeed, staff_from
    from counter.services.demo_room import begin_review, introduce_windows

    values = config.read_toml(config.resources_folder() / "halls" / "demo-room.toml")
    wanted, leads = demo_room_from(values), staff_from(values)
    with TemporaryDirectory(prefix="counter-demo-") as folder, ExitStack() as opened:
        room = opened.enter_context(new.open_app())
        now = room.clock.read().at
        clock = _PastClock(_morning(now, wanted.begun_days_ago))
        windows: dict[str, AppContext] = {}
        for one in wanted.windows:
            hall = replace(room.hall, station=one.station, window=one.window, oversight=False)
            place = Path(folder) / one.window
            create_profile(place, hall, (*leads, StaffSeed(one.code, one.clerk, "clerk", "1234")), clock)
            windows[one.window] = opened.enter_context(open_app(place, clock))
        first, *others = windows.values()
        introduce_windows(first, others, room, wanted.windows, leads)
        _live(wanted, windows, room, clock)
        begin_review(room, wanted.begun_days_ago, leads[0].code)
    return len(wanted.cases)


def _live(wanted: DemoRoom, windows: dict[str, AppContext], room: AppContext, clock: _PastClock) -> None:
    """Every case on its day, then all reported."""
    from counter.services.demo_room import file_invented, report_to_room

    now = room.clock.read().at
    clerks = {one.window: one.code for one in wanted.windows}
    for number, case in enumerate(wanted.cases):
        clock.at = _morning(now, case.days) + number * timedelta(minutes=11)
        file_invented(windows[case.window], case, clerks[case.window])
    for window in windows.values():
        report_to_room(window, room)


def _morning(now: datetime, days: int) -> datetime:
    """Half past nine in China, that many days ago; on the Friday before where that is a Saturday or Sunday."""
    from counter.domain.calendar.workdays import civil_time

    day = civil_time(now) - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=9, minute=30, second=0, microsecond=0).astimezone(UTC)
