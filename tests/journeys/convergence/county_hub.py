"""A hub in memory: orders batches by county, keeps one stream of each epoch, and refuses what does not follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from counter.domain.journal.exchange.batch import BatchRange, EntryBatch, range_of
from counter.domain.papers.verify.trusted_keys import Certificate, HallCard


@dataclass
class CountyHub:
    """What it has: ``order``, the county's batches with their places; keys as stations state them."""

    order: list[EntryBatch] = field(default_factory=list)
    halls: dict[str, HallCard] = field(default_factory=dict)
    certificates: dict[str, Certificate] = field(default_factory=dict)

    def known(self, station: str, epoch: int) -> int:
        """Number of the last entry of a stream."""
        return max((b.last for b in self.own(station, epoch)), default=0)

    def own(self, station: str, epoch: int) -> list[EntryBatch]:
        """A stream's batches."""
        return [b for b in self.order if (b.station, b.epoch) == (station, epoch)]

    def push(self, batch: EntryBatch) -> int | None:
        """Append a batch; its place, the same again for the same. None for one that does not follow the last entry.

        Raises AssertionError for a fork: no machine here may make one.
        """
        for kept in self.own(batch.station, batch.epoch):
            if range_of(kept) == range_of(batch):
                assert kept.hashes == batch.hashes, f"fork: {range_of(batch)}"
                return kept.pos
        if batch.first != self.known(batch.station, batch.epoch) + 1:
            return None
        self.order.append(replace(batch, pos=len(self.order) + 1))
        return len(self.order)

    def pull(self, after: int, limit: int) -> Sequence[EntryBatch]:
        """The batches after a place, in the order."""
        return self.order[after : after + limit]

    def ranges(self) -> list[BatchRange]:
        """Everything that it has."""
        return [range_of(b) for b in self.order]
