"""Compare a window's tables by clerk and month with its daily accounts (office)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.ratings.accounts import DayTaken
from counter.domain.ratings.clerks import ClerkMonth, clerk_months, early_months
from counter.domain.ratings.office.events import RatingsTakenIn


def compare_clerks(
    packs: Sequence[RatingsTakenIn], days: Sequence[DayTaken]
) -> tuple[tuple[ClerkMonth, ...] | None, tuple[str, ...]]:
    """The tables of one window, and what does not agree; None where an older program keeps none.

    ``packs``: all of its packs, ``days``: all daily accounts they brought.
    """
    accounted = [(pack, pack.clerks) for pack in packs if pack.clerks is not None]
    if not accounted:
        return None, ()
    early = [fault for pack, tables in accounted for fault in early_months(tables, _day(pack.made_at))]
    months, faults = clerk_months(days, [one for _, tables in accounted for one in tables.months])
    since = min(pack.made_at for pack, _ in accounted)
    bare = [p for p in packs if p.account is not None and p.clerks is None and p.made_at > since]
    missing = ["这个包没有按人的账，以前的包有：窗口退回了旧版程序，或账被去掉了"] if bare else []
    return months, tuple(dict.fromkeys([*early, *faults, *missing]))


def _day(at: str) -> str:
    return civil_date(datetime.fromisoformat(at)).isoformat()
