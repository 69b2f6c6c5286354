"""Batches that were not taken in: kept until the keys come, or noted as refused; and forks."""

from __future__ import annotations

import hashlib
from typing import Any

from counter.domain.journal.entries import moment
from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.standing import ForkSeen, HeldBatch

MOST_NOTED = 1_000
"""Refused batches that are listed: the oldest are dropped from the list."""
MOST_FORKS = 100
"""Of one station's epoch that are kept with their bytes: one proves the matter."""

_COLUMNS = "digest, station, epoch, first, last, why, via, since, size, body IS NOT NULL"
_EVERY = f"SELECT {_COLUMNS} FROM held_batches ORDER BY since, station, epoch, first"
_PUT = """
    INSERT INTO held_batches (digest, station, epoch, first, last, why, via, since, size, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (digest) DO UPDATE SET why = excluded.why, body = excluded.body
"""
_SIZE = "SELECT COALESCE(SUM(size), 0) FROM held_batches WHERE body IS NOT NULL"
_TRIM = """
    DELETE FROM held_batches WHERE digest IN (
        SELECT digest FROM held_batches WHERE body IS NULL ORDER BY since DESC LIMIT -1 OFFSET ?
    )
"""
_BODY = "SELECT body FROM held_batches WHERE digest = ? AND body IS NOT NULL"
_FORK = (
    "INSERT OR IGNORE INTO forks (station, epoch, seq, hash, since, via, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_FORKS = "SELECT COUNT(*) FROM forks WHERE station = ? AND epoch = ?"


def digest_of(body: bytes) -> bytes:
    """By what a batch that was not taken in is known."""
    return hashlib.sha256(body).digest()


def put(
    connection: Any, body: bytes, of: BatchRange | None, why: str, via: str, since: int, *, keep: bool
) -> None:
    """Keep the bytes of a batch, or only note that it was refused; the same bytes once."""
    where = of or BatchRange("", 0, 0, 0)
    stored = bytearray(body) if keep else None
    connection.execute(_PUT, (digest_of(body), *where, why, via, since, len(body), stored))
    connection.execute(_TRIM, (MOST_NOTED,))


def held_bytes(connection: Any) -> int:
    """Bytes of all that is kept."""
    return int(connection.execute(_SIZE).fetchone()[0])


def every(connection: Any) -> tuple[HeldBatch, ...]:
    """All that was not taken in, the oldest first."""
    found = connection.execute(_EVERY)
    return tuple(
        HeldBatch(
            bytes(digest), BatchRange(*where) if where[0] else None, why, via, moment(since), size, bool(kept)
        )
        for digest, *where, why, via, since, size, kept in found
    )


def body_of(connection: Any, digest: bytes) -> bytes | None:
    """The kept bytes of a batch."""
    row = connection.execute(_BODY, (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def drop(connection: Any, digest: bytes) -> None:
    """A batch is no longer held: it was taken in."""
    connection.execute("DELETE FROM held_batches WHERE digest = ?", (digest,))


def put_fork(connection: Any, fork: ForkSeen, since: int, body: bytes) -> None:
    """Keep a fork aside."""
    (count,) = connection.execute(_FORKS, (fork.station, fork.epoch)).fetchone()
    if count < MOST_FORKS:
        values = (fork.station, fork.epoch, fork.seq, fork.hash, since, fork.via, bytearray(body))
        connection.execute(_FORK, values)


def forks(connection: Any) -> tuple[ForkSeen, ...]:
    """All forks, stream by stream."""
    found = connection.execute("SELECT station, epoch, seq, hash, via, since FROM forks ORDER BY 1, 2, 3")
    return tuple(
        ForkSeen(station, epoch, seq, bytes(hash_), via, moment(since))
        for station, epoch, seq, hash_, via, since in found
    )
