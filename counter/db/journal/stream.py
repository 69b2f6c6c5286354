"""Reading and writing stored entries: the columns, and opening what is sealed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from counter.db.file.errors import explained
from counter.db.journal.heads import Head
from counter.db.keys.sealing import CaseKeys, KeyDestroyed, open_personal
from counter.domain.journal.chain import GENESIS, Link, fields_hash
from counter.domain.journal.entries import (
    CLOCK_CONFIRMED,
    RATING_REGISTERED,
    ClockReading,
    Entry,
    moment,
    read_taken,
)
from counter.domain.journal.exchange.scope import WITHHELD, is_joint

COLUMNS = (
    "station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base, "
    "payload, sealed, taken, untimely, prev, hash"
)
"""In the order of ``chained_fields``, the hash last."""
_INSERT = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PAYLOAD = COLUMNS.split(", ").index("payload")
_SEALED = COLUMNS.split(", ").index("sealed")
_TAKEN = COLUMNS.split(", ").index("taken")
_ID = COLUMNS.split(", ").index("id")
_OF_SUBJECT = f"SELECT {COLUMNS} FROM entries WHERE subject = ? ORDER BY row"
_CAME = f"SELECT {COLUMNS} FROM taken_entries WHERE subject = ? ORDER BY row"
_AFTER = (
    f"SELECT {COLUMNS} FROM entries WHERE subject = ? AND station = ? AND epoch = ? AND seq > ? ORDER BY seq"
)
_OF_KINDS = f"""
    SELECT {COLUMNS} FROM entries WHERE station = ? AND (epoch, seq) > (?, ?)
    AND kind IN (SELECT value FROM json_each(?)) ORDER BY epoch, seq
"""
_OF_CHAIN = f"SELECT {COLUMNS}, row FROM entries WHERE station = ? AND epoch = ? ORDER BY seq"
BY_SUBJECT = f"SELECT {COLUMNS} FROM entries ORDER BY subject, row"
"""Read along the index of subjects: without sorting, one subject in memory at a time."""
_LAST_ID = "SELECT id FROM entries WHERE subject = ? ORDER BY row DESC LIMIT 1"
_TRAVELS = " AND ".join(f"kind NOT GLOB '{begins}*'" for begins in WITHHELD)
_LAST_SENT = f"""
    SELECT id, epoch = (SELECT epoch FROM entries WHERE subject = ?1 ORDER BY row LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM taken_entries WHERE subject = ?1)
    FROM entries WHERE subject = ?1 AND {_TRAVELS}
        AND NOT EXISTS (SELECT 1 FROM entries WHERE subject = ?1 AND kind = '{RATING_REGISTERED}')
    ORDER BY row DESC LIMIT 1
"""
"""A rating at the office, though named by a UUID too, is nobody else's: its last entry is whatever came last."""
_SHARED = """
    SELECT EXISTS (SELECT 1 FROM batches WHERE station = ?1 AND epoch = ?2 AND pos IS NOT NULL)
        AND EXISTS (SELECT 1 FROM taken_entries WHERE station <> ?1)
"""
_KNOWN_BY = """
    SELECT wanted.value, (SELECT COUNT(*) FROM entries WHERE subject = wanted.value),
    (SELECT MAX(row) FROM entries WHERE subject = wanted.value),
    (SELECT COUNT(*) FROM case_keys WHERE subject = wanted.value) FROM json_each(?) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM taken_entries WHERE subject = wanted.value)
"""
_CAME_ONE = "SELECT 1 FROM taken_entries WHERE subject = ? LIMIT 1"
_HEAD = "SELECT seq, hash FROM entries WHERE station = ? AND epoch = ? ORDER BY seq DESC LIMIT 1"
_TO = f"SELECT {COLUMNS} FROM entries WHERE station = ? AND epoch = ? AND seq <= ? ORDER BY seq"
_ENDS = """
    SELECT e.epoch, e.seq, e.hash FROM entries e JOIN (
        SELECT epoch, MAX(seq) AS last FROM entries WHERE station = ? GROUP BY epoch
    ) AS furthest ON e.epoch = furthest.epoch AND e.seq = furthest.last WHERE e.station = ? ORDER BY e.epoch
"""
_HASH = "SELECT hash FROM entries WHERE station = ? AND epoch = ? AND seq = ?"
_TRUSTED = f"""
    SELECT at, boot, monotonic_ns FROM entries
    WHERE station = ? AND (untimely = 0 OR kind = '{CLOCK_CONFIRMED}') ORDER BY epoch DESC, seq DESC LIMIT 1
"""


def insert(connection: Any, row: tuple[Any, ...]) -> None:
    """Store one entry, given as in ``COLUMNS``.

    Bytes are passed as ``bytearray``: for ``bytes`` the driver first looks for an adapter and two protocols, which
    takes longer than storing them.
    """
    payload, sealed, taken, untimely, prev, hash_ = row[_PAYLOAD:]
    closed = None if sealed is None else bytearray(sealed)
    bodies = bytearray(payload), closed, taken, untimely, bytearray(prev), bytearray(hash_)
    connection.execute(_INSERT, row[:_PAYLOAD] + bodies)


def closed_entry(
    row: tuple[Any, ...],
    personal: dict[str, object] | None = None,
    *,
    forgotten: bool = False,
    records: tuple[object, object | None] | None = None,
) -> Entry:
    """An entry as stored, its sealed part unopened; ``personal`` and ``records`` where the caller has them."""
    return Entry(
        station=row[0],
        epoch=row[1],
        seq=row[2],
        id=row[3],
        at=_moment(row[4]),
        boot=row[5],
        monotonic_ns=row[6],
        actor=row[7],
        kind=row[8],
        version=row[9],
        subject=row[10],
        previous_entry_id=row[11],
        payload=row[12],
        sealed=row[13],
        taken=_taken(row[14]),
        untimely=bool(row[15]),
        prev=row[16],
        hash=row[17],
        personal=personal,
        forgotten=forgotten,
        records=records,
    )


def _moment(stored: int) -> datetime:
    """The time of an entry; damaged bytes must still make an entry, so that ``check`` can name it by its wrong hash."""
    try:
        return moment(stored)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def taken_of(row: tuple[Any, ...]) -> tuple[tuple[str, int], ...]:
    """The numbers given out with a stored entry."""
    return _taken(row[_TAKEN]) if row[_TAKEN] else ()


def _taken(stored: str) -> tuple[tuple[str, int], ...]:
    try:
        return read_taken(stored)
    except ValueError:
        return ()


def entries_of(connection: Any, keys: CaseKeys, subject: str) -> tuple[Entry, ...]:
    """All entries of one subject, opened: in order of arrival; of a case that other stations wrote of too, in that of
    their causes.
    """
    rows = connection.execute(_OF_SUBJECT, (subject,)).fetchall()
    if is_joint(subject):
        came = connection.execute(_CAME, (subject,)).fetchall()
        if came:
            return _joined(connection, keys, subject, rows, came)
    return tuple(_opened(connection, keys, subject, rows))


def known_by(connection: Any, subjects: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """How many entries of the own stream, the last one, and how many keys, of each subject that is in no other."""
    return {
        subject: tuple(marks)
        for subject, *marks in connection.execute(_KNOWN_BY, (json.dumps(list(subjects)),))
    }


def _joined(
    connection: Any,
    keys: CaseKeys,
    subject: str,
    rows: Iterable[tuple[Any, ...]],
    came: Iterable[tuple[Any, ...]],
) -> tuple[Entry, ...]:
    from counter.db.journal import joint  # where stations meet: not at a start

    return joint.joined(connection, rows, came, partial(_opened, connection, keys, subject))


def _closed(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    return map(closed_entry, rows)


def entries_after(
    connection: Any, keys: CaseKeys, subject: str, position: tuple[str, int, int]
) -> tuple[Entry, ...]:
    """Entries of one subject after a position (station, epoch, seq) of its chain, opened."""
    rows = connection.execute(_AFTER, (subject, *position)).fetchall()
    return tuple(_opened(connection, keys, subject, rows))


def entries_of_kinds(
    connection: Any, position: tuple[str, int, int], kinds: Collection[str]
) -> Iterator[Entry]:
    """Entries of one of these kinds after a position (station, epoch, seq), their sealed parts unopened."""
    found = connection.execute(_OF_KINDS, (*position, json.dumps(sorted(kinds))))
    return (closed_entry(row) for row in found)


def every_subject(connection: Any, keys: CaseKeys) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Every subject by name, with all its entries as ``entries_of`` has them."""
    from counter.db.journal import joint

    for subject, rows, came in joint.by_subject(connection.execute(BY_SUBJECT), connection):
        if came:
            yield subject, _joined(connection, keys, subject, rows, came)
        else:
            yield subject, tuple(_opened(connection, keys, subject, rows))


def _opened(
    connection: Any, keys: CaseKeys, subject: str, rows: Iterable[tuple[Any, ...]]
) -> Iterator[Entry]:
    """Entries of one subject with their sealed parts opened, or marked forgotten where the key was destroyed.

    Each by the key of the station that sealed it. What does not open (no key here, a changed byte) stays closed;
    ``check`` reports it of the own stream.
    """
    boxes: dict[str, Any] = {}
    for row in rows:
        sealed = row[_SEALED]
        if sealed is None:
            yield closed_entry(row)
            continue
        maker = row[0]
        if maker not in boxes:
            try:
                boxes[maker] = keys.box_of(connection, subject, maker)
            except KeyDestroyed:
                boxes[maker] = KeyDestroyed
            except ValueError:
                boxes[maker] = None
        box = boxes[maker]
        if box is KeyDestroyed:
            yield closed_entry(row, forgotten=True)
            continue
        try:
            if box is None:
                raise ValueError("no key here")
            yield closed_entry(row, open_personal(box, sealed, row[_ID]))
        except ValueError:
            yield closed_entry(row, _by_later_key(connection, keys, subject, row))


def _by_later_key(
    connection: Any, keys: CaseKeys, subject: str, row: tuple[Any, ...]
) -> dict[str, object] | None:
    """What a restored station sealed before its older key of the case was back; None where that does not open it."""
    if row[1] < 2:
        return None
    from counter.domain.journal.exchange.key_cards import later_maker

    try:
        box = keys.box_of(connection, subject, later_maker(row[0], row[1]))
        return None if box is None else open_personal(box, row[_SEALED], row[_ID])
    except (KeyDestroyed, ValueError):
        return None


def rows_of_chain(connection: Any, station: str, epoch: int) -> Iterator[tuple[Any, ...]]:
    """The chain of one epoch in order, as stored, each row with its position in the file."""
    rows: Iterator[tuple[Any, ...]] = connection.execute(_OF_CHAIN, (station, epoch))
    return rows


def links(connection: Any, station: str, epoch: int, until: int) -> Iterator[Link]:
    """The links of a chain up to that entry, each hash computed anew."""
    for row in connection.execute(_TO, (station, epoch, until)):
        yield Link(row[0], row[1], row[2], row[-2], row[-1], fields_hash(row[:-1]) == row[-1])


def heads_of(connection: Any, station: str) -> tuple[Head, ...]:
    """The heads of all chains of a station in the file, the oldest epoch first."""
    found = connection.execute(_ENDS, (station, station))
    return tuple(Head(station, epoch, seq, bytes(hash_)) for epoch, seq, hash_ in found)


def head_of(connection: Any, station: str, epoch: int) -> Head:
    """The head of a chain; before its first entry, the genesis."""
    row = connection.execute(_HEAD, (station, epoch)).fetchone()
    return Head(station, epoch, *(row or (0, GENESIS)))


def hash_at(connection: Any, station: str, epoch: int, seq: int) -> bytes | None:
    """The hash stored with an entry; None where the file has no such entry."""
    row = connection.execute(_HASH, (station, epoch, seq)).fetchone()
    return None if row is None else bytes(row[0])


def trusted_reading(connection: Any, station: str) -> ClockReading | None:
    """The newest time of this station that was not doubted, or that a person confirmed."""
    row = connection.execute(_TRUSTED, (station,)).fetchone()
    return ClockReading(moment(row[0]), row[1], row[2]) if row else None


def last_id(connection: Any, subject: str) -> str | None:
    """What an entry about the subject names as its ``base``: the id of the last one, of a case all heads of what
    travels.
    """
    if is_joint(subject):
        row = connection.execute(_LAST_SENT, (subject,)).fetchone()
        if row is not None and row[1]:
            return str(row[0])
        if row is not None or has_taken(connection, subject):
            from counter.db.journal import joint

            return joint.base(connection, subject, _closed)
    row = connection.execute(_LAST_ID, (subject,)).fetchone()
    return row[0] if row else None


def has_taken(connection: Any, subject: str) -> bool:
    """Whether another station wrote of the subject too, as far as is known here."""
    return connection.execute(_CAME_ONE, (subject,)).fetchone() is not None


def is_shared(connection: Any, station: str, epoch: int) -> bool:
    """Whether own entries of the epoch were acknowledged, and entries of another station are here."""
    with explained():
        return connection.execute(_SHARED, (station, epoch)).fetchone()[0] == 1


def is_last(connection: Any, subject: str, entry: Entry) -> bool:
    """Whether nothing about the subject came after that entry, of this or another station."""
    row = connection.execute(_LAST_ID, (subject,)).fetchone()
    return row is not None and row[0] == entry.id and not has_taken(connection, subject)
