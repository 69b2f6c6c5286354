"""Entries that other stations wrote, and those of the own station that came back; never mixed with ``entries``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from counter.domain.journal.exchange.batch import BatchRange, SentEntry, WithheldEntry, is_withheld

COLUMNS = ("station", "epoch", *SentEntry.__struct_fields__)
"""The stored columns, in the order of the hash."""
LISTED = ", ".join(COLUMNS)

_PUT = f"INSERT OR IGNORE INTO taken_entries ({LISTED}) VALUES ({', '.join('?' * len(COLUMNS))})"
_OF_SUBJECT = f"SELECT {LISTED} FROM taken_entries WHERE subject = ? ORDER BY row"
BY_SUBJECT = f"SELECT {LISTED} FROM taken_entries ORDER BY subject, row"
"""Read along the index of subjects."""
SUBJECTS = """
    SELECT at, subject FROM taken_entries AS t
    WHERE row = (SELECT MIN(row) FROM taken_entries WHERE subject = t.subject)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE subject = t.subject) ORDER BY row
"""
"""Subjects of which the own station wrote nothing, with the time of their first entry, in order of arrival."""
_DOUBLES = """
    SELECT i.value FROM json_each(?) AS i WHERE EXISTS (SELECT 1 FROM entries WHERE id = i.value)
    OR EXISTS (
        SELECT 1 FROM taken_entries AS t WHERE t.id = i.value
        AND NOT (t.station = ? AND t.epoch = ? AND t.seq = i.key + 0)
    )
"""
_KNOWN = "SELECT seq FROM taken_entries WHERE station = ? AND epoch = ? AND seq BETWEEN ? AND ?"
_OWN = f"SELECT {LISTED} FROM entries WHERE station = ? AND epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq"
_PREV = """
    SELECT prev FROM taken_entries WHERE station = ?1 AND epoch = ?2 AND seq = ?3
    UNION ALL SELECT prev FROM entries WHERE station = ?1 AND epoch = ?2 AND seq = ?3 LIMIT 1
"""
_SEVERAL = """
    SELECT DISTINCT e.subject FROM {table} AS e
    WHERE e.station = ?1 AND e.epoch = ?2 AND e.seq BETWEEN ?3 AND ?4 AND (
        EXISTS (SELECT 1 FROM {other} AS o WHERE o.subject = e.subject)
        OR EXISTS (
            SELECT 1 FROM taken_entries AS t
            WHERE t.subject = e.subject AND (t.station, t.epoch) != (e.station, e.epoch)
        )
    )
"""
_CLOSED = """
    SELECT station, MAX(at) FROM taken_entries
    WHERE kind IN ('key.requested', 'person.forgotten', 'case.handed_over') AND kind = 'case.handed_over'
    AND CASE WHEN json_valid(CAST(payload AS TEXT)) THEN json_extract(CAST(payload AS TEXT), '$.closing') END
    GROUP BY station
"""
"""Along the index ``ix_taken_entries_about_keys``, whose condition it repeats."""
_SUBJECTS_OF_KINDS = """
    SELECT DISTINCT subject FROM taken_entries WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY subject
"""
_DOUBTED = "SELECT id FROM doubted_acts WHERE subject = ?"
_DOUBT = "INSERT INTO doubted_acts (subject, id) VALUES (?, ?)"
_HEARD = "SELECT at FROM taken_entries WHERE station = ? ORDER BY epoch DESC, seq DESC LIMIT 1"
_PAYLOAD = COLUMNS.index("payload")


def subjects_of_kinds(connection: Any, kinds: Collection[str]) -> tuple[str, ...]:
    """Subjects of which another station wrote an entry of these kinds. Walks everything that came."""
    return tuple(s for (s,) in connection.execute(_SUBJECTS_OF_KINDS, (json.dumps(sorted(kinds)),)))


def doubted(connection: Any, subject: str) -> frozenset[str]:
    """Ids of the acts of that subject that are doubted (``domain.case.signers``)."""
    return frozenset(id_ for (id_,) in connection.execute(_DOUBTED, (subject,)))


def set_doubted(connection: Any, subject: str, ids: Collection[str]) -> None:
    """Doubt these acts of that subject, and no others."""
    connection.execute("DELETE FROM doubted_acts WHERE subject = ?", (subject,))
    connection.executemany(_DOUBT, ((subject, id_) for id_ in sorted(ids)))


def rows_of(connection: Any, subject: str) -> list[tuple[Any, ...]]:
    """What came of one subject, in order of arrival."""
    found: list[tuple[Any, ...]] = connection.execute(_OF_SUBJECT, (subject,)).fetchall()
    return found


def put(connection: Any, station: str, epoch: int, entries: Iterable[SentEntry]) -> None:
    """Store entries of one stream; those that are there stay."""
    connection.executemany(_PUT, (_values(station, epoch, one) for one in entries))


def _values(station: str, epoch: int, one: SentEntry) -> tuple[Any, ...]:
    """As stored; bytes as ``bytearray``, which the driver binds faster (``db.journal.stream.insert``)."""
    return (
        station,
        epoch,
        one.seq,
        one.id,
        one.at,
        one.boot,
        one.monotonic_ns,
        one.actor,
        one.kind,
        one.version,
        one.subject,
        one.base,
        bytearray(one.payload),
        None if one.sealed is None else bytearray(one.sealed),
        one.taken,
        one.untimely,
        bytearray(one.prev),
        bytearray(one.hash),
    )


def known(connection: Any, of: BatchRange) -> frozenset[int]:
    """Numbers of the taken entries in that range."""
    return frozenset(seq for (seq,) in connection.execute(_KNOWN, tuple(of)))


def doubled_ids(connection: Any, of: BatchRange, entries: Sequence[SentEntry]) -> frozenset[str]:
    """Ids of these entries that another entry here has, or that two of them share."""
    ids = {one.id: one.seq for one in entries}
    shared = {one.id for one in entries if ids[one.id] != one.seq}
    asked = json.dumps({str(seq): id_ for id_, seq in ids.items()})
    return frozenset(shared | {id_ for (id_,) in connection.execute(_DOUBLES, (asked, of.station, of.epoch))})


def prev_of(connection: Any, station: str, epoch: int, seq: int) -> bytes | None:
    """What an entry that is here links to; None where it is not here."""
    row = connection.execute(_PREV, (station, epoch, seq)).fetchone()
    return None if row is None else bytes(row[0])


def own(connection: Any, of: BatchRange) -> Iterator[SentEntry | WithheldEntry]:
    """Entries of the own stream as they travel."""
    for row in connection.execute(_OWN, tuple(of)):
        entry = SentEntry(*row[2:])
        yield WithheldEntry(entry.seq, entry.prev, entry.hash) if is_withheld(entry.kind) else entry


def of_several(connection: Any, of: BatchRange, *, own_stream: bool) -> tuple[str, ...]:
    """Subjects of that range of which another stream writes too: the hub's order may change how they are replayed.

    ``own_stream``: of the own station; an earlier epoch of it, or a part, may have come back from others.
    """
    found: dict[str, None] = {}
    tables = ("taken_entries", "entries")
    for table, other in (tables, tables[::-1]) if own_stream else (tables,):
        rows = connection.execute(_SEVERAL.format(table=table, other=other), tuple(of))
        found |= dict.fromkeys(subject for (subject,) in rows)
    return tuple(found)


def heard_from(connection: Any, station: str) -> int | None:
    """When the newest entry of a station that is here was written: microseconds UTC."""
    row = connection.execute(_HEARD, (station,)).fetchone()
    return None if row is None else int(row[0])


def closed_stations(connection: Any) -> dict[str, int]:
    """Stations that gave a case away because they close for good, and when last: microseconds UTC."""
    return dict(connection.execute(_CLOSED))
