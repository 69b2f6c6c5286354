"""Cut what the hub has not acknowledged into signed batches, and note what it acknowledges.

Runs in the process that exchanges, never in the transaction of an acceptance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from msgspec.structs import replace

from counter.domain.journal.exchange.batch import (
    MOST_ENTRIES,
    BatchRange,
    EntryBatch,
    SentEntry,
    WithheldEntry,
    cut,
    message_of,
    range_of,
    withheld_in,
)
from counter.domain.journal.exchange.standing import StoredBatch, WaitingEntries
from counter.services.context.app import AppContext
from counter.services.exchange.late_batches import note_late
from counter.services.exchange.project_cases import project_cases

OWN = "own"
"""``StoredBatch.via`` of the own stream."""
_AT_ONCE = 4 * MOST_ENTRIES
"""Entries read at once while batches are cut."""


def waiting(app: AppContext) -> WaitingEntries:
    """Own entries that the hub has not acknowledged: how many, and since when."""
    return app.journal.exchange().waiting()


def own_batches(app: AppContext, without: Collection[int] = ()) -> Iterator[EntryBatch]:
    """Everything that the hub has not acknowledged, the oldest epoch first, in order. ``without``: these epochs.

    A batch is cut and signed once, by the key of its epoch, and is the same whenever it is asked for again.
    """
    for epoch, _, last in app.journal.exchange().own_epochs():
        if epoch in without:
            continue
        seq = app.journal.exchange().acknowledged(epoch)
        for kept in app.journal.exchange().own_batches(epoch, seq):
            if kept.via != OWN or kept.range.first != seq + 1 or kept.range.last > last:
                break  # what came back from others, or was cut otherwise before the file was put back
            yield _batch(app, kept)
            seq = kept.range.last
        while seq < last:
            for made in _cut(app, epoch, seq, min(last, seq + _AT_ONCE)):
                yield made
                seq = made.last
        yield from _came_back(app, epoch, seq)


def own_reach(app: AppContext, epoch: int, last: int) -> int:
    """Number of the last entry of an own epoch that may be reported. ``last``: in the own file; more came back."""
    store = app.journal.exchange()
    newest = store.own_batches(epoch, max(0, store.acknowledged(epoch) - MOST_ENTRIES))
    return max([last, *(one.range.last for one in newest)])


def acknowledge(app: AppContext, of: BatchRange, pos: int) -> bool:
    """The hub has the batch, at that place of its order. False for one that was never cut here."""
    with app.journal.transaction() as tx:
        known = tx.exchange().acknowledge(of, pos)
        if known:
            note_late(tx.exchange(), of, pos)
            project_cases(app, tx, tx.exchange().of_several(of, own_stream=True))
        tx.commit()
    return known


def unacknowledge_from(app: AppContext, epoch: int, seq: int) -> None:
    """The hub lost what it had acknowledged, from that own entry on (it was restored): it is reported again."""
    with app.journal.transaction() as tx:
        tx.exchange().unacknowledge_from(epoch, seq)
        tx.commit()


def unorder_from(app: AppContext, pos: int) -> None:
    """The hub's order is another from that place on (it was restored): it is read again from there."""
    own = app.journal.station().code
    with app.journal.transaction() as tx:
        touched: dict[str, None] = {}
        for of in tx.exchange().unorder_from(pos):
            touched |= dict.fromkeys(tx.exchange().of_several(of, own_stream=of.station == own))
        project_cases(app, tx, touched)
        tx.commit()


def _came_back(app: AppContext, epoch: int, seq: int) -> Iterator[EntryBatch]:
    """What this file lost and others gave back, as far as it follows without a gap: as it was signed then, or what is
    left of it signed again.
    """
    store, station = app.journal.exchange(), app.journal.station().code
    for kept in store.own_batches(epoch, max(0, seq - MOST_ENTRIES)):
        first, last = kept.range.first, kept.range.last
        if last <= seq:
            continue
        entries = store.batch_entries(kept)
        if first > seq + 1 or len(entries) != last - first + 1:
            return
        if first == seq + 1:
            yield EntryBatch(station, epoch, first, kept.hashes, kept.signature, entries)
        else:
            batch = _signed(app, station, epoch, entries[seq + 1 - first :])
            _keep(app, [batch])
            yield batch
        seq = last


def _cut(app: AppContext, epoch: int, after: int, until: int) -> Iterator[EntryBatch]:
    station = app.journal.station().code
    entries = app.journal.exchange().own_entries(BatchRange(station, epoch, after + 1, until))
    left = iter(entries)
    made = [_signed(app, station, epoch, tuple(islice(left, count))) for count in cut(map(_size, entries))]
    _keep(app, made)
    yield from made


def _keep(app: AppContext, made: Collection[EntryBatch]) -> None:
    with app.journal.transaction() as tx:
        for batch in made:
            kept = StoredBatch(range_of(batch), batch.hashes, batch.signature, withheld_in(batch), OWN)
            tx.exchange().put_batch(kept)
        tx.commit()
    app.journal.witness()


def _size(entry: SentEntry | WithheldEntry) -> int:
    return len(entry.payload) + len(entry.sealed or b"") if isinstance(entry, SentEntry) else 0


def _signed(
    app: AppContext, station: str, epoch: int, entries: tuple[SentEntry | WithheldEntry, ...]
) -> EntryBatch:
    hashes = b"".join(one.hash for one in entries)
    first = entries[0].seq
    bare = EntryBatch(station, epoch, first, hashes, bytes(64), entries)
    return replace(bare, signature=app.journal.sign(message_of(bare), epoch))


def _batch(app: AppContext, kept: StoredBatch) -> EntryBatch:
    of = kept.range
    entries = app.journal.exchange().own_entries(of)
    return EntryBatch(of.station, of.epoch, of.first, kept.hashes, kept.signature, entries)
