"""A station that writes: entries in a chain, signed batches, a hall's certificate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count

import msgspec
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.db.hub.client import PostgresHub, connect_hub
from counter.domain.journal.chain import GENESIS
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import (
    EntryBatch,
    SentEntry,
    WithheldEntry,
    batch_message,
    recomputed_hash,
)
from counter.domain.papers.verify.trusted_keys import Certificate
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.hub_port import HubRefused

HALL_KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"hall of the hub's tests").digest())
_times = count(1_790_000_000_000_000)


def new_case() -> str:
    """Id of a case."""
    return str(uuid_utils.uuid7())


@dataclass
class Station:
    """One station's epoch."""

    code: str
    epoch: int = 1
    machine: str = "machine-a"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    seq: int = 0
    head: bytes = GENESIS

    @property
    def public_key(self) -> bytes:
        """The public half."""
        return self.key.public_key().public_bytes_raw()

    @property
    def certificate(self) -> bytes:
        """As its hall signed it."""
        public = HALL_KEY.public_key().public_bytes_raw().hex()
        bare = Certificate(
            self.code, self.epoch, self.public_key.hex(), "1 号窗口", "2026-11-01", True, public
        )
        signed = replace(bare, signature=HALL_KEY.sign(bare.message()).hex())
        return canonical_bytes(asdict(signed))

    def entry(self, subject: str, kind: str = "materials.received", **changed: object) -> SentEntry:
        """The next entry of the chain."""
        self.seq += 1
        bare = SentEntry(
            seq=self.seq,
            id=str(uuid_utils.uuid7()),
            at=next(_times),
            boot="boot",
            monotonic_ns=self.seq,
            actor="W01",
            kind=kind,
            version=1,
            subject=subject,
            base=None,
            payload=canonical_bytes({"行": "身份证", "n": self.seq}),
            sealed=b"\x01\x00sealed" if self.seq % 2 else None,
            taken='[["A",1]]' if self.seq % 3 == 0 else "",
            untimely=0,
            prev=self.head,
            hash=bytes(32),
        )
        made = msgspec.structs.replace(bare, **changed)
        whole = msgspec.structs.replace(made, hash=recomputed_hash(self.code, self.epoch, made))
        self.head = whole.hash
        return whole

    def withheld(self) -> WithheldEntry:
        """The next entry, about a rating."""
        entry = self.entry("ratings", "rating.closed")
        return WithheldEntry(entry.seq, entry.prev, entry.hash)

    def signed(self, entries: Sequence[SentEntry | WithheldEntry]) -> EntryBatch:
        """A batch of them."""
        hashes = b"".join(entry.hash for entry in entries)
        withheld = [entry.seq for entry in entries if isinstance(entry, WithheldEntry)]
        message = batch_message(self.code, self.epoch, entries[0].seq, hashes, withheld)
        return EntryBatch(
            self.code, self.epoch, entries[0].seq, hashes, self.key.sign(message), tuple(entries)
        )

    def batch(self, *subjects: str) -> EntryBatch:
        """The next batch, with an entry about each subject."""
        return self.signed([self.entry(subject) for subject in subjects])

    def connect(self, enrolment: Enrolment) -> PostgresHub:
        """A connection that has opened the epoch."""
        hub = connect_hub(enrolment)
        try:
            hub.open_epoch(self.epoch, self.public_key, self.certificate, self.machine)
        except HubRefused:
            hub.close()
            raise
        return hub
