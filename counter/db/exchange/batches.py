"""Batches as kept here: of the own stream, with what the hub has acknowledged, and of others, as proof and order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from counter.domain.journal.entries import moment
from counter.domain.journal.exchange.batch import HASH, MOST_ENTRIES, BatchRange
from counter.domain.journal.exchange.standing import StoredBatch, WaitingEntries

_COLUMNS = "station, epoch, first, last, hashes, signature, withheld, via, pos"
_PUT = f"""
    INSERT INTO batches ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (station, epoch, first, last) DO UPDATE SET
        withheld = excluded.withheld, pos = COALESCE(excluded.pos, pos)
"""
_AT = f"SELECT {_COLUMNS} FROM batches WHERE station = ? AND epoch = ? AND first = ? AND last = ?"
_AFTER = f"SELECT {_COLUMNS} FROM batches WHERE station = ? AND epoch = ? AND first > ? ORDER BY first, last"
EVERY = f"SELECT {_COLUMNS} FROM batches ORDER BY station, epoch, first, last"
_OVER = """
    SELECT first, hashes FROM batches
    WHERE station = ? AND epoch = ? AND first BETWEEN ? AND ? AND last >= ?
"""
_POS = """
    SELECT MIN(pos) FROM batches WHERE station = ? AND epoch = ? AND first BETWEEN ? AND ? AND last >= ?
"""
_BEFORE = """
    SELECT last FROM batches WHERE station = ? AND epoch = ? AND first < ? ORDER BY first DESC, last DESC LIMIT 1
"""
_WITHHELD_BEFORE = """
    SELECT 1 FROM batches, json_each(withheld) AS w
    WHERE station = ? AND epoch = ? AND withheld != '[]' AND w.value < ? LIMIT 1
"""
_OWN = "SELECT station FROM entries ORDER BY row LIMIT 1"
_SERIES = "SELECT series, last FROM numbers WHERE station = ? AND epoch = ? ORDER BY series"
_EPOCHS = f"""
    SELECT epoch, public_key, (SELECT COALESCE(MAX(seq), 0) FROM entries AS e WHERE e.station = code AND
        e.epoch = s.epoch) FROM stations AS s WHERE code = ({_OWN}) ORDER BY epoch
"""
_ACKNOWLEDGED = "SELECT MAX(last) FROM batches WHERE station = ? AND epoch = ? AND pos IS NOT NULL"
_WAITING = f"""
    SELECT head - done, (SELECT at FROM entries WHERE station = code AND epoch = number AND seq = done + 1) FROM (
        SELECT code, epoch AS number,
            (SELECT COALESCE(MAX(seq), 0) FROM entries WHERE station = code AND epoch = s.epoch) AS head,
            (SELECT COALESCE(MAX(last), 0) FROM batches
                WHERE station = code AND epoch = s.epoch AND pos IS NOT NULL) AS done
        FROM stations AS s WHERE code = ({_OWN})
    ) WHERE head > done
"""
_ACKNOWLEDGE = "UPDATE batches SET pos = ? WHERE station = ? AND epoch = ? AND first = ? AND last = ?"
_UNACKNOWLEDGE = "UPDATE batches SET pos = NULL WHERE station = ? AND epoch = ? AND last >= ?"
_UNORDER = "UPDATE batches SET pos = NULL WHERE pos >= ? RETURNING station, epoch, first, last"
_MISSING = f"""
    SELECT station, epoch, before + 1, first - 1 FROM (
        SELECT station, epoch, first, pos, COALESCE(MAX(last) OVER (
            PARTITION BY station, epoch ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS before FROM (
            SELECT station, epoch, first, last, pos FROM batches UNION ALL
            SELECT code, epoch, 1,
                (SELECT MAX(seq) FROM entries AS e WHERE e.station = code AND e.epoch = s.epoch), NULL
            FROM stations AS s WHERE code = ({_OWN})
        )
    ) WHERE first > before + 1 AND pos IS NULL ORDER BY station, epoch, first
"""


def own_station(connection: Any) -> str:
    """Code of the station whose stream ``entries`` is; "" for an empty file."""
    row = connection.execute(_OWN).fetchone()
    return "" if row is None else str(row[0])


def number_series(connection: Any) -> tuple[tuple[str, int], ...]:
    """Every series of numbers of the own present epoch, and the last one given."""
    epoch = max((one for one, _, _ in own_epochs(connection)), default=0)
    return tuple(connection.execute(_SERIES, (own_station(connection), epoch)))


def own_epochs(connection: Any) -> tuple[tuple[int, bytes, int], ...]:
    """Epochs of the own station, the oldest first: number, public key, number of the last entry."""
    return tuple((epoch, bytes(key), last) for epoch, key, last in connection.execute(_EPOCHS))


def put(connection: Any, batch: StoredBatch) -> None:
    """Keep a batch; of a known one, what is new of it."""
    withheld = json.dumps(batch.withheld, separators=(",", ":"))
    rest = (bytearray(batch.hashes), bytearray(batch.signature), withheld, batch.via, batch.pos)
    connection.execute(_PUT, (*batch.range, *rest))


def at(connection: Any, of: BatchRange) -> StoredBatch | None:
    """The kept batch of exactly these entries."""
    row = connection.execute(_AT, tuple(of)).fetchone()
    return None if row is None else _read(row)


def after(connection: Any, station: str, epoch: int, seq: int) -> tuple[StoredBatch, ...]:
    """Kept batches of a stream that begin after that entry, in order."""
    return tuple(map(_read, connection.execute(_AFTER, (station, epoch, seq))))


def any_kept(connection: Any) -> bool:
    """Whether any batch is kept."""
    return connection.execute("SELECT 1 FROM batches LIMIT 1").fetchone() is not None


def every(connection: Any) -> Iterator[StoredBatch]:
    """All kept batches, stream by stream in order."""
    return map(_read, connection.execute(EVERY))


def listed_hashes(connection: Any, of: BatchRange) -> dict[int, bytes]:
    """Number → hash of the entries of a range that a kept batch lists."""
    found: dict[int, bytes] = {}
    reach = (of.station, of.epoch, of.first - MOST_ENTRIES, of.last, of.first)
    for first, hashes in connection.execute(_OVER, reach):
        for place in range(max(0, of.first - first), min(len(hashes) // HASH, of.last - first + 1)):
            found[first + place] = bytes(hashes[place * HASH : (place + 1) * HASH])
    return found


def pos_of(connection: Any, station: str, epoch: int, seq: int) -> int | None:
    """Place of an entry's batch in the hub's order."""
    reach = (station, epoch, seq - MOST_ENTRIES, seq, seq)
    found: int | None = connection.execute(_POS, reach).fetchone()[0]
    return found


def withheld_before(connection: Any, station: str, epoch: int, seq: int) -> bool:
    """Whether a kept batch of that stream lists a withheld entry in front of that one."""
    return connection.execute(_WITHHELD_BEFORE, (station, epoch, seq)).fetchone() is not None


def gap_before(connection: Any, of: BatchRange, pos: int | None) -> BatchRange | None:
    """The entries that lie between a range and what is known before it; ``pos``: the range's place in the hub's order.

    Of what the hub has ordered nothing is missing: it takes a stream without holes only, and hands on what concerns the
    reader.
    """
    if pos is not None:
        return None
    row = connection.execute(_BEFORE, (of.station, of.epoch, of.first)).fetchone()
    known = 0 if row is None else row[0]
    if of.first <= known + 1:
        return None
    heads = {
        epoch: last for epoch, _, last in own_epochs(connection) if of.station == own_station(connection)
    }
    known = max(known, heads.get(of.epoch, 0))
    return None if of.first <= known + 1 else BatchRange(of.station, of.epoch, known + 1, of.first - 1)


def missing(connection: Any) -> tuple[BatchRange, ...]:
    """All gaps in the streams known here, as ``gap_before`` finds them."""
    return tuple(BatchRange(*row) for row in connection.execute(_MISSING))


def acknowledged(connection: Any, station: str, epoch: int) -> int:
    """Number of the last own entry of an epoch that the hub has acknowledged; 0 for none."""
    return connection.execute(_ACKNOWLEDGED, (station, epoch)).fetchone()[0] or 0


def waiting(connection: Any) -> WaitingEntries:
    """Own entries that the hub has not acknowledged, of all epochs."""
    found = connection.execute(_WAITING).fetchall()
    since = [when for _, when in found if when is not None]
    return WaitingEntries(sum(count for count, _ in found), moment(min(since)) if since else None)


def acknowledge(connection: Any, of: BatchRange, pos: int) -> bool:
    """Note the hub's place of a kept batch; False where none is kept."""
    return connection.execute(_ACKNOWLEDGE, (pos, *of)).rowcount == 1


def unacknowledge(connection: Any, station: str, epoch: int, seq: int) -> None:
    """Forget that the hub acknowledged that own entry and what follows it."""
    connection.execute(_UNACKNOWLEDGE, (station, epoch, seq))


def unorder(connection: Any, pos: int) -> tuple[BatchRange, ...]:
    """Forget the hub's order from that place on; the batches that had it."""
    return tuple(BatchRange(*row) for row in connection.execute(_UNORDER, (pos,)).fetchall())


def _read(row: tuple[Any, ...]) -> StoredBatch:
    try:
        withheld = tuple(int(seq) for seq in json.loads(row[6]))
    except (ValueError, TypeError):  # damaged: `check` names it, as those entries are then missing
        withheld = ()
    return StoredBatch(BatchRange(*row[:4]), bytes(row[4]), bytes(row[5]), withheld, row[7], row[8])
