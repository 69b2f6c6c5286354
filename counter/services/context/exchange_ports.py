"""The tables of the exchange with other stations, as a Protocol that journal and transaction offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # a start does not exchange anything
    from datetime import date, datetime

    from counter.domain.journal.exchange.batch import BatchRange, SentEntry, WithheldEntry
    from counter.domain.journal.exchange.standing import ForkSeen, HeldBatch, StoredBatch, WaitingEntries
    from counter.domain.journal.exchange.stream_heads import NumberGiven, StreamHere
    from counter.domain.tasks.oversight.draw import DrawCandidate
    from counter.services.context.parcel_ports import ParcelsReading, ParcelsStore


class ExchangeReading(Protocol):
    """What is known of the own stream's reporting and of the streams of others."""

    def own_epochs(self) -> tuple[tuple[int, bytes, int], ...]:
        """Epochs of the own station, the oldest first: number, public key, number of the last entry."""
        ...

    def own_entries(self, of: BatchRange) -> tuple[SentEntry | WithheldEntry, ...]:
        """Entries of the own stream as they travel."""
        ...

    def waiting(self) -> WaitingEntries:
        """Own entries that the hub has not acknowledged."""
        ...

    def acknowledged(self, epoch: int) -> int:
        """Number of the last own entry of an epoch that the hub has acknowledged; 0 for none."""
        ...

    def own_batches(self, epoch: int, after: int) -> tuple[StoredBatch, ...]:
        """Kept batches of an own epoch that begin after that entry, in order."""
        ...

    def batch(self, of: BatchRange) -> StoredBatch | None:
        """The kept batch of exactly these entries."""
        ...

    def known_hashes(self, of: BatchRange) -> dict[int, bytes]:
        """Number → hash of the entries of a range that the own stream has or a kept batch lists."""
        ...

    def known_entries(self, of: BatchRange) -> frozenset[int]:
        """Numbers of the entries of a range whose content is here."""
        ...

    def prev_of(self, station: str, epoch: int, seq: int) -> bytes | None:
        """What an entry that is here links to; None where it is not here."""
        ...

    def doubled_ids(self, of: BatchRange, entries: Sequence[SentEntry]) -> frozenset[str]:
        """Ids of these entries of a range that another entry here has, or that two of them share."""
        ...

    def of_several(self, of: BatchRange, *, own_stream: bool) -> tuple[str, ...]:
        """Subjects in that range of a stream of which another one writes too: order decides their replay."""
        ...

    def withheld_before(self, station: str, epoch: int, seq: int) -> bool:
        """Whether the stream has an entry before that one whose content stays at its station."""
        ...

    def gap_before(self, of: BatchRange, pos: int | None) -> BatchRange | None:
        """What lies between a range, with its place in the hub's order, and what is known before it: nothing of what
        the hub has ordered, which takes no stream with holes and hands on what concerns the reader.
        """
        ...

    def missing(self) -> tuple[BatchRange, ...]:
        """All gaps in the streams known here."""
        ...

    def held(self) -> tuple[HeldBatch, ...]:
        """What was not taken in, the oldest first."""
        ...

    def held_body(self, digest: bytes) -> bytes | None:
        """The kept bytes of a batch; None where none are kept."""
        ...

    def held_bytes(self) -> int:
        """Bytes of all that is kept."""
        ...

    def forks(self) -> tuple[ForkSeen, ...]:
        """All forks."""
        ...

    def subjects_of_kinds(self, kinds: Collection[str]) -> tuple[str, ...]:
        """Subjects of which another station wrote an entry of these kinds. Walks everything that came."""
        ...

    def doubted(self, subject: str) -> frozenset[str]:
        """Ids of the acts of that subject that are doubted (``domain.case.signers``)."""
        ...

    def mark(self, name: str) -> str | None:
        """A mark of the exchange, as the last place that was pulled."""
        ...

    def number_series(self) -> tuple[tuple[str, int], ...]:
        """Every series of numbers of the own present epoch, and the last one given."""
        ...

    def heard_from(self, station: str) -> datetime | None:
        """When the newest entry of another station that is here was written; None for none."""
        ...

    def closed_stations(self) -> Mapping[str, datetime]:
        """Stations that gave a case away because they close for good (撤窗), and when last."""
        ...

    def parcels(self) -> ParcelsReading:
        """Files that travel beside the entries."""
        ...

    def unplaced(self) -> tuple[StoredBatch, ...]:
        """Kept batches without a place in the order, stream by stream."""
        ...

    def placed(self, after: int, most: int) -> tuple[StoredBatch, ...]:
        """Kept batches after a place of the order, in order, that many at most."""
        ...

    def late(self, after: int) -> tuple[StoredBatch, ...]:
        """Batches up to that place of which a window that knows the order so far may lack what came late."""
        ...

    def newest_placed(self, upto: int | None = None) -> StoredBatch | None:
        """The last batch of the order, up to that place."""
        ...

    def batch_entries(self, kept: StoredBatch) -> tuple[SentEntry | WithheldEntry, ...]:
        """The entries of a kept batch as they travel, as far as they are here."""
        ...

    def numbers_given(self, since: date, until: date) -> tuple[NumberGiven, ...]:
        """Numbers that entries of other stations gave out on these civil days, both included; in no order."""
        ...

    def streams_here(self) -> tuple[StreamHere, ...]:
        """How far the streams of other stations are known here."""
        ...

    def finished_cases(self, since: date, until: date) -> tuple[DrawCandidate, ...]:
        """Cases in which nothing is open and the last act was on one of these civil days, both included."""
        ...

    def own_cases(self, epoch: int, first: int, last: int) -> dict[str, int] | None:
        """Case → how many entries of it that travel lie in that stretch of the own stream, what came back included;
        None where not all of the stretch is here.
        """
        ...

    def told_by_hub(self, marks: Collection[str]) -> frozenset[str]:
        """Those of the marks (``outline.mark_of``) with whose cases the hub deals for this hall: it handed something of
        them on before, or the own stream tells of them.
        """
        ...

    def taken_of(self, of: BatchRange, mark: str) -> int:
        """How many entries of a case with that mark are here of a stretch of another stream; "": of all cases."""
        ...


class ExchangeStore(ExchangeReading, Protocol):
    """The same in a transaction, where it is written too."""

    def parcels(self) -> ParcelsStore:
        """Files that travel beside the entries."""
        ...

    def put_late(self, of: BatchRange, told: int) -> None:
        """Note that of a batch more came when windows had been told the order up to that place."""
        ...

    def set_doubted(self, subject: str, ids: Collection[str]) -> None:
        """Doubt these acts of that subject, and no others."""
        ...

    def set_mark(self, name: str, value: str) -> None:
        """Set a mark."""
        ...

    def put_batch(self, batch: StoredBatch) -> None:
        """Keep a batch; of a known one, what is new of it."""
        ...

    def put_entries(self, station: str, epoch: int, entries: Collection[SentEntry]) -> None:
        """Store entries of another stream, or of the own one that came back; those that are there stay."""
        ...

    def acknowledge(self, of: BatchRange, pos: int) -> bool:
        """Note the hub's place of a kept batch; False where none is kept."""
        ...

    def unacknowledge_from(self, epoch: int, seq: int) -> None:
        """Forget that the hub acknowledged that own entry and what follows it."""
        ...

    def unorder_from(self, pos: int) -> tuple[BatchRange, ...]:
        """Forget the hub's order from that place on; the batches that had it."""
        ...

    def put_held(
        self, body: bytes, of: BatchRange | None, why: str, via: str, since: datetime, *, keep: bool
    ) -> None:
        """Keep the bytes of a batch, or only note that it was refused; the same bytes once."""
        ...

    def drop_held(self, body: bytes) -> None:
        """A batch is no longer held: it was taken in."""
        ...

    def put_fork(self, fork: ForkSeen, body: bytes) -> None:
        """Keep a fork aside."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """What fails inside leaves nothing of what it wrote; the transaction goes on."""
        ...
