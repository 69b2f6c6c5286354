"""Write the window's daily accounts of its invitations (``domain/ratings/accounts``), which the office compares packs
with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.fold import fold
from counter.domain.case.invitation_events import CodeUsed, RatingClosed, RatingInvited
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.ratings.accounts import (
    PackedAccount,
    RatingsAccounted,
    account_digest,
    box_digest,
)
from counter.domain.ratings.invitation import OPEN_FOR, OUTCOMES, SURE_OUTCOMES, had_outcome
from counter.domain.ratings.lost_boxes import LostOfDay, RatingsLost
from counter.domain.ratings.sealed_box import (
    HandlerTrusted,
    RatingBoxed,
    RatingRefused,
    RatingsBatched,
    RatingsPacked,
)
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, Transaction
from counter.services.ratings.close import SYSTEM, day_of

ACCOUNTS = "rating_accounts"
"""The subject of the accounts."""

PACKS = "rating_packs"
_INVITED, _CLOSED, _CODE = kind_of(RatingInvited).name, kind_of(RatingClosed).name, kind_of(CodeUsed).name
_BOXES = frozenset((kind_of(RatingBoxed).name, kind_of(RatingsBatched).name))
_NOT_VISITS = _BOXES | {kind_of(RatingsLost).name}
_KINDS = {*OUTCOMES, *_NOT_VISITS, _INVITED, _CLOSED, _CODE, kind_of(RatingRefused).name}

Place = tuple[int, int]
"""Epoch and seq of an entry."""


@dataclass(slots=True)
class _Day:
    """Figures of one day while they are gathered."""

    kinds: dict[str, set[str]] = field(default_factory=dict)  # case → kinds of outcomes
    invited: set[str] = field(default_factory=set)
    pad: int = 0
    slips: int = 0
    cut_short: int = 0
    codes: int = 0
    refused: int = 0
    named: list[str] = field(default_factory=list)
    anonymous: list[str] = field(default_factory=list)
    lost: LostOfDay | None = None
    # cases, for account_clerks
    served: dict[str, str] = field(default_factory=dict)  # case → who brought about its last outcome
    by_slip: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    cut_by: dict[str, str] = field(default_factory=dict)  # case → the clerk who ended its invitation early


@dataclass(frozen=True, slots=True)
class VisitsOfDay:
    """The visits that a day's account counted. ``served``: case → the clerk of its last outcome.

    ``cut_by``: case → the clerk who ended its invitation early; absent where a crash or a restart did.
    """

    day: str
    outcomes: frozenset[str]
    invited: frozenset[str]
    by_slip: tuple[str, ...]
    short: tuple[str, ...]
    served: dict[str, str]
    cut_by: dict[str, str]


def account_ratings(app: AppContext) -> int:
    """Write an account for each day before today that has none; returns how many. Call after ``batch_ratings``.

    A day with an open invitation or a buffered box waits, and so do the days after it. Nothing is written where no
    office's key was ever trusted: nobody could be invited; nor while the clock is doubted, which may end a day early.
    """
    journal = app.journal
    written = accounts_of(journal)
    start = _start(journal, written)
    if start is None or journal.untimely():
        return 0
    found = journal.entries_of_kinds(_KINDS, start)
    today = civil_date(app.clock.read().at).isoformat()
    floor = max(map(_day, _old_packs(journal)), default="")
    days = {day: of for day, of in _gathered(found, written).items() if day >= floor}
    with journal.transaction() as tx:
        if tx.last_id(ACCOUNTS) != (written[-1].id if written else None):
            return 0  # another program at this window has just done it
        waits = first_open_day(tx, today)
        done = [day for day in sorted(days) if day < waits]
        head = _last(written)
        for day in done:
            account = _account(tx, day, days[day], head, journal.station().epoch)
            entry = tx.append(
                NewEntry(ACCOUNTS, account, tx.last_id(ACCOUNTS)),
                actor=SYSTEM,
            )
            head = (entry.epoch, account)
        if done:
            tx.commit()
    return len(done)


def first_open_day(tx: Transaction, today: str) -> str:
    """The first day that is not over: today, or one with an open invitation or a box in the buffer."""
    return min([today, *tx.anonymous_boxes(today), *map(day_of, tx.rating_slots())])


def visits_of(journal: Journal, written: Sequence[Entry], months: Collection[str]) -> tuple[VisitsOfDay, ...]:
    """The visits that the accounts of these months (2026-11) counted, by the same entries and rules.

    ``written``: all accounts so far. Entries that a wrong clock dated on a day with an account are in no account, and
    not here.
    """
    spans = _spans(journal, written, months)
    if not spans:
        return ()
    found = journal.entries_of_kinds(_KINDS - _NOT_VISITS, min(after for after, _ in spans.values()))
    counted = []
    for entry in found:
        span = spans.get(_counted_on(entry))
        if entry.kind == _INVITED if span is None else span[0] < (entry.epoch, entry.seq) < span[1]:
            counted.append(
                entry
            )  # an invitation of another month's day may have been cut short just before midnight
    return tuple(
        VisitsOfDay(
            day,
            frozenset(_outcomes(journal, of, day, spans[day][1]) | of.invited),
            frozenset(of.invited),
            tuple(of.by_slip),
            tuple(of.short),
            of.served,
            of.cut_by,
        )
        for day, of in sorted(_gathered(counted, ()).items())
        if day in spans
    )


def _spans(
    journal: Journal, written: Sequence[Entry], months: Collection[str]
) -> dict[str, tuple[Place, Place]]:
    """Day → the entry after which its account counts, and the account's own position.

    Only the first account of a day counts visits, and only where no later day had one before.
    """
    base = _start(journal, ())
    spans: dict[str, tuple[Place, Place]] = {}
    last, run = "", 0  # accounts that were written together began to count behind the same entry
    for n, entry in enumerate(written):
        if n > 0 and (entry.epoch, entry.seq - 1) != (written[n - 1].epoch, written[n - 1].seq):
            run = n
        day = read_account(entry).day
        if day > last and day[:7] in months:
            spans[day] = (_start(journal, written[:run], base) or (0, 0), (entry.epoch, entry.seq))
        last = max(last, day)
    return spans


def accounts_of(journal: Journal) -> tuple[Entry, ...]:
    """The entries of all accounts so far."""
    return tuple(e for e in journal.entries(ACCOUNTS) if kind_of(RatingsAccounted).knows(e))


def packed_accounts(entries: Iterable[Entry], after: Place) -> tuple[PackedAccount, ...]:
    """The accounts after a position in the chain, as a pack contains them."""
    return tuple(
        PackedAccount(e.epoch, e.seq, e.hash.hex(), read_account(e))
        for e in entries
        if (e.epoch, e.seq) > after
    )


def read_account(entry: Entry) -> RatingsAccounted:
    """The event of an account's entry."""
    account = kind_of(RatingsAccounted).read(entry)
    assert account is not None  # accounts_of has left out what a newer program wrote
    return account


def _start(journal: Journal, written: Sequence[Entry], base: Place | None = None) -> Place | None:
    """The position after which entries may be in no account yet; None where nobody could ever be invited.

    Accounts written on one day leave out entries of that very day, which follow the accounts of an earlier day.
    ``base``: the result where there is no account, if known.
    """
    if written:
        last = civil_date(written[-1].at)
        earlier = [e for e in written if civil_date(e.at) < last]
        if earlier:
            return earlier[-1].epoch, earlier[-1].seq
    if base is not None:
        return base
    trusted = [
        (e.epoch, e.seq) for e in journal.entries("rating_key") if e.kind == kind_of(HandlerTrusted).name
    ]
    if not trusted:
        return None
    old = _old_packs(journal)
    before = [(e.epoch, e.seq) for e in old if _day(e) < _day(old[-1])]
    return max([trusted[0], *before])


def _old_packs(journal: Journal) -> list[Entry]:
    """Packs made by an older program: the office already has everything up to the day of the last one."""
    packs = ((entry, kind_of(RatingsPacked).read(entry)) for entry in journal.entries(PACKS))
    return [entry for entry, pack in packs if pack is None or pack.accounts is None]


def _gathered(found: Iterable[Entry], written: Sequence[Entry]) -> dict[str, _Day]:
    """By day, what is in no account yet; of days with an account only boxes that came late."""
    accounts = [read_account(entry) for entry in written]
    known = {digest for a in accounts for digest in (*a.named, *a.anonymous)}
    last = max((a.day for a in accounts), default="")
    days: dict[str, _Day] = {}
    opened: dict[str, Entry] = {}
    for entry in found:
        if not KINDS.knows(entry):
            continue
        if (box := kind_of(RatingBoxed).read(entry)) is not None:
            _add(days, box.day or _day(entry), "named", [box.box], known)
        elif (batch := kind_of(RatingsBatched).read(entry)) is not None:
            _add(days, batch.day.isoformat(), "anonymous", batch.boxes, known)
        elif (losses := kind_of(RatingsLost).read(entry)) is not None:
            for one in losses.days:
                if one.day > last:
                    days.setdefault(one.day, _Day()).lost = one
        elif entry.kind == _INVITED:
            opened[entry.subject] = entry
        _count(days, entry, opened.get(entry.subject), last)
    return days


def _add(days: dict[str, _Day], day: str, sort: str, boxes: Iterable[str], known: set[str]) -> None:
    new = [digest for digest in map(box_digest, boxes) if digest not in known]
    if new:
        getattr(days.setdefault(day, _Day()), sort).extend(new)


def _count(days: dict[str, _Day], entry: Entry, invited: Entry | None, last: str) -> None:
    """Count an entry other than a box on its day; an invitation on the pad counts on the day it closes."""
    day = _counted_on(entry)
    if day <= last or entry.kind in _NOT_VISITS:
        return
    if entry.kind == _CLOSED:
        if (
            invited is not None
            and _how(invited) == "pad"
            and entry.at < invited.at + OPEN_FOR - timedelta(seconds=1)
        ):
            of = days.setdefault(day, _Day())
            of.cut_short += 1
            of.short.append(entry.subject)
            if entry.actor != SYSTEM:
                of.cut_by[entry.subject] = entry.actor
        return
    of = days.setdefault(day, _Day())
    if entry.kind == _INVITED:
        of.invited.add(entry.subject)
        of.pad, of.slips = of.pad + (_how(entry) == "pad"), of.slips + (_how(entry) != "pad")
        of.served.setdefault(entry.subject, entry.actor)  # its outcome may be of just before midnight
        if _how(entry) != "pad":
            of.by_slip.append(entry.subject)
    elif entry.kind == _CODE:
        of.codes += 1
    elif entry.kind == kind_of(RatingRefused).name:
        of.refused += 1
    else:
        of.kinds.setdefault(entry.subject, set()).add(entry.kind)
        of.served[entry.subject] = entry.actor


def _counted_on(entry: Entry) -> str:
    """The civil day (ISO) whose account counts the entry."""
    shifted = entry.kind in (_INVITED, _CODE)
    return civil_date(entry.at + OPEN_FOR if shifted else entry.at).isoformat()


def _how(entry: Entry) -> str:
    invited = kind_of(RatingInvited).read(entry)
    return "" if invited is None else invited.how


def _account(
    tx: Transaction, day: str, of: _Day, last: tuple[int, RatingsAccounted] | None, epoch: int
) -> RatingsAccounted:
    outcomes = _outcomes(tx, of, day) | of.invited
    number = last[1].number + 1 if last is not None and last[0] == epoch else 1
    return RatingsAccounted(
        number=number,
        previous="" if last is None else account_digest(last[1]),
        day=day,
        outcomes=len(outcomes),
        asked=len(of.invited),
        pad=of.pad,
        slips=of.slips,
        cut_short=of.cut_short,
        codes=of.codes,
        refused=of.refused,
        named=tuple(sorted(of.named)),
        anonymous=tuple(sorted(of.anonymous)),
        lost=of.lost.anonymous if of.lost else 0,
        lost_open=of.lost.still_open if of.lost else 0,
    )


def _outcomes(journal: Journal | Transaction, of: _Day, day: str, before: Place | None = None) -> set[str]:
    """Cases with an outcome on that day, by entries ``before`` that position."""
    return {case for case, kinds in of.kinds.items() if _had_outcome(journal, case, kinds, day, before)}


def _had_outcome(
    journal: Journal | Transaction, case: str, kinds: set[str], day: str, before: Place | None
) -> bool:
    if SURE_OUTCOMES.intersection(kinds):
        return True
    known = [e for e in journal.entries(case) if before is None or (e.epoch, e.seq) < before]
    then = fold([e for e in known if _day(e) <= day])
    return then is not None and had_outcome(then, kinds)


def _last(written: Sequence[Entry]) -> tuple[int, RatingsAccounted] | None:
    return (written[-1].epoch, read_account(written[-1])) if written else None


def _day(entry: Entry) -> str:
    return civil_date(entry.at).isoformat()
