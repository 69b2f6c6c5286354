"""For how long a PIN given once stands for a person on the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.duty_session import LONGEST, Session, checked_minutes, is_valid, last_session
from counter.domain.journal.entries import ClockReading

TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BEGAN = ClockReading(TEN, "boot", 5_000_000_000)
HOUR = Session("W01", 60, BEGAN, epoch=1)
DEMO = Session("", 0, BEGAN, epoch=1)


def after(wall: timedelta, machine: timedelta | None = None, boot: str = "boot") -> ClockReading:
    """What the clock says later; both of its hands together unless said otherwise."""
    run = wall if machine is None else machine
    return ClockReading(TEN + wall, boot, BEGAN.monotonic_ns + int(run.total_seconds() * 1e9))


def counts(
    session: Session, now: ClockReading, *, epoch: int = 1, doubtful: bool = False, demo: bool = False
) -> bool:
    return is_valid(session, now, epoch, doubtful=doubtful, demo=demo)


def test_that_a_session_ends_with_its_last_second() -> None:
    assert counts(HOUR, after(timedelta(0)))
    assert counts(HOUR, after(timedelta(minutes=60, seconds=-1)))
    assert not counts(HOUR, after(timedelta(minutes=60)))


def test_that_setting_the_wall_clock_back_lengthens_nothing() -> None:
    assert not counts(HOUR, after(timedelta(minutes=5), timedelta(minutes=61)))
    assert not counts(HOUR, after(timedelta(seconds=-1), timedelta(minutes=5)))


def test_that_a_machine_that_slept_has_not_stopped_the_time() -> None:
    assert not counts(HOUR, after(timedelta(minutes=61), timedelta(minutes=5)))


def test_that_a_restart_another_epoch_and_a_clock_in_doubt_end_it() -> None:
    soon = timedelta(minutes=5)
    assert counts(HOUR, after(soon))
    assert not counts(HOUR, after(soon, boot="the next boot"))
    assert not counts(HOUR, after(soon), epoch=2)
    assert not counts(HOUR, after(soon), doubtful=True)


def test_that_the_session_of_everybody_has_no_end_in_a_demo_hall_and_no_beginning_elsewhere() -> None:
    long = after(timedelta(days=900), boot="the next boot")
    assert counts(DEMO, long, epoch=3, doubtful=True, demo=True)
    assert not counts(DEMO, after(timedelta(0)), demo=False)
    assert DEMO.covers("W01")
    assert DEMO.covers("S01")
    assert DEMO.until is None


def test_that_a_session_covers_its_own_person_only() -> None:
    assert HOUR.covers("W01")
    assert not HOUR.covers("S01")
    assert HOUR.until == TEN + timedelta(hours=1)
    assert replace(HOUR, minutes=1).until == TEN + timedelta(minutes=1)


@pytest.mark.parametrize("minutes", [0, -5, LONGEST + 1, 10**9])
def test_that_nobody_opens_one_for_no_time_or_for_longer_than_a_working_day(minutes: int) -> None:
    with pytest.raises(BadInput, match="最长"):
        checked_minutes(minutes)
    assert checked_minutes(LONGEST) == 12 * 60


def test_that_no_entry_is_no_session() -> None:
    assert last_session(()) is None
