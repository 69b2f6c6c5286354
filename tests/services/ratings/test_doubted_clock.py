"""A clock that stood a year ahead: nobody is invited by it, no day ends by it, and nothing waits a year (L9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.errors import RuleRefused
from counter.services.hall.station_log import confirm_clock
from counter.services.ratings.account import account_ratings, accounts_of, read_account
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.close import close_ratings
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on

YEAR = timedelta(days=365)


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path) as found:
        yield found


def confirm(rated: Rated) -> None:
    confirm_clock(rated.app.journal, code="S01", pin="9876")


def batched(rated: Rated) -> list[str]:
    return [str(e.read()["day"]) for e in rated.entries() if e.kind == "ratings.batched"]


def test_that_nobody_is_invited_and_no_day_ends_by_a_clock_that_was_put_forward(rated: Rated) -> None:
    """Else who sets the clock has the boxes of one visit leave alone, and so joins them to it."""
    clock = rated.office.clock
    rated.rate(ANONYMOUS)
    clock.wrong = YEAR
    case = rated.case()
    with pytest.raises(RuleRefused, match="时间待核"):
        rated.invite(case)
    assert rated.causes() == ["clock"]
    assert batch_ratings(rated.app) == ()
    assert account_ratings(rated.app) == 0
    clock.wrong = timedelta()  # set right: nothing has to be confirmed
    rated.rate(NAMED)
    rated.next_day()
    assert batched(rated) == ["2026-11-20"]
    account_ratings(rated.app)
    (account,) = [read_account(e) for e in accounts_of(rated.app.journal) if read_account(e).day < "2027"]
    assert (account.day, len(account.anonymous), len(account.named)) == ("2026-11-20", 2, 2)


def test_that_an_invitation_that_runs_when_the_clock_jumps_ends_on_its_own_day(rated: Rated) -> None:
    rated.invite(rated.case())
    rated.office.clock.wrong = YEAR
    assert len(close_ratings(rated.app)) == 1
    rated.office.clock.wrong = timedelta()
    rated.next_day()
    assert batched(rated) == ["2026-11-20"]


def test_that_boxes_of_a_clock_that_was_ahead_over_a_restart_do_not_wait_a_year(rated: Rated) -> None:
    """Over a restart nobody knew; once somebody confirmed the right time they leave under the day they bear."""
    clock = rated.office.clock
    clock.boot, clock.wrong = "another boot", YEAR
    rated.rate(ANONYMOUS)
    clock.wrong = timedelta()
    rated.office.later(minutes=5)
    assert batch_ratings(rated.app) == ()  # in doubt, until a supervisor says which time is right
    confirm(rated)
    rated.rate(ANONYMOUS)
    assert batch_ratings(rated.app) == (date(2027, 11, 20),)
    rated.next_day()
    assert batched(rated) == ["2027-11-20", "2026-11-20"]
