"""Files that travel beside the entries: the rows of what was sent, received and carried, and who has it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from counter.db.file.errors import explained
from counter.domain.journal.entries import microseconds, moment
from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import SPECS, Parcel
from counter.services.context.parcel_ports import ParcelReceipt

_MOST_ROWS = 2**63 - 1
"""The last number of a row in SQLite."""
_OWN = '(SELECT station FROM entries ORDER BY "row" LIMIT 1)'
_COLUMNS = (
    "p.id, p.digest, p.way, p.state, p.kind, p.station, p.readers, p.number, p.title, p.size, p.since,"
    ' p.changed, p.why, p."by",'
    " p.via, (SELECT group_concat(r.station) FROM parcel_receipts r WHERE r.digest = p.digest AND r.reader),"
    " p.body IS NOT NULL"
)
_FROM = f"SELECT {_COLUMNS} FROM parcels p"
_EVERY = f"{_FROM} ORDER BY p.changed DESC, p.id DESC LIMIT ?"
_OPEN = f"{_FROM} WHERE p.way = 'here' AND p.state IN ('waits', 'held', 'newer') ORDER BY p.id"
_UNREAD = f"{_FROM} WHERE p.way = 'here' AND p.kind = 'unknown' AND p.body IS NOT NULL ORDER BY p.id"
_FOR_HUB = f"""
    {_FROM} WHERE p.pos IS NULL AND p.body IS NOT NULL
        AND (p.way = 'sent' AND p.state IN ('to_send', 'not_taken') OR p.way != 'sent' AND p.via LIKE 'courier:%'
            AND p.state != 'refused')
    ORDER BY p.id
"""
_FOR_HALL = f"""
    {_FROM} WHERE p.way = 'sent' AND p.body IS NOT NULL AND p.pos IS NULL
        AND NOT EXISTS (SELECT 1 FROM parcel_receipts r WHERE r.digest = p.digest)
    ORDER BY p.id
"""
_REPLACED = "', '".join(spec.kind for spec in SPECS.values() if not spec.every)
_STAY = "', '".join(spec.kind for spec in SPECS.values() if spec.stays)
_NEWER_ONE = """
    EXISTS (SELECT 1 FROM parcels n WHERE n.kind = p.kind AND n.station = p.station
        AND n.body IS NOT NULL AND n.state != 'refused' AND (n.number, n.id) > (p.number, p.id))
"""
_FOR_WINDOW = f"""
    {_FROM} WHERE p.body IS NOT NULL AND p.station != ? AND p.readers IN ('', 'kind:window,hall')
        AND p.state != 'refused'
        AND NOT EXISTS (SELECT 1 FROM parcel_receipts r WHERE r.digest = p.digest AND r.station = ?)
        AND NOT (p.kind IN ('{_REPLACED}') AND {_NEWER_ONE})
    ORDER BY p.id
"""
_SENT = f"""
    {_FROM} WHERE p.pos IS NOT NULL AND p.since >= ?
        AND (p.way = 'sent' AND p.state IN ('sent', 'received') OR p.way != 'sent' AND p.via LIKE 'courier:%')
    ORDER BY p.id
"""
_PUT = """
    INSERT INTO parcels (digest, way, state, kind, station, readers, number, title, file, size, since, changed,
        why, "by", via, pos, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?) ON CONFLICT (digest) DO NOTHING
"""
_UNTOLD = """
    SELECT p.pos, r.station FROM parcel_receipts r JOIN parcels p ON p.digest = r.digest
    WHERE r.told = 0 AND r.reader AND p.pos IS NOT NULL ORDER BY p.pos
"""
_TOLD = """
    UPDATE parcel_receipts SET told = 1 WHERE station = ? AND digest = (SELECT digest FROM parcels WHERE pos = ?)
"""
_RECEIPT = """
    INSERT INTO parcel_receipts (digest, station, reader, told) VALUES (?, ?, ?, ?)
    ON CONFLICT (digest, station) DO UPDATE SET reader = max(reader, excluded.reader), told = max(told, excluded.told)
"""
_PRUNE = f"""
    UPDATE parcels AS p SET body = NULL WHERE p.body IS NOT NULL AND p.changed < ?
        AND (p.state IN ('taken', 'known', 'not_ours', 'received', 'refused')
            OR p.way = 'carried' AND p.pos IS NOT NULL)
        AND (p.kind NOT IN ('{_STAY}') OR {_NEWER_ONE})
"""


class ParcelTables:
    """``services.context.parcel_ports.ParcelsStore`` on one connection; writing needs an open transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def every(self, most: int = 500) -> tuple[KeptParcel, ...]:
        """The newest that many."""
        return self._found(_EVERY, most)

    def by_id(self, number: int) -> KeptParcel | None:
        """The one of that row; None also for a number that no row can have."""
        if not 0 < number <= _MOST_ROWS:
            return None
        return next(iter(self._found(f"{_FROM} WHERE p.id = ?", number)), None)

    def has(self, digest: bytes) -> bool:
        """Whether it is known here."""
        return self._one("SELECT 1 FROM parcels WHERE digest = ?", digest) is not None

    def has_sent(self, kind: str, file: bytes) -> bool:
        """Whether a file with that SHA-256 was put to be sent here."""
        asked = "SELECT 1 FROM parcels WHERE way = 'sent' AND kind = ? AND file = ?"
        return self._one(asked, kind, file) is not None

    def body(self, digest: bytes) -> bytes | None:
        """Its bytes."""
        row = self._one("SELECT body FROM parcels WHERE digest = ? AND body IS NOT NULL", digest)
        return None if row is None else bytes(row[0])

    def open_ones(self) -> tuple[KeptParcel, ...]:
        """Those for this station of which something can still become."""
        return self._found(_OPEN)

    def unread(self) -> tuple[KeptParcel, ...]:
        """Those that could not be read and whose bytes are kept."""
        return self._found(_UNREAD)

    def drop(self, digest: bytes) -> None:
        """Forget it, as if it had never come."""
        self._run("DELETE FROM parcel_receipts WHERE digest = ?", digest)
        self._run("DELETE FROM parcels WHERE digest = ?", digest)

    def for_hub(self) -> tuple[KeptParcel, ...]:
        """Those that are to be sent to the hub."""
        return self._found(_FOR_HUB)

    def for_hall(self) -> tuple[KeptParcel, ...]:
        """Own ones that no other station has yet."""
        return self._found(_FOR_HALL)

    def for_window(self, station: str) -> tuple[KeptParcel, ...]:
        """Those for windows that this one has not."""
        return self._found(_FOR_WINDOW, station, station)

    def place_of(self, digest: bytes) -> int | None:
        """Its place on the hub."""
        row = self._one("SELECT pos FROM parcels WHERE digest = ?", digest)
        return None if row is None else row[0]

    def untold(self) -> tuple[tuple[int, str], ...]:
        """Receipts that the hub does not know."""
        with explained():
            return tuple((pos, code) for pos, code in self._connection.execute(_UNTOLD).fetchall())

    def receipts(self, station: str = "", *, of_sender: str = "") -> tuple[ParcelReceipt, ...]:
        """Receipts of one station, or of what one sender sent."""
        asked = """
            SELECT r.digest, r.station, r.reader FROM parcel_receipts r JOIN parcels p ON p.digest = r.digest
            WHERE (? = '' OR r.station = ?) AND (? = '' OR p.station = ?) ORDER BY p.id DESC LIMIT 1000
        """
        with explained():
            rows = self._connection.execute(asked, (station, station, of_sender, of_sender)).fetchall()
        return tuple(ParcelReceipt(bytes(digest), code, bool(reader)) for digest, code, reader in rows)

    def sent(self, since: datetime) -> tuple[KeptParcel, ...]:
        """Own ones that lie on the hub, made since then."""
        return self._found(_SENT, microseconds(since))

    def kept_bytes(self) -> int:
        """Bytes of all that is kept."""
        row = self._one("SELECT COALESCE(SUM(size), 0) FROM parcels WHERE body IS NOT NULL")
        return 0 if row is None else int(row[0])

    def put(
        self,
        packed: bytes,
        parcel: Parcel,
        way: ParcelWay,
        state: ParcelState,
        at: datetime,
        *,
        via: str = "",
        why: str = "",
        file: bytes | None = None,
        pos: int | None = None,
        keep: bool = True,
    ) -> bool:
        """Keep a parcel; False where it is known."""
        digest, now = hashlib.sha256(packed).digest(), microseconds(at)
        cover = (parcel.kind, parcel.station, parcel.readers, parcel.number, parcel.title)
        stored = None if file is None else bytearray(file)
        body = bytearray(packed) if keep else None
        values = (*cover, stored, len(packed), now, now, why, via, pos, body)
        done = self._run(_PUT, bytearray(digest), way.value, state.value, *values)
        if not done and pos is not None:
            self.set_place(digest, pos)
        return bool(done)

    def set_state(
        self, digest: bytes, state: ParcelState, at: datetime, *, why: str = "", by: str = ""
    ) -> None:
        """Note what became of it."""
        values = (state.value, why, by, microseconds(at), digest)
        self._run('UPDATE parcels SET state = ?, why = ?, "by" = ?, changed = ? WHERE digest = ?', *values)

    def set_place(self, digest: bytes, pos: int | None) -> None:
        """Note its place on the hub."""
        self._run("UPDATE parcels SET pos = ? WHERE digest = ?", pos, digest)

    def put_receipt(self, receipt: ParcelReceipt, *, told: bool) -> None:
        """Note who has it."""
        self._run(_RECEIPT, receipt.digest, receipt.station, int(receipt.reader), int(told))

    def told(self, pos: int, station: str) -> None:
        """The hub knows that receipt."""
        self._run(_TOLD, station, pos)

    def forget_places(self) -> None:
        """The hub was put back."""
        self._run("UPDATE parcels SET pos = NULL")
        self._run("UPDATE parcels SET state = 'to_send' WHERE way = 'sent' AND state = 'sent'")
        self._run(f"UPDATE parcel_receipts SET told = 0 WHERE station = {_OWN}")

    def prune(self, before: datetime) -> int:
        """Drop the bytes of what nobody needs any more; of how many files."""
        return self._run(_PRUNE, microseconds(before))

    def _found(self, sql: str, *values: object) -> tuple[KeptParcel, ...]:
        with explained():
            return tuple(_read(row) for row in self._connection.execute(sql, values).fetchall())

    def _one(self, sql: str, *values: object) -> Any:
        with explained():
            return self._connection.execute(sql, values).fetchone()

    def _run(self, sql: str, *values: object) -> int:
        if not self._connection.in_transaction:
            raise RuntimeError("the exchange writes in a transaction only")
        with explained():
            return int(self._connection.execute(sql, values).rowcount)


def _read(row: Any) -> KeptParcel:
    (
        number,
        digest,
        way,
        state,
        kind,
        station,
        readers,
        which,
        title,
        size,
        since,
        changed,
        why,
        by,
        via,
        codes,
        kept,
    ) = row
    return KeptParcel(
        number,
        bytes(digest),
        ParcelWay(way),
        ParcelState(state),
        kind,
        station,
        readers,
        which,
        title,
        size,
        moment(since),
        moment(changed),
        why,
        by,
        via,
        tuple(sorted((codes or "").split(","))) if codes else (),
        bool(kept),
    )
