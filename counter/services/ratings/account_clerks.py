"""Write, for each past month, how often each clerk's visitors were asked to rate (``domain/ratings/clerks``).

The visits counted by the month's daily accounts are grouped by the clerk who served them. It is done when a pack is
made, the only way it leaves the window; the window shows it nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.accounts import account_digest
from counter.domain.ratings.clerk_totals import month_after
from counter.domain.ratings.clerks import (
    OTHERS,
    ClerkCounts,
    ClerksAccounted,
    PackedMonth,
    PackedMonths,
    clerk_rows,
    clerks_digest,
)
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.ratings.account import (
    ACCOUNTS,
    Place,
    VisitsOfDay,
    accounts_of,
    first_open_day,
    read_account,
    visits_of,
)
from counter.services.ratings.close import SYSTEM

CLERKS = "rating_clerks"
"""The subject of the tables by clerk and month."""


def account_clerks(app: AppContext) -> int:
    """Write the table of each past month that has none; returns how many. Call after ``account_ratings``.

    A month is over when its last day is, with its invitations closed and its boxes batched.
    """
    journal = app.journal
    days, written = accounts_of(journal), clerks_of(journal)
    months_accounted = {read_clerks(entry).month for entry in written}
    today = civil_date(app.clock.read().at).isoformat()
    with journal.transaction() as tx:
        first_open = first_open_day(tx, today)
    accounted = {read_account(entry).day[:7] for entry in days}
    months = [m for m in sorted(accounted - months_accounted) if f"{month_after(m)}-01" <= first_open]
    if not months:
        return 0
    rows = {month: clerk_rows(_counts(visits)) for month, visits in _by_month(journal, days, months).items()}
    with journal.transaction() as tx:
        heads = (tx.last_id(ACCOUNTS), tx.last_id(CLERKS))
        if heads != (days[-1].id, written[-1].id if written else None):
            return 0  # another program at this window has just done it
        previous = clerks_digest(read_clerks(written[-1])) if written else ""
        for month in months:
            event = ClerksAccounted(month, account_digest(read_account(days[-1])), previous, rows[month])
            previous = clerks_digest(event)
            tx.append(NewEntry(CLERKS, event, tx.last_id(CLERKS)), actor=SYSTEM)
        tx.commit()
    return len(months)


def packed_clerks(journal: Journal, after: Place) -> PackedMonths:
    """The tables after a position in the chain, as a pack contains them."""
    return PackedMonths(
        tuple(
            PackedMonth(e.epoch, e.seq, e.hash.hex(), read_clerks(e))
            for e in clerks_of(journal)
            if (e.epoch, e.seq) > after
        )
    )


def clerks_of(journal: Journal) -> tuple[Entry, ...]:
    """The entries of all tables so far."""
    return tuple(e for e in journal.entries(CLERKS) if kind_of(ClerksAccounted).knows(e))


def read_clerks(entry: Entry) -> ClerksAccounted:
    """The event of a table's entry."""
    table = kind_of(ClerksAccounted).read(entry)
    assert table is not None  # clerks_of has left out what a newer program wrote
    return table


def _by_month(journal: Journal, days: Sequence[Entry], months: Sequence[str]) -> dict[str, list[VisitsOfDay]]:
    found: dict[str, list[VisitsOfDay]] = {month: [] for month in months}
    for visits in visits_of(journal, days, months):
        found[visits.day[:7]].append(visits)
    return found


def _counts(days: Iterable[VisitsOfDay]) -> list[ClerkCounts]:
    """Counts by the clerk of a visit's last outcome, not the one who invited (谁办理谁负责).

    An invitation cut short counts for the clerk who ended it, if one did.
    """
    outcomes, asked, slips, short = (Counter[str]() for _ in range(4))
    for day in days:
        for counter, cases in (
            (outcomes, day.outcomes),
            (asked, day.invited),
            (slips, day.by_slip),
        ):
            counter.update(_clerk(day, case) for case in cases)
        short.update(day.cut_by.get(case) or _clerk(day, case) for case in day.short)
    clerks = sorted({*outcomes, *asked, *slips, *short})
    return [ClerkCounts(c, outcomes[c], asked[c], slips[c], short[c]) for c in clerks]


def _clerk(day: VisitsOfDay, case: str) -> str:
    who = day.served.get(case, OTHERS)
    return OTHERS if who == SYSTEM else who
