"""The daily comparison (对账) of the hall's windows, and a supervisor's signature under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.kept_numbers import is_kept
from counter.domain.hall.window_name import window_name
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.exchange.stream_heads import HallStream, NumberGiven
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.oversight.events import DAYS, DayReconciled, DifferenceSigned, StreamSigned
from counter.domain.tasks.oversight.reconcile import DayComparison, DayFacts, compare_day, lacking_before
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.exchange.exchange_alarms import exchange_alarms
from counter.services.exchange.hub_heads import known_heads
from counter.services.hall.hall_register import hall_register
from counter.services.oversight.access import require_room
from counter.services.oversight.in_room import enter, said, short

EARLIEST = date(2000, 1, 1)
"""No window kept records before it; near the calendar's first day no span back can be computed."""
LOOK_BACK = timedelta(days=35)
"""How far back the number before a day's first is looked for at first; then to the beginning of the year."""


@dataclass(frozen=True, slots=True)
class SignedDay:
    """A signature under a day. ``clean``: nothing differed then; that is never changed."""

    at: datetime
    by: str
    signed: DayReconciled

    @property
    def clean(self) -> bool:
        """Whether nothing differed when it was signed."""
        return not self.signed.differences


def reconcile_day(app: AppContext, day: date) -> DayComparison:
    """Compare a day as it is known now.

    Raises RuleRefused for a day to come, and anywhere but in the room; BadInput for one before any record.
    """
    require_room(app)
    if day < EARLIEST:
        raise BadInput(f"{day.isoformat()} 还没有记录，请核对年份。", field="date")
    if day > civil_date(app.clock.read().at):
        raise RuleRefused(f"{day.isoformat()} 还没有到。", rule="reconcile", field="date")
    return compare_day(_facts(app, day))


def sign_day(app: AppContext, day: date, clerk: StaffRow, words: str = "") -> DayComparison:
    """Sign the comparison of a day as it is now, differences and all; signed again, both signatures stay.

    Raises BadInput without words where something differs; RuleRefused for a day that is clean and signed so already.
    """
    enter(app, clerk)
    found = reconcile_day(app, day)
    words = short(words, "words") if found.clean else said(words, "words", "有不符的，请写明怎么处理的。")
    if found.clean and any(one.clean for one in signatures(app.journal, day)):
        raise RuleRefused(f"{day.isoformat()} 已经对平并签过。", rule="reconcile")
    event = DayReconciled(
        day=day,
        differences=tuple(
            DifferenceSigned(one.kind.value, one.window, one.words) for one in found.differences
        ),
        streams=tuple(StreamSigned(one.window, one.epoch, one.here, one.hub) for one in found.windows),
        hub_at=found.hub_at,
        words=words,
    )
    with app.journal.transaction() as tx:
        tx.append(NewEntry(DAYS, event, tx.last_id(DAYS)), actor=clerk.code)
        tx.commit()
    return found


def signatures(source: Journal | Transaction, day: date) -> tuple[SignedDay, ...]:
    """Every signature under a day, the oldest first."""
    kind = kind_of(DayReconciled)
    read = [(entry, kind.read(entry)) for entry in source.entries(DAYS)]
    return tuple(
        SignedDay(entry.at, entry.actor, signed)
        for entry, signed in read
        if signed is not None and signed.day == day
    )


def unsigned_days(app: AppContext, since: date, until: date) -> tuple[date, ...]:
    """Working days of a span that nobody has signed, the oldest first."""
    kind = kind_of(DayReconciled)
    signed = {one.day for entry in app.journal.entries(DAYS) if (one := kind.read(entry)) is not None}
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return tuple(day for day in days if not app.calendar.is_rest(day) and day not in signed)


def _facts(app: AppContext, day: date) -> DayFacts:
    store = app.journal.exchange()
    own = app.journal.station().code
    windows = {
        one.station: window_name(one.number)
        for one in hall_register(app.journal).on(day).windows
        if one.station != own and not is_kept(one.station)
    }
    heads = known_heads(store)
    hub: Sequence[HallStream] = () if heads is None else heads.streams
    return DayFacts(
        day=day,
        windows=windows,
        working=not app.calendar.is_rest(day),
        here=store.streams_here(),
        hub=hub,
        numbers=_numbers(store, day),
        gaps=store.missing(),
        held=store.held(),
        alarms=exchange_alarms(app, app.clock.read().at),
        hub_at=None if heads is None else heads.at,
    )


def _numbers(store: ExchangeReading, day: date) -> tuple[NumberGiven, ...]:
    found = store.numbers_given(day - LOOK_BACK, day)
    return store.numbers_given(date(day.year, 1, 1), day) if lacking_before(found, day) else found
