"""By clerk and whole month: how often a window's clerks asked for a rating, and how often not (按人的评价账).

The window's daily accounts (``rating_accounts``) name no clerk. So that a clerk who invites only satisfied visitors is
noticed, the window adds up the visits of a month by who served them, once the month is over and all its days are
accounted. Such a table has numbers of a month and the clerk's code (工号), never a name, a day, a case or a grade, and
no clerk with fewer than ``LEAST_VISITS`` visits. It is linked to the daily accounts, whose sums it has to equal, and to
the table before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.kinds import Slot, event
from counter.domain.ratings.accounts import DayTaken
from counter.domain.ratings.figures import Share, share

LEAST_VISITS = 5
"""Least visits of a clerk in a month to be listed alone, like ``LEAST_GROUP`` for ratings."""

OTHERS = ""
"""Code of the clerks with fewer visits, taken together."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_CODE = 32


@dataclass(frozen=True, slots=True)
class ClerkCounts:
    """Visits of a month with an outcome by this clerk (工号; ``OTHERS``: several taken together).

    ``asked``: those that were invited to rate, ``slips``: of these by slip; ``cut_short``: invitations closed before
    their time was over. ``mixed``: fewer than ``LEAST_VISITS`` visits of others are included.
    """

    clerk: str
    outcomes: int
    asked: int
    slips: int
    cut_short: int
    mixed: bool = False

    @property
    def never(self) -> int:
        """Visits whose applicant was never invited."""
        return self.outcomes - self.asked


@event("clerks.accounted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ClerksAccounted:
    """``clerks.accounted`` (subject ``rating_clerks``, at the window): a past month (2026-11), by clerk.

    ``account``: ``account_digest`` of the newest daily account when it was written; ``previous``: ``clerks_digest`` of
    the table before it, of an older epoch too; empty for the first.
    """

    month: str
    account: str
    previous: str
    rows: tuple[ClerkCounts, ...]


@dataclass(frozen=True, slots=True)
class PackedMonth:
    """Such a table in a pack, with its position in the station's chain: ``head`` is its entry's hash (hex)."""

    epoch: int
    seq: int
    head: str
    told: ClerksAccounted


@dataclass(frozen=True, slots=True)
class PackedMonths:
    """The tables in a pack, often none. A pack of an older program has no such part."""

    months: tuple[PackedMonth, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthSum:
    """Sum of the daily accounts of a month; ``slips`` None where an older program imported one of them."""

    outcomes: int = 0
    asked: int = 0
    slips: int | None = 0
    cut_short: int = 0

    @property
    def never(self) -> Share | None:
        """Visits whose applicant was never invited, of all with an outcome."""
        return share(self.outcomes - self.asked, self.outcomes)

    @property
    def short(self) -> Share | None:
        """Invitations closed before their time was over, of all."""
        return share(self.cut_short, self.asked)


@dataclass(frozen=True, slots=True)
class ClerkMonth:
    """A month of one window as the office shows it. ``checked``: its days have come, and the sums were compared.

    ``hall``: sum of the daily accounts of all windows of its hall, as far as they have come.
    """

    month: str
    rows: tuple[ClerkCounts, ...]
    checked: bool
    hall: MonthSum = MonthSum()


def clerk_rows(counted: Iterable[ClerkCounts]) -> tuple[ClerkCounts, ...]:
    """The rows of a month. ``counted``: of each clerk; ``OTHERS`` for visits served by nobody on duty.

    Clerks with fewer than ``LEAST_VISITS`` visits are added to the others. Where these are still fewer together, they
    are added to the clerk with most visits, whose numbers that changes least.
    """
    counted = tuple(counted)
    shown = sorted((c for c in counted if c.clerk != OTHERS and c.outcomes >= LEAST_VISITS), key=_by_code)
    remaining = _sum(OTHERS, (c for c in counted if c not in shown))
    if not (remaining.outcomes or remaining.asked or remaining.slips or remaining.cut_short):
        return tuple(shown)
    if remaining.outcomes >= LEAST_VISITS or not shown:
        return (*shown, remaining)
    most = max(shown, key=lambda c: c.outcomes)
    with_rest = replace(_sum(most.clerk, (most, remaining)), mixed=True)
    return tuple(with_rest if c is most else c for c in shown)


def clerks_digest(accounted: ClerksAccounted) -> str:
    """Digest that the next table contains."""
    return hashlib.sha256(canonical_bytes(codec.write(accounted))).hexdigest()


def can_be(accounted: ClerksAccounted, most: int) -> bool:
    """True where a correct window could have written it; ``most``: the largest plausible number."""
    clerks = [row.clerk for row in accounted.rows]
    digests = all(_DIGEST.fullmatch(d) for d in (accounted.account, accounted.previous or accounted.account))
    return (
        bool(_MONTH.fullmatch(accounted.month))
        and digests
        and len(set(clerks)) == len(clerks)
        and all(_row_can_be(row, most) for row in accounted.rows)
    )


def sum_of(days: Iterable[DayTaken]) -> MonthSum:
    """The sum of these days."""
    days = tuple(days)
    slips = [d.slips for d in days if d.slips is not None]
    return MonthSum(
        sum(d.outcomes for d in days),
        sum(d.asked for d in days),
        sum(slips) if len(slips) == len(days) else None,
        sum(d.cut_short for d in days),
    )


def clerk_months(
    days: Sequence[DayTaken], months: Iterable[PackedMonth]
) -> tuple[tuple[ClerkMonth, ...], tuple[str, ...]]:
    """The tables of one window by month, and contradictions, in words.

    ``days``, ``months``: all that ever came of it, in whatever order. A month without its days is marked as not
    compared: an office that was set up in the middle of it never had them.
    """
    known = {clerks_digest(one.told): one for one in months}
    ordered = sorted(known.items(), key=lambda item: (item[1].told.month, item[1].epoch))
    shown: dict[str, ClerkMonth] = {}
    faults: list[str] = []
    known_places: set[tuple[int, str]] = set()
    for digest, one in ordered:
        table, words = one.told, _words(one.told.month)
        if (one.epoch, table.month) in known_places:
            faults.append(f"{words}按人的账交来过两种，窗口的记录被改写过")
        known_places.add((one.epoch, table.month))
        if digest != ordered[0][0] and table.previous not in known:
            faults.append(f"{words}按人的账和前一份接不上")
        of = _days_of(one, days)
        if of is not None:
            faults += [
                f"{words}按人的账和逐日的账不一致：{fault}" for fault in _unequal(table.rows, sum_of(of))
            ]
        elif any(d.day[:7] <= table.month for d in days) and table.account not in {d.digest for d in days}:
            faults.append(f"{words}按人的账和逐日的账接不上")
        shown[table.month] = ClerkMonth(table.month, table.rows, of is not None)
    over = max((d.day[:7] for d in days), default="")
    lacking = sorted({d.day[:7] for d in days if d.day[:7] < over} - shown.keys())
    faults += [f"{_words(month)}没有按人的账，窗口应该交来" for month in lacking]
    return tuple(shown[month] for month in sorted(shown)), tuple(dict.fromkeys(faults))


def early_months(months: PackedMonths, day: str) -> tuple[str, ...]:
    """Tables of a month that was not over on that civil day (ISO), in words."""
    return tuple(
        f"{_words(one.told.month)}还没过完，就交来了按人的账"
        for one in months.months
        if one.told.month >= day[:7]
    )


def _days_of(one: PackedMonth, days: Sequence[DayTaken]) -> list[DayTaken] | None:
    """The daily accounts that a table adds up: those it is linked to, and all others of its epoch; None if some lack.

    Accounts of another epoch that this one never had (an older state was restored) are not included.
    """
    by_digest = {d.digest: d for d in days}
    bound: list[DayTaken] = []
    link = one.told.account
    while link and link in by_digest:
        bound.append(by_digest.pop(link))
        link = bound[-1].previous
    if not bound or (link and bound[-1].day[:7] >= one.told.month):
        return None
    own = [d for d in by_digest.values() if d.epoch == one.epoch]
    return [d for d in (*bound, *own) if d.day[:7] == one.told.month]


def _unequal(rows: Sequence[ClerkCounts], days: MonthSum) -> list[str]:
    whole = _sum(OTHERS, rows)
    pairs: Mapping[str, tuple[int, int | None]] = {
        "办出结果": (whole.outcomes, days.outcomes),
        "请过评价": (whole.asked, days.asked),
        "评价条": (whole.slips, days.slips),
        "提前结束": (whole.cut_short, days.cut_short),
    }
    return [
        f"{name}按人{by_clerk}次、逐日{by_day}次"
        for name, (by_clerk, by_day) in pairs.items()
        if by_day is not None and by_clerk != by_day
    ]


def _row_can_be(row: ClerkCounts, most: int) -> bool:
    numbers = (row.outcomes, row.asked, row.slips, row.cut_short)
    code = row.clerk == OTHERS or (row.clerk.isalnum() and len(row.clerk) <= _LONGEST_CODE)
    few = row.clerk != OTHERS and row.outcomes < LEAST_VISITS
    return code and not few and 0 <= min(numbers) <= max(numbers) <= most and row.asked <= row.outcomes


def _sum(clerk: str, counted: Iterable[ClerkCounts]) -> ClerkCounts:
    counted = tuple(counted)
    return ClerkCounts(
        clerk,
        sum(c.outcomes for c in counted),
        sum(c.asked for c in counted),
        sum(c.slips for c in counted),
        sum(c.cut_short for c in counted),
    )


def _by_code(counts: ClerkCounts) -> str:
    return counts.clerk


def _words(month: str) -> str:
    year, number = month.split("-")
    return f"{year}年{int(number)}月"
