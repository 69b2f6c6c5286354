"""Batches as an exchange place passes them on by courier file: those not in the order yet, and those after a place."""

from __future__ import annotations

from typing import Any

from counter.db.exchange import batches, taken_entries
from counter.domain.journal.chain import GENESIS
from counter.domain.journal.exchange.batch import BatchRange, SentEntry, WithheldEntry
from counter.domain.journal.exchange.standing import StoredBatch

_OF = "SELECT station, epoch, first, last FROM batches"
_UNPLACED = f"{_OF} WHERE pos IS NULL ORDER BY station, epoch, first, last"
_PLACED = f"{_OF} WHERE pos > ? ORDER BY pos, station, epoch, first LIMIT ?"
_NEWEST = f"{_OF} WHERE pos <= ? ORDER BY pos DESC, station, epoch, first LIMIT 1"
_TAKEN = f"""
    SELECT {taken_entries.LISTED} FROM taken_entries
    WHERE station = ? AND epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq
"""
_PUT_LATE = """
    INSERT INTO late_batches (station, epoch, first, last, told) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (station, epoch, first, last) DO UPDATE SET told = max(told, excluded.told)
"""
_LATE = """
    SELECT b.station, b.epoch, b.first, b.last FROM late_batches AS l
    JOIN batches AS b USING (station, epoch, first, last)
    WHERE l.told >= ?1 AND b.pos <= ?1 ORDER BY b.pos, b.station, b.epoch, b.first
"""
_HIGHEST = 2**63 - 1


def unplaced(connection: Any) -> tuple[StoredBatch, ...]:
    """Kept batches without a place, stream by stream."""
    return _found(connection, _UNPLACED)


def placed(connection: Any, after: int, most: int) -> tuple[StoredBatch, ...]:
    """Kept batches after a place of the order, in order."""
    return _found(connection, _PLACED, after, most)


def newest_placed(connection: Any, upto: int | None = None) -> StoredBatch | None:
    """The last batch of the order, up to that place."""
    return next(iter(_found(connection, _NEWEST, _HIGHEST if upto is None else upto)), None)


def put_late(connection: Any, of: BatchRange, told: int) -> None:
    """Note that of a batch more came here when windows had been told the order up to that place."""
    connection.execute(_PUT_LATE, (*of, told))


def late(connection: Any, after: int) -> tuple[StoredBatch, ...]:
    """Batches up to that place of the order of which a window that knows it so far may lack what came late."""
    return _found(connection, _LATE, after)


def _found(connection: Any, sql: str, *values: int) -> tuple[StoredBatch, ...]:
    rows = connection.execute(sql, values).fetchall()
    kept = (batches.at(connection, BatchRange(*row)) for row in rows)
    return tuple(one for one in kept if one is not None)


def entries(connection: Any, kept: StoredBatch) -> tuple[SentEntry | WithheldEntry, ...]:
    """The entries of a kept batch as they travel, as far as they are here."""
    of = kept.range
    rows = connection.execute(_TAKEN, tuple(of)).fetchall()
    found: dict[int, SentEntry | WithheldEntry] = {row[2]: SentEntry(*row[2:]) for row in rows}
    if of.station == batches.own_station(connection):
        found |= {one.seq: one for one in taken_entries.own(connection, of)}
    hashes = [kept.hashes[at : at + 32] for at in range(0, len(kept.hashes), 32)]
    before = batches.listed_hashes(connection, of._replace(first=of.first - 1, last=of.first - 1))
    prev = GENESIS if of.first == 1 else before.get(of.first - 1)
    for seq, hash_ in zip(range(of.first, of.last + 1), hashes, strict=False):
        if seq not in found and seq in kept.withheld and prev is not None:
            found[seq] = WithheldEntry(seq, prev, hash_)
        prev = hash_
    return tuple(found[seq] for seq in sorted(found))
