"""Pack the boxes that the office does not have yet into a signed file; sending a box twice does no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.invitation_events import CodeUsed, SlipPrinted
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.exchange.parcels import ParcelKind
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.ratings.pack import PackedDay, PackedSlip, RatingPack, pack_text, signed_pack
from counter.domain.ratings.sealed_box import RatingBoxed, RatingsBatched, RatingsPacked
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.exchange.send_parcel import send_parcel
from counter.services.keys.stated_heads import stating
from counter.services.ratings.account import (
    PACKS,
    account_ratings,
    accounts_of,
    packed_accounts,
    read_account,
)
from counter.services.ratings.account_clerks import account_clerks, packed_clerks
from counter.services.ratings.refuse import SUBJECT
from counter.services.ratings.slip import SLIPS, slip_events
from counter.services.ratings.trust_office import required_card

OPERATOR = "operator"
"""Actor of a pack made on the command line; no clerk takes part in it."""

_SLIPS_TOLD = timedelta(days=60)
"""For how long after its last day a slip is still reported: packs may be carried seldom."""


def pack_ratings(
    app: AppContext, keep: Callable[[str], object], *, actor: str, everything: bool = False
) -> RatingPack:
    """Make the pack since the last one (or of ``everything``), let ``keep`` write its text, then record it.

    Brings the accounts of past days and the tables of past months up to date first. Raises RuleRefused where no
    handler's key was ever trusted here. A station that reports to a hub or hall sends the pack too, sealed once more.
    """
    card = required_card(app.journal)
    account_ratings(app)
    account_clerks(app)
    journal, station = app.journal, app.journal.station()
    last = None if everything else last_pack(journal)
    entries = _after(journal, last)
    since = last.until if last is not None and last.epoch == station.epoch else 0
    named, days = _boxes(entries)
    written = accounts_of(journal)
    after = (0, 0) if last is None else (last.epoch, last.until)
    accounts, clerks = packed_accounts(written, after), packed_clerks(journal, after)
    reached = [(e.epoch, e.seq) for e in entries]
    reached += [(a.epoch, a.seq) for a in accounts] + [(m.epoch, m.seq) for m in clerks.months]
    with journal.transaction() as tx:
        waiting = len(tx.rating_slots())
    pack = RatingPack(
        station=station.code,
        epoch=station.epoch,
        hall=station.hall,
        window=station.window,
        region=station.region,
        demo=station.demo,
        public_key=journal.public_key().hex(),
        handler_key=card.public_key,
        made_at=app.clock.read().at.isoformat(),
        since=since,
        until=max((seq for epoch, seq in reached if epoch == station.epoch), default=since),
        named=tuple(sorted(named)),
        days=days,
        slips=_slips(app, everything=everything),
        waiting=waiting,
        account=_newest(written, station.epoch),
        accounts=accounts,
        clerks=clerks,
    )
    pack = signed_pack(pack, journal.sign)
    text = stating(journal, pack_text(pack))
    keep(text)
    _note(journal, pack, text, actor)
    send_parcel(
        app,
        ParcelKind.RATINGS,
        text.encode(),
        title="评价包",
        number=0,  # not even how much there is
        sealed_to=card.public_key,
    )
    return pack


def _newest(accounts: Sequence[Entry], epoch: int) -> int:
    """Number of the newest account of that epoch, counted from 1; 0 where there is none."""
    return read_account(accounts[-1]).number if accounts and accounts[-1].epoch == epoch else 0


def last_pack(journal: Journal) -> RatingsPacked | None:
    """The newest pack recorded; None where none was ever made."""
    for entry in reversed(journal.entries(PACKS)):
        if (packed := kind_of(RatingsPacked).read(entry)) is not None:
            return packed
    return None


def _after(journal: Journal, last: RatingsPacked | None) -> tuple[Entry, ...]:
    """Entries about ratings that the last pack did not contain; after a change of epoch the whole file is searched."""
    if last is not None and last.epoch == journal.station().epoch:
        return journal.last_entries(SUBJECT, last.until)
    reached = (0, 0) if last is None else (last.epoch, last.until)
    return tuple(e for e in journal.entries(SUBJECT) if (e.epoch, e.seq) > reached)


def _boxes(entries: Sequence[Entry]) -> tuple[list[str], tuple[PackedDay, ...]]:
    named: list[str] = []
    days: dict[str, list[str]] = {}
    for entry in entries:
        match KINDS.read(entry):
            case RatingBoxed(box):
                named.append(box)
            case RatingsBatched() as batch:
                days.setdefault(batch.day.isoformat(), []).extend(batch.boxes)
    return named, tuple(PackedDay(day, tuple(sorted(days[day]))) for day in sorted(days))


def _slips(app: AppContext, *, everything: bool) -> tuple[PackedSlip, ...]:
    """Slips whose code may be in a box of this pack, or of an earlier pack that came too late."""
    events = slip_events(app.journal.entries(SLIPS))
    used = {one.digest for one in events if isinstance(one, CodeUsed)}
    since = civil_date(app.clock.read().at) - _SLIPS_TOLD
    return tuple(
        PackedSlip(one.digest, one.stage, one.until.isoformat(), one.digest in used)
        for one in events
        if isinstance(one, SlipPrinted) and (everything or one.until >= since)
    )


def _note(journal: Journal, pack: RatingPack, text: str, actor: str) -> None:
    event = RatingsPacked(
        epoch=pack.epoch,
        until=pack.until,
        named=len(pack.named),
        anonymous=sum(len(day.boxes) for day in pack.days),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        accounts=len(pack.accounts),
    )
    with journal.transaction() as tx:
        tx.append(NewEntry(PACKS, event, tx.last_id(PACKS)), actor=actor)
        tx.commit()
