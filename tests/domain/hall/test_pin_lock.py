"""How long a code waits after wrong PINs, and what a clock that is set can change of it: nothing for long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from counter.domain.hall.pin_lock import LONGEST, WrongPins, after_wrong_pin, settled, still_to_wait
from counter.domain.journal.entries import UNNAMED_BOOT, ClockReading

MINUTE = timedelta(minutes=1)
START = ClockReading(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "boot-1", 0)


def later(reading: ClockReading, by: timedelta) -> ClockReading:
    """The same boot, some time after."""
    ns = reading.monotonic_ns + by // timedelta(microseconds=1) * 1000
    return ClockReading(reading.at + by, reading.boot, ns)


def wrong(times: int, now: ClockReading = START) -> WrongPins:
    """That many wrong PINs in a row."""
    tries: WrongPins | None = None
    for _ in range(times):
        tries = after_wrong_pin("k", tries, now)
    assert tries is not None
    return tries


@pytest.mark.parametrize(("times", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (60, 15)])
def test_that_the_fifth_wrong_pin_waits_a_minute_and_each_further_doubles_it_up_to_fifteen(
    times: int, minutes: int
) -> None:
    assert still_to_wait(wrong(times), START) == minutes * MINUTE


def test_that_the_wait_ends_by_itself_and_the_next_wrong_pin_waits_longer() -> None:
    after = later(START, MINUTE)
    tries = settled(wrong(5), after)
    assert still_to_wait(tries, after) == timedelta(0)
    assert still_to_wait(after_wrong_pin("k", tries, after), after) == 2 * MINUTE


def test_that_wrong_pins_far_apart_do_not_count_together_and_a_wait_is_forgotten_over_night() -> None:
    assert settled(wrong(4), later(START, 9 * MINUTE)) is not None
    assert settled(wrong(4), later(START, 11 * MINUTE)) is None
    assert settled(wrong(5), later(START, timedelta(hours=11))) is not None
    assert settled(wrong(5), later(START, timedelta(hours=13))) is None


@pytest.mark.parametrize("by", [timedelta(days=-400), timedelta(days=400)])
def test_that_setting_the_wall_clock_changes_nothing_within_one_boot(by: timedelta) -> None:
    now = ClockReading(START.at + by, START.boot, 30 * 10**9)
    assert still_to_wait(settled(wrong(5), now), now) == MINUTE / 2


def test_that_a_clock_gone_back_across_a_boot_neither_unlocks_nor_locks_for_ever() -> None:
    back = ClockReading(START.at - timedelta(days=400), "boot-2", 0)
    tries = settled(wrong(9), back)
    assert still_to_wait(tries, back) == LONGEST
    after = later(back, LONGEST)
    assert still_to_wait(settled(tries, after), after) == timedelta(0)


def test_that_after_a_restart_of_the_machine_only_its_running_counts_however_the_clock_was_set() -> None:
    for by in (MINUTE, timedelta(hours=3), timedelta(days=400)):
        now = ClockReading(START.at + by, "boot-2", 20 * 10**9)
        assert still_to_wait(settled(wrong(5), now), now) == MINUTE * 2 / 3
    after = ClockReading(START.at + timedelta(days=400), "boot-2", 60 * 10**9)
    assert still_to_wait(settled(wrong(5), after), after) == timedelta(0)


def test_that_after_a_restart_no_more_counts_than_the_wall_clock_says() -> None:
    now = ClockReading(START.at + MINUTE / 4, "boot-2", 3600 * 10**9)
    assert still_to_wait(settled(wrong(5), now), now) == MINUTE * 3 / 4


def test_that_a_restart_of_the_program_with_the_clock_set_forward_unlocks_nothing_where_boots_have_no_name() -> (
    None
):
    then = ClockReading(START.at, f"{UNNAMED_BOOT}1", 5000 * 10**9)
    now = ClockReading(START.at + timedelta(days=1), f"{UNNAMED_BOOT}2", 5015 * 10**9)
    assert still_to_wait(settled(wrong(5, then), now), now) == MINUTE * 3 / 4
