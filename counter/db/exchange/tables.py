"""The tables of the exchange on one connection (``services.context.exchange_ports.ExchangeStore``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from counter.db.exchange import batches, held_batches, outlines, relayed, taken_entries, window_days
from counter.db.exchange.parcels import ParcelTables
from counter.db.file.errors import explained
from counter.domain.journal.entries import microseconds, moment
from counter.domain.journal.exchange.batch import BatchRange, SentEntry, WithheldEntry
from counter.domain.journal.exchange.standing import ForkSeen, HeldBatch, StoredBatch, WaitingEntries
from counter.domain.journal.exchange.stream_heads import NumberGiven, StreamHere
from counter.domain.tasks.oversight.draw import DrawCandidate

_MARK = "SELECT value FROM exchange_marks WHERE name = ?"
_SET_MARK = """
    INSERT INTO exchange_marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


class ExchangeTables:
    """Reading; and, on the connection of an open transaction, writing."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def own_epochs(self) -> tuple[tuple[int, bytes, int], ...]:
        """Epochs of the own station, the oldest first: number, public key, number of the last entry."""
        with explained():
            return batches.own_epochs(self._connection)

    def own_entries(self, of: BatchRange) -> tuple[SentEntry | WithheldEntry, ...]:
        """Entries of the own stream as they travel."""
        with explained():
            return tuple(taken_entries.own(self._connection, of))

    def waiting(self) -> WaitingEntries:
        """Own entries that the hub has not acknowledged."""
        with explained():
            return batches.waiting(self._connection)

    def acknowledged(self, epoch: int) -> int:
        """Number of the last own entry of an epoch that the hub has acknowledged; 0 for none."""
        with explained():
            return batches.acknowledged(self._connection, batches.own_station(self._connection), epoch)

    def own_batches(self, epoch: int, after: int) -> tuple[StoredBatch, ...]:
        """Kept batches of an own epoch that begin after that entry, in order."""
        with explained():
            return batches.after(self._connection, batches.own_station(self._connection), epoch, after)

    def batch(self, of: BatchRange) -> StoredBatch | None:
        """The kept batch of exactly these entries."""
        with explained():
            return batches.at(self._connection, of)

    def known_hashes(self, of: BatchRange) -> dict[int, bytes]:
        """Number → hash of the entries of a range that the own stream has or a kept batch lists."""
        with explained():
            listed = batches.listed_hashes(self._connection, of)
            if of.station == batches.own_station(self._connection):
                listed |= {one.seq: one.hash for one in taken_entries.own(self._connection, of)}
            return listed

    def known_entries(self, of: BatchRange) -> frozenset[int]:
        """Numbers of the entries of a range whose content is here."""
        with explained():
            known = taken_entries.known(self._connection, of)
            if of.station == batches.own_station(self._connection):
                known |= {one.seq for one in taken_entries.own(self._connection, of)}
            return known

    def prev_of(self, station: str, epoch: int, seq: int) -> bytes | None:
        """What an entry that is here links to; None where it is not here."""
        with explained():
            return taken_entries.prev_of(self._connection, station, epoch, seq)

    def doubled_ids(self, of: BatchRange, entries: Sequence[SentEntry]) -> frozenset[str]:
        """Ids of these entries that another entry here has, or that two of them share."""
        with explained():
            return taken_entries.doubled_ids(self._connection, of, entries)

    def withheld_before(self, station: str, epoch: int, seq: int) -> bool:
        """Whether the stream has an entry before that one whose content stays at its station."""
        with explained():
            return batches.withheld_before(self._connection, station, epoch, seq)

    def gap_before(self, of: BatchRange, pos: int | None) -> BatchRange | None:
        """What lies between a range, with its place in the hub's order, and what is known before it."""
        with explained():
            return batches.gap_before(self._connection, of, pos)

    def missing(self) -> tuple[BatchRange, ...]:
        """All gaps in the streams known here."""
        with explained():
            return batches.missing(self._connection)

    def held(self) -> tuple[HeldBatch, ...]:
        """What was not taken in, the oldest first."""
        with explained():
            return held_batches.every(self._connection)

    def held_body(self, digest: bytes) -> bytes | None:
        """The kept bytes of a batch."""
        with explained():
            return held_batches.body_of(self._connection, digest)

    def held_bytes(self) -> int:
        """Bytes of all that is kept."""
        with explained():
            return held_batches.held_bytes(self._connection)

    def forks(self) -> tuple[ForkSeen, ...]:
        """All forks."""
        with explained():
            return held_batches.forks(self._connection)

    def number_series(self) -> tuple[tuple[str, int], ...]:
        """Every series of numbers of the own present epoch, and the last one given."""
        with explained():
            return batches.number_series(self._connection)

    def heard_from(self, station: str) -> datetime | None:
        """When the newest entry of another station that is here was written; None for none."""
        with explained():
            at = taken_entries.heard_from(self._connection, station)
        return None if at is None else moment(at)

    def closed_stations(self) -> dict[str, datetime]:
        """Stations that gave a case away because they close for good, and when last."""
        with explained():
            found = taken_entries.closed_stations(self._connection)
        return {station: moment(at) for station, at in found.items()}

    def subjects_of_kinds(self, kinds: Collection[str]) -> tuple[str, ...]:
        """Subjects of which another station wrote an entry of these kinds."""
        with explained():
            return taken_entries.subjects_of_kinds(self._connection, kinds)

    def doubted(self, subject: str) -> frozenset[str]:
        """Ids of the acts of that subject that are doubted."""
        with explained():
            return taken_entries.doubted(self._connection, subject)

    def mark(self, name: str) -> str | None:
        """A mark of the exchange, as the last place that was pulled."""
        with explained():
            row = self._connection.execute(_MARK, (name,)).fetchone()
        return None if row is None else str(row[0])

    def parcels(self) -> ParcelTables:
        """Files that travel beside the entries."""
        return ParcelTables(self._connection)

    def unplaced(self) -> tuple[StoredBatch, ...]:
        """Kept batches without a place in the order, stream by stream."""
        with explained():
            return relayed.unplaced(self._connection)

    def placed(self, after: int, most: int) -> tuple[StoredBatch, ...]:
        """Kept batches after a place of the order, in order."""
        with explained():
            return relayed.placed(self._connection, after, most)

    def late(self, after: int) -> tuple[StoredBatch, ...]:
        """Batches up to that place of which a window that knows the order so far may lack what came late."""
        with explained():
            return relayed.late(self._connection, after)

    def newest_placed(self, upto: int | None = None) -> StoredBatch | None:
        """The last batch of the order, up to that place."""
        with explained():
            return relayed.newest_placed(self._connection, upto)

    def batch_entries(self, kept: StoredBatch) -> tuple[SentEntry | WithheldEntry, ...]:
        """The entries of a kept batch as they travel, as far as they are here."""
        with explained():
            return relayed.entries(self._connection, kept)

    def numbers_given(self, since: date, until: date) -> tuple[NumberGiven, ...]:
        """Numbers that other stations gave out on these civil days."""
        with explained():
            return tuple(window_days.numbers_given(self._connection, since, until))

    def streams_here(self) -> tuple[StreamHere, ...]:
        """How far the streams of other stations are known here."""
        with explained():
            return window_days.streams_here(self._connection)

    def finished_cases(self, since: date, until: date) -> tuple[DrawCandidate, ...]:
        """Cases that were finished on these civil days."""
        with explained():
            return window_days.finished_cases(self._connection, since, until)

    def own_cases(self, epoch: int, first: int, last: int) -> dict[str, int] | None:
        """Case → entries of it that travel, in a stretch of the own stream; None where not all of it is here."""
        with explained():
            own = batches.own_station(self._connection)
            return outlines.own_cases(self._connection, BatchRange(own, epoch, first, last))

    def told_by_hub(self, marks: Collection[str]) -> frozenset[str]:
        """Those of the marks with whose cases the hub deals for this hall."""
        with explained():
            return outlines.told_by_hub(self._connection, marks)

    def taken_of(self, of: BatchRange, mark: str) -> int:
        """Entries of a case with that mark that are here of a stretch of another stream; "": of all cases."""
        with explained():
            return outlines.taken_of(self._connection, of, mark)

    def put_late(self, of: BatchRange, told: int) -> None:
        """Note that of a batch more came when windows had been told the order up to that place."""
        self._must_be_open()
        with explained():
            relayed.put_late(self._connection, of, told)

    def set_doubted(self, subject: str, ids: Collection[str]) -> None:
        """Doubt these acts of that subject, and no others."""
        self._must_be_open()
        with explained():
            taken_entries.set_doubted(self._connection, subject, ids)

    def set_mark(self, name: str, value: str) -> None:
        """Set it."""
        self._must_be_open()
        with explained():
            self._connection.execute(_SET_MARK, (name, value))

    def put_batch(self, batch: StoredBatch) -> None:
        """Keep a batch; of a known one, what is new of it."""
        self._must_be_open()
        with explained():
            batches.put(self._connection, batch)

    def put_entries(self, station: str, epoch: int, entries: Collection[SentEntry]) -> None:
        """Store entries of another stream, or of the own one that came back; those that are there stay."""
        self._must_be_open()
        with explained():
            taken_entries.put(self._connection, station, epoch, entries)

    def of_several(self, of: BatchRange, *, own_stream: bool) -> tuple[str, ...]:
        """Subjects in that range of a stream of which another stream writes too."""
        with explained():
            return taken_entries.of_several(self._connection, of, own_stream=own_stream)

    def acknowledge(self, of: BatchRange, pos: int) -> bool:
        """Note the hub's place of a kept batch; False where none is kept."""
        self._must_be_open()
        with explained():
            return batches.acknowledge(self._connection, of, pos)

    def unacknowledge_from(self, epoch: int, seq: int) -> None:
        """Forget that the hub acknowledged that own entry and what follows it."""
        self._must_be_open()
        with explained():
            batches.unacknowledge(self._connection, batches.own_station(self._connection), epoch, seq)

    def unorder_from(self, pos: int) -> tuple[BatchRange, ...]:
        """Forget the hub's order from that place on; the batches that had it."""
        self._must_be_open()
        with explained():
            return batches.unorder(self._connection, pos)

    def put_held(
        self, body: bytes, of: BatchRange | None, why: str, via: str, since: datetime, *, keep: bool
    ) -> None:
        """Keep the bytes of a batch, or only note that it was refused."""
        self._must_be_open()
        with explained():
            held_batches.put(self._connection, body, of, why, via, microseconds(since), keep=keep)

    def drop_held(self, body: bytes) -> None:
        """A batch is no longer held: it was taken in."""
        self._must_be_open()
        with explained():
            held_batches.drop(self._connection, held_batches.digest_of(body))

    def put_fork(self, fork: ForkSeen, body: bytes) -> None:
        """Keep a fork aside."""
        self._must_be_open()
        with explained():
            held_batches.put_fork(self._connection, fork, microseconds(fork.since), body)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What fails inside leaves nothing of what it wrote; the transaction goes on."""
        self._must_be_open()
        self._connection.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has rolled back already
                self._connection.execute("ROLLBACK TO attempt")
                self._connection.execute("RELEASE attempt")
            raise
        self._connection.execute("RELEASE attempt")

    def _must_be_open(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("the exchange writes in a transaction only")
