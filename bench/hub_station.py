"""A station that repeats real visits under new ids, in a chain of its own, as signed batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.journal.chain import GENESIS
from counter.domain.journal.entries import Entry, microseconds, taken_text
from counter.domain.journal.exchange.batch import (
    EntryBatch,
    SentEntry,
    WithheldEntry,
    batch_message,
    cut,
    is_withheld,
    recomputed_hash,
)


@dataclass
class BenchStation:
    """One station's first epoch."""

    code: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    seq: int = 0
    head: bytes = GENESIS

    @property
    def public_key(self) -> bytes:
        """The public half."""
        return self.key.public_key().public_bytes_raw()

    def batches(self, visits: Sequence[Sequence[Entry]], count: int) -> list[EntryBatch]:
        """So many visits, in as few batches as they may have."""
        entries = [e for turn in range(count) for e in self._again(visits[turn % len(visits)])]
        sizes = (len(e.payload) + len(e.sealed or b"") if isinstance(e, SentEntry) else 0 for e in entries)
        made, at = [], 0
        for many in cut(sizes):
            made.append(self._signed(entries[at : at + many]))
            at += many
        return made

    def _again(self, visit: Sequence[Entry]) -> list[SentEntry | WithheldEntry]:
        case = str(uuid_utils.uuid7())
        return [self._next(entry, case) for entry in visit]

    def _next(self, entry: Entry, case: str) -> SentEntry | WithheldEntry:
        self.seq += 1
        bare = SentEntry(
            seq=self.seq,
            id=str(uuid_utils.uuid7()),
            at=microseconds(entry.at),
            boot=entry.boot,
            monotonic_ns=entry.monotonic_ns,
            actor=entry.actor,
            kind=entry.kind,
            version=entry.version,
            subject=case,
            base=str(uuid_utils.uuid7()),
            payload=entry.payload,
            sealed=entry.sealed,
            taken=taken_text(entry.taken),
            untimely=int(entry.untimely),
            prev=self.head,
            hash=bytes(32),
        )
        prev, self.head = self.head, recomputed_hash(self.code, 1, bare)
        if is_withheld(entry.kind):
            return WithheldEntry(self.seq, prev, self.head)
        return SentEntry(*(getattr(bare, name) for name in bare.__struct_fields__[:-1]), self.head)

    def _signed(self, entries: Sequence[SentEntry | WithheldEntry]) -> EntryBatch:
        hashes = b"".join(entry.hash for entry in entries)
        withheld = [entry.seq for entry in entries if isinstance(entry, WithheldEntry)]
        message = batch_message(self.code, 1, entries[0].seq, hashes, withheld)
        return EntryBatch(self.code, 1, entries[0].seq, hashes, self.key.sign(message), tuple(entries))
