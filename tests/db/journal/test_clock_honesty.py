"""An entry earlier than the last one is marked untimely, until a person confirms the clock (时间待核)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from counter.db.file.clock import SystemClock, is_untimely
from counter.db.journal.journal import SqlJournal
from counter.domain.journal.entries import CLOCK_CONFIRMED, UNNAMED_BOOT, ClockReading, Entry, moment
from tests.db.toy import FakeClock
from tests.foreign import foreign

HOUR = timedelta(hours=1)


def append(journal: SqlJournal, kind: str = "item.held") -> Entry:
    """One entry, now."""
    with journal.transaction() as tx:
        entry = tx.append(foreign(kind, "c", {}, previous=tx.last_id("c")), actor="W01")
        tx.commit()
    return entry


def test_that_time_going_by_is_never_doubted(journal: SqlJournal, clock: FakeClock) -> None:
    for _ in range(5):
        clock.passes(HOUR)
        assert not journal.untimely()
        assert not append(journal).untimely


def test_that_a_clock_put_back_marks_entries_until_time_catches_up(
    journal: SqlJournal, clock: FakeClock
) -> None:
    append(journal)
    clock.is_set(-3 * HOUR)
    assert journal.untimely()
    assert append(journal).untimely
    clock.passes(2 * HOUR)
    assert append(journal).untimely  # later than the untimely one, still earlier than the trusted one
    clock.boot, clock.monotonic_ns = "boot-2", 0
    clock.passes(2 * HOUR)
    assert not journal.untimely()
    assert not append(journal).untimely


def test_that_a_restart_does_not_hide_a_clock_that_went_back(journal: SqlJournal, clock: FakeClock) -> None:
    append(journal)
    clock.is_set(-HOUR)
    clock.boot, clock.monotonic_ns = "boot-2", 0
    assert append(journal).untimely


def test_that_monotonic_time_finds_a_clock_put_back_between_two_entries(
    journal: SqlJournal, clock: FakeClock
) -> None:
    append(journal)
    clock.passes(5 * HOUR)
    clock.is_set(-4 * HOUR)  # still later than the last entry
    assert append(journal).untimely


def test_that_a_small_correction_by_a_time_server_is_not_doubted(
    journal: SqlJournal, clock: FakeClock
) -> None:
    append(journal)
    clock.is_set(timedelta(seconds=-1))
    assert not append(journal).untimely


@pytest.mark.parametrize(
    ("boot", "passed", "step", "doubted"),
    [
        ("b", 3600, -2, False),  # a time server's step
        ("b", 0, -2, False),
        ("b", 0, -3, True),
        ("b", 3600, -120, False),  # a fast clock slowly corrected
        ("b", 3600, -121, True),  # put back, and still later than the last entry
        ("other", 3600, -121, False),  # after a restart nobody knows how much time passed
        ("other", 0, -2, False),
        ("other", 0, -3, True),
        ("b", 60, 3600, False),  # set right by a little
        ("b", 60, 3601, True),  # put forward, or wrong until now
        ("b", 0, 400 * 86400, True),
        ("other", 0, 400 * 86400, False),  # over a restart that needs someone else's clock
        (f"{UNNAMED_BOOT}1", 0, 400 * 86400, False),
    ],
)
def test_that_a_clock_is_doubted_from_just_where_the_rule_says(
    boot: str, passed: int, step: int, doubted: bool
) -> None:
    start = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    last = ClockReading(start, "b", 5_000_000_000)
    now = ClockReading(start + timedelta(seconds=passed + step), boot, 5_000_000_000 + passed * 10**9)
    assert is_untimely(now, last) is doubted
    assert not is_untimely(now, None)


def test_that_a_confirmed_clock_is_trusted_again(journal: SqlJournal, clock: FakeClock) -> None:
    append(journal)
    clock.is_set(-HOUR)
    assert append(journal).untimely
    assert append(journal, CLOCK_CONFIRMED).untimely  # a fact about it, not a reproach
    assert not journal.untimely()
    clock.passes(timedelta(minutes=1))
    assert not append(journal).untimely


def test_that_an_old_doubt_does_not_return_after_opening_again(journal: SqlJournal, clock: FakeClock) -> None:
    append(journal)
    clock.is_set(-HOUR)
    append(journal, CLOCK_CONFIRMED)
    clock.passes(HOUR / 2)
    assert not append(journal).untimely
    assert not journal.untimely()


@pytest.mark.parametrize("stored", [0, 1, 1_763_600_000_123_456])
def test_that_stored_moments_come_back_to_the_microsecond(stored: int) -> None:
    from counter.domain.journal.entries import microseconds

    assert microseconds(moment(stored)) == stored


def test_that_the_systems_clock_names_one_boot_and_never_goes_back() -> None:
    one, two = SystemClock(), SystemClock()
    first, second = one.read(), two.read()
    assert isinstance(first.at, datetime)
    assert first.at.utcoffset() == timedelta(0)
    assert second.monotonic_ns >= first.monotonic_ns


def test_that_a_system_without_boot_ids_counts_each_process_as_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from pathlib import Path

    monkeypatch.setattr("counter.db.file.clock._BOOT_ID", Path(str(tmp_path)) / "none")
    assert SystemClock().read().boot != SystemClock().read().boot
