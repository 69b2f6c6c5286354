"""Entries in and out of the file: the columns, reading them back, opening what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from counter.db.heads import Head
from counter.db.sealing import CaseKeys, KeyDestroyed, open_personal
from counter.domain.chain import GENESIS
from counter.domain.entries import CLOCK_CONFIRMED, Entry, Reading, moment, read_taken, taken_text

COLUMNS = (
    "station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base, "
    "payload, sealed, taken, untimely, prev, hash"
)
"""In the order of ``chained_fields``, the hash last."""
INSERT = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF_SUBJECT = f"SELECT {COLUMNS} FROM entries WHERE subject = ? ORDER BY row"
_AFTER = (
    f"SELECT {COLUMNS} FROM entries WHERE subject = ? AND station = ? AND epoch = ? AND seq > ? ORDER BY seq"
)
_OF_CHAIN = f"SELECT {COLUMNS} FROM entries WHERE station = ? AND epoch = ? ORDER BY seq"
_LAST_ID = "SELECT id FROM entries WHERE subject = ? ORDER BY row DESC LIMIT 1"
_HEAD = "SELECT seq, hash FROM entries WHERE station = ? AND epoch = ? ORDER BY seq DESC LIMIT 1"
_TRUSTED = f"""
    SELECT at, boot, monotonic_ns FROM entries
    WHERE station = ? AND (untimely = 0 OR kind = '{CLOCK_CONFIRMED}') ORDER BY epoch DESC, seq DESC LIMIT 1
"""


def closed_entry(row: tuple[Any, ...], personal: dict[str, object] | None = None) -> Entry:
    """An entry as stored, its sealed part unopened; ``personal``: that part where the writer has it at hand."""
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
        base=row[11],
        payload=row[12],
        sealed=row[13],
        taken=_taken(row[14]),
        untimely=bool(row[15]),
        prev=row[16],
        hash=row[17],
        personal=personal,
    )


def _moment(stored: int) -> datetime:
    """Damaged bytes must still make an entry, or ``check`` could not say which one: its hash will not fit."""
    try:
        return moment(stored)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _taken(stored: str) -> tuple[tuple[str, int], ...]:
    try:
        return read_taken(stored)
    except ValueError:
        return ()


def stored_as_read(row: tuple[Any, ...], entry: Entry) -> bool:
    """Whether an entry's parsed fields say exactly what is stored; the chain is computed over the parsed ones."""
    return bool(row[14] == taken_text(entry.taken) and row[15] == int(entry.untimely))


def entries_of(connection: Any, keys: CaseKeys, subject: str) -> tuple[Entry, ...]:
    """All entries of one subject in order of arrival, opened."""
    rows = connection.execute(_OF_SUBJECT, (subject,)).fetchall()
    return tuple(opened(connection, keys, subject, (closed_entry(row) for row in rows)))


def entries_after(
    connection: Any, keys: CaseKeys, subject: str, place: tuple[str, int, int]
) -> tuple[Entry, ...]:
    """Entries of one subject after a place (station, epoch, seq) of its chain, opened."""
    rows = connection.execute(_AFTER, (subject, *place)).fetchall()
    return tuple(opened(connection, keys, subject, map(closed_entry, rows)))


def opened(connection: Any, keys: CaseKeys, subject: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of one subject with their sealed parts opened, or marked forgotten where the key is gone.

    What does not open (a changed byte) stays closed here; ``check`` says what is wrong with it.
    """
    box: Any = None
    asked = forgotten = False
    for entry in entries:
        if entry.sealed is None:
            yield entry
            continue
        if not asked:
            asked = True
            try:
                box = keys.box_of(connection, subject)
            except KeyDestroyed:
                forgotten = True
            except ValueError:
                box = None
        if forgotten or box is None:
            yield replace(entry, forgotten=forgotten)
            continue
        try:
            yield replace(entry, personal=open_personal(box, entry.sealed, entry.id))
        except ValueError:
            yield entry


def chain_of(connection: Any, station: str, epoch: int) -> Iterator[Entry]:
    """The chain of one epoch in order, closed."""
    return map(closed_entry, rows_of_chain(connection, station, epoch))


def rows_of_chain(connection: Any, station: str, epoch: int) -> Iterator[tuple[Any, ...]]:
    """The chain of one epoch in order, as stored."""
    rows: Iterator[tuple[Any, ...]] = connection.execute(_OF_CHAIN, (station, epoch))
    return rows


def head_of(connection: Any, station: str, epoch: int) -> Head:
    """The head of a chain; before its first entry, the genesis."""
    row = connection.execute(_HEAD, (station, epoch)).fetchone()
    return Head(station, epoch, *(row or (0, GENESIS)))


def trusted_reading(connection: Any, station: str) -> Reading | None:
    """The newest time of this station that was not doubted, or that a person confirmed."""
    row = connection.execute(_TRUSTED, (station,)).fetchone()
    return Reading(moment(row[0]), row[1], row[2]) if row else None


def last_id(connection: Any, subject: str) -> str | None:
    """Id of a subject's last entry."""
    row = connection.execute(_LAST_ID, (subject,)).fetchone()
    return row[0] if row else None
