"""A station that repeats real visits under new ids, in a chain of its own, as signed batches."""

from __future__ import annotations

from collections.abc import Sequence

import uuid_utils

from counter.domain.journal.entries import Entry, microseconds, taken_text
from counter.domain.journal.exchange.batch import (
    EntryBatch,
    SentEntry,
    WithheldEntry,
    cut,
    is_withheld,
)
from tests.db.hub.streams import Station, new_case


class BenchStation(Station):
    """One station's first epoch."""

    def batches(self, visits: Sequence[Sequence[Entry]], count: int) -> list[EntryBatch]:
        """So many visits, in as few batches as they may have."""
        entries = [e for turn in range(count) for e in self.again(visits[turn % len(visits)], new_case())]
        sizes = (len(e.payload) + len(e.sealed or b"") if isinstance(e, SentEntry) else 0 for e in entries)
        made, at = [], 0
        for many in cut(sizes):
            made.append(self.signed(entries[at : at + many]))
            at += many
        return made

    def again(self, visit: Sequence[Entry], case: str) -> list[SentEntry | WithheldEntry]:
        """The entries of a visit, or a part of them, as the next ones of this station about that case."""
        return [self._next(entry, case) for entry in visit]

    def _next(self, entry: Entry, case: str) -> SentEntry | WithheldEntry:
        made = self.entry(
            case,
            entry.kind,
            at=microseconds(entry.at),
            boot=entry.boot,
            monotonic_ns=entry.monotonic_ns,
            actor=entry.actor,
            version=entry.version,
            base=str(uuid_utils.uuid7()),
            payload=entry.payload,
            sealed=entry.sealed,
            taken=taken_text(entry.taken),
            untimely=int(entry.untimely),
        )
        return WithheldEntry(made.seq, made.prev, made.hash) if is_withheld(entry.kind) else made
