"""Which backups stay, when the last one is too old, and what a restored window says it has lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.backup.age import BackupAge, backup_age
from counter.domain.hall.backup.generations import LONGEST, Generation, outlived
from counter.domain.hall.backup.loss import KnownEnd, LostEntries, SeriesEnd, lost_entries, lost_series
from counter.domain.hall.backup.loss_words import loss_lines

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def kept(made: list[datetime], now: datetime = NOW) -> list[datetime]:
    """Of backups made one after the other as their dates say."""
    in_order = [Generation(1, seq, at, "") for seq, at in enumerate(sorted(made), 1)]
    return sorted((one.at for one in set(in_order) - outlived(in_order, now, civil_date)), reverse=True)


def used_for(days: int, made: set[Generation], *, daily: bool = True) -> set[Generation]:
    """What is left after so many days of further backups, thinned after each; only what was there at first."""
    left = set(made)
    for day in range(days + 1):
        now = NOW + timedelta(days=day)
        if daily or day % 6 == 0:
            left.add(Generation(1, 1000 + day, now, ""))
        left -= outlived(left, now, civil_date)
    return left & made


def test_that_hourly_ones_of_a_year_leave_seven_days_and_five_weeks() -> None:
    made = [NOW - timedelta(days=day, hours=hour) for day in range(365) for hour in range(8)]
    left = kept(made)
    days = {civil_date(at) for at in left}
    assert days >= {civil_date(NOW - timedelta(days=day)) for day in range(7)}
    assert len({civil_date(at).isocalendar()[:2] for at in left}) == 5
    assert len(left) <= 7 + 5 + 2
    assert all(at > NOW - LONGEST for at in left)


def test_that_of_today_three_stay_and_of_another_day_the_last() -> None:
    made = [NOW - timedelta(hours=hour) for hour in range(6)]
    made += [NOW - timedelta(days=1, hours=hour) for hour in range(6)]
    assert kept(made) == [*made[:3], made[6]]


def test_that_none_outlives_the_promise_but_the_newest_of_all_stays() -> None:
    made = [NOW - timedelta(days=day) for day in (36, 40, 50)]
    yesterday = NOW - timedelta(days=1)
    assert kept([NOW, yesterday, *made]) == [NOW, yesterday]


def test_that_a_clock_that_jumped_ahead_deletes_no_backup_on_its_first_day() -> None:
    made = [NOW - timedelta(days=day) for day in range(5)]
    later = NOW + timedelta(days=3000)
    assert set(kept([later, *made], later)) >= set(made)
    assert set(made) <= set(kept(made, later))


def test_that_backups_of_a_wrong_clock_take_no_places_whichever_clock_was_wrong() -> None:
    made = [NOW - timedelta(days=day) for day in range(7)]
    ahead = [NOW + timedelta(days=400 + day) for day in range(7)]
    assert set(kept([*made, *ahead])) >= {*made, *ahead}
    back = NOW - timedelta(days=4000)
    assert set(kept([*made, back], back)) == {*made, back}


@pytest.mark.parametrize("ahead", [2, 20, 34, 35, 36, 37, 60, 400, 30_000])
@pytest.mark.parametrize("daily", [True, False])
def test_that_a_backup_dated_ahead_lives_no_longer_than_promised(ahead: int, *, daily: bool) -> None:
    before = {Generation(1, seq, NOW - timedelta(days=9 - seq), "") for seq in (1, 2)}
    wrong = {Generation(1, 10 + day, NOW + timedelta(days=ahead + day), "") for day in range(5)}
    assert used_for(7, before | wrong, daily=daily) & wrong, "gone at once"
    assert not used_for(36 if daily else 42, before | wrong, daily=daily) & wrong


def test_that_a_clock_that_once_fell_back_by_years_makes_nothing_old() -> None:
    week = {Generation(1, day, NOW - timedelta(days=7 - day), "") for day in range(1, 7)}
    fallen = Generation(1, 8, NOW - timedelta(days=4000), "")
    assert used_for(0, week | {fallen}) == week


def test_that_a_copy_of_the_window_in_the_same_folder_makes_nothing_old() -> None:
    mine = {Generation(1, 100 + day, NOW - timedelta(days=day), "") for day in range(5)}
    other = {Generation(3000, day, NOW - timedelta(days=38 - day), "") for day in range(1, 30)}
    left = (mine | other) - outlived(mine | other, NOW, civil_date)
    assert mine <= left


def test_that_what_is_not_proved_takes_no_place_and_goes_for_its_age() -> None:
    made = {Generation(1, 100 - day, NOW - timedelta(days=day), "") for day in range(7)}
    forged = {Generation(9, 900, NOW - timedelta(hours=hour), f"{hour}", proved=False) for hour in range(200)}
    old = {Generation(1, 1, NOW - timedelta(days=36), "", proved=False)}
    assert outlived(made | forged | old, NOW, civil_date) == old
    assert outlived(forged | old, NOW, civil_date) == frozenset()


@pytest.mark.parametrize(
    ("workdays", "up_to_date", "age"),
    [
        (0, False, BackupAge.GOOD),
        (1, False, BackupAge.GOOD),
        (2, False, BackupAge.OLD),
        (3, False, BackupAge.OLD),
        (4, False, BackupAge.TOO_OLD),
        (60, True, BackupAge.GOOD),
    ],
)
def test_that_a_backup_is_old_after_a_working_day_unless_nothing_was_written(
    workdays: int, up_to_date: bool, age: BackupAge
) -> None:
    assert backup_age(workdays, up_to_date=up_to_date) is age


def test_that_what_others_know_beyond_the_backup_is_lost() -> None:
    chains = [KnownEnd(1, 100), KnownEnd(3000, 7)]
    known = [KnownEnd(1, 100), KnownEnd(3000, 12), KnownEnd(3000, 9), KnownEnd(5000, 4)]
    assert lost_entries(chains, known) == (LostEntries(3000, 8, 12), LostEntries(5000, 1, 4))
    assert lost_entries(chains, ()) == ()


def test_that_a_series_is_known_as_far_as_somebody_knows_a_number_and_never_said_to_end() -> None:
    series = [SeriesEnd(1, "case/261123", 3), SeriesEnd(1, "case/261122", 9)]
    known = [KnownEnd(1, 9, (("case/261123", 5), ("case/261122", 9), ("case/261124", 2)))]
    assert lost_series(series, known) == (
        SeriesEnd(1, "case/261122", 9),
        SeriesEnd(1, "case/261123", 3, 5),
        SeriesEnd(1, "case/261124", 0, 2),
    )
    said = loss_lines("15220103", (), lost_series(series, known))
    assert said[1:] == (
        "办件编号 15220103A 261123 0004 9 到 15220103A 261123 0005 7 的件。",
        "办件编号 15220103A 261124 0001 7 到 15220103A 261124 0002 5 的件。",
        "办件编号 15220103A 261124 0002 5 之后、字母是 A 的号，可能已经给出。",
    )


def test_that_what_is_lost_is_said_in_numbers_as_they_stand_on_papers() -> None:
    series = (
        SeriesEnd(1, "case/261120", 9),
        SeriesEnd(1, "case/261123", 3, 5),
        SeriesEnd(1, "case/261124", 7),
        SeriesEnd(1, "paper/乌市监受综{station}〔{year}〕{serial}号/2026", 118),
    )
    said = loss_lines("15220103", (LostEntries(1, 41, 57),), series)
    assert said == (
        "编号字母 A 的记录，第 41 到 57 条，共 17 条（别处记着有过）。",
        "办件编号 15220103A 261123 0004 9 到 15220103A 261123 0005 7 的件。",
        "办件编号 15220103A 261124 0007 6 之后、字母是 A 的号，可能已经给出。",
        "文号 乌市监受综03A〔2026〕118号 之后的，可能已经给出。",
    )
