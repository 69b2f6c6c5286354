"""Case keys of several makers, and the wraps by which they travel (``services.context.key_ports``)."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from counter.db.exchange import batches
from counter.db.file.errors import explained
from counter.db.keys.sealing import CaseKeys, KeyDestroyed, box, is_destroyed, open_personal
from counter.domain.journal.exchange.key_cards import is_maker_of
from counter.domain.journal.exchange.key_wraps import KeyWrap
from counter.domain.journal.exchange.scope import is_joint
from counter.services.context.key_ports import AboutKeys, SealedSince

_ABOUT = "kind IN ('key.requested', 'person.forgotten', 'case.handed_over')"  # as the index says it, which is then used
_MAKERS = "SELECT maker FROM case_keys WHERE subject = ? AND wrapped IS NOT NULL ORDER BY maker"
_SEALERS = """
    SELECT station FROM entries WHERE subject = ?1 AND sealed IS NOT NULL
    UNION SELECT station FROM taken_entries WHERE subject = ?1 AND sealed IS NOT NULL ORDER BY 1
"""
_SEALED_SINCE = (
    'SELECT "row", subject, sealed IS NOT NULL FROM entries WHERE "row" > ? ORDER BY "row" LIMIT ?'
)
_ELSEWHERE = """
    SELECT c.value FROM json_each(?) AS c
    WHERE NOT EXISTS (SELECT 1 FROM entries AS e WHERE e.subject = c.value AND e.kind = 'case.opened')
    OR EXISTS (SELECT 1 FROM entries AS e WHERE e.subject = c.value AND e.kind = 'case.handed_over')
"""
_OPEN = "SELECT case_id FROM case_rows WHERE is_open = 1"
_OF_MAKER = "(station = ?2 OR station || '-' || epoch = ?2)"
_PARTS = f"""
    SELECT id, sealed FROM taken_entries WHERE subject = ?1 AND sealed IS NOT NULL AND {_OF_MAKER}
    UNION ALL SELECT id, sealed FROM entries WHERE subject = ?1 AND sealed IS NOT NULL AND {_OF_MAKER}
"""
_SAME = "subject = ? AND maker = ? AND recipient = ?"
_HAS = f"SELECT 1 FROM key_wraps WHERE {_SAME}"
_WAITING = """
    SELECT subject, maker, recipient, wrapped FROM key_wraps WHERE sent != 1 AND sent = 0
    AND (?2 IS NULL OR (maker = ?3 OR maker LIKE ?3 || '-%') = ?2) ORDER BY subject LIMIT ?1
"""
_FOR = "SELECT subject, maker, recipient, wrapped FROM key_wraps WHERE recipient = ? ORDER BY subject, maker"
_ANSWERED = """
    SELECT subject, maker, recipient, wrapped FROM key_wraps WHERE sent != 1 AND sent = 0 AND copied BETWEEN ? AND ?
"""
_BESIDE = (
    "SELECT COUNT(*), MAX(wrapped = ?4) FROM key_wraps WHERE subject = ?1 AND maker = ?2 AND recipient = ?3"
)
_UNOPENED = """
    SELECT subject, maker, recipient, wrapped FROM key_wraps AS w
    WHERE sent != 1 AND recipient IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM case_keys AS k WHERE k.subject = w.subject AND k.maker = w.maker)
"""
_LACKS_OWN = """
    SELECT 1 FROM taken_entries AS t WHERE t.station = ? AND t.sealed IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM case_keys AS k WHERE k.subject = t.subject
        AND (k.wrapped IS NULL OR k.maker IN (t.station, t.station || '-' || t.epoch))
    ) LIMIT 1
"""
_ANSWER = """
    SELECT 1 FROM {table} AS e WHERE e.subject = t.subject AND e.kind IN ('key.shared', 'key.refused')
    AND CASE WHEN json_valid(CAST(e.payload AS TEXT)) THEN json_extract(CAST(e.payload AS TEXT), '$.request') END = t.id
"""
_REQUESTS = f"""
    SELECT id, subject, station, epoch, at FROM taken_entries AS t WHERE {_ABOUT} AND kind = 'key.requested'
    AND NOT EXISTS ({_ANSWER.format(table="entries")})
    AND NOT EXISTS ({_ANSWER.format(table="taken_entries")}) ORDER BY "row"
"""
_FORGOTTEN = f"""
    SELECT id, subject, station, epoch, at FROM taken_entries AS t WHERE {_ABOUT} AND kind = 'person.forgotten'
    AND NOT EXISTS (SELECT 1 FROM case_keys AS k WHERE k.subject = t.subject AND k.wrapped IS NULL) ORDER BY "row"
"""
_HANDED_OVER = f"""
    SELECT DISTINCT t.subject FROM taken_entries AS t WHERE {_ABOUT} AND t.kind = 'case.handed_over'
    AND EXISTS (SELECT 1 FROM case_keys WHERE subject = t.subject AND maker = ? AND wrapped IS NOT NULL)
"""
_KEEP = "INSERT OR IGNORE INTO key_wraps (subject, maker, recipient, wrapped, sent, copied) VALUES (?, ?, ?, ?, ?, 0)"
_SENT = f"UPDATE key_wraps SET sent = ? WHERE {_SAME} AND wrapped = ? AND sent = 0"
_STAYS = f"UPDATE key_wraps SET sent = 1 WHERE {_SAME} AND wrapped = ? AND sent = 2"
_COPIED = f"UPDATE key_wraps SET copied = ? WHERE {_SAME} AND wrapped = ? AND sent = 0 AND copied = 0"
_AGAIN = "UPDATE key_wraps SET sent = 0, copied = 0 WHERE sent = 1"
_DONE = """
    DELETE FROM key_wraps AS w WHERE sent != 1 AND sent = 2
    AND EXISTS (SELECT 1 FROM case_keys AS k WHERE k.subject = w.subject AND k.maker = w.maker)
"""
_DROP = f"DELETE FROM key_wraps WHERE {_SAME}"
_MOST_BESIDE = 8
"""Wraps of one case, maker and recipient that wait side by side to be proved."""
_MARKS = "SELECT name, value FROM exchange_marks WHERE name >= ? AND name < ?"


class SharedKeyTables:
    """Reading; and, on the connection of an open transaction, writing."""

    def __init__(self, connection: Any, keys: CaseKeys, station: str) -> None:
        self._connection = connection
        self._keys = keys
        self._station = station

    def key_of(self, subject: str, maker: str) -> bytes | None:
        """The key; None where it is not here, does not open, or was destroyed."""
        with explained():
            try:
                return self._keys.key_of(self._connection, subject, maker)
            except (KeyDestroyed, ValueError):
                return None

    def makers(self, subject: str) -> tuple[str, ...]:
        """Stations whose key of the case is here."""
        return self._column(_MAKERS, subject)

    def makers_sealed(self, subject: str) -> tuple[str, ...]:
        """Stations that sealed something for the case, as far as their entries are here."""
        return self._column(_SEALERS, subject)

    def is_forgotten(self, subject: str) -> bool:
        """Whether the keys of the case were destroyed here."""
        with explained():
            return is_destroyed(self._connection, subject)

    def sealed_since(self, place: int, most: int) -> SealedSince:
        """Cases that own entries sealed something for after that place, in order; of so many entries at most."""
        with explained():
            rows = self._connection.execute(_SEALED_SINCE, (place, most)).fetchall()
        cases = dict.fromkeys(subject for _, subject, sealed in rows if sealed and is_joint(subject))
        return SealedSince(tuple(cases), rows[-1][0] if rows else place)

    def decided_elsewhere(self, cases: Collection[str]) -> tuple[str, ...]:
        """Which of these this station did not open, or somebody handed over."""
        return self._column(_ELSEWHERE, json.dumps(list(cases)))

    def open_cases(self) -> tuple[str, ...]:
        """Ids of the open cases."""
        return self._column(_OPEN)

    def is_proved(self, subject: str, maker: str, key: bytes) -> bool | None:
        """Whether the key opens what that maker sealed for the case; None where nothing of it is here yet."""
        with explained():
            parts = self._connection.execute(_PARTS, (subject, maker)).fetchall()
        return any(_opens(key, *part) for part in parts) if parts else None

    def has_wrap(self, subject: str, maker: str, recipient: str) -> bool:
        """Whether that wrap was made or came here."""
        with explained():
            return self._connection.execute(_HAS, (subject, maker, recipient)).fetchone() is not None

    def waiting_wraps(self, most: int, own: bool | None = None) -> tuple[KeyWrap, ...]:
        """Wraps to be sent; of own makers only, or of others only, where said."""
        return self._wraps(_WAITING, most, own, self._station)

    def wraps_for(self, recipient: str) -> tuple[KeyWrap, ...]:
        """All wraps for a recipient that are here."""
        return self._wraps(_FOR, recipient)

    def answered_wraps(self, first: int, last: int) -> tuple[KeyWrap, ...]:
        """Wraps to be sent that courier files of these places hold."""
        return self._wraps(_ANSWERED, first, last)

    def unopened(self, recipients: Collection[str]) -> tuple[KeyWrap, ...]:
        """Wraps for these recipients that came and whose key is not here."""
        return self._wraps(_UNOPENED, json.dumps(sorted(recipients)))

    def lacks_own_keys(self) -> bool:
        """Whether own entries came back whose key is not here and was not destroyed."""
        with explained():
            return self._connection.execute(_LACKS_OWN, (self._station,)).fetchone() is not None

    def requests(self) -> tuple[AboutKeys, ...]:
        """Requests of other stations that nobody answered yet, the oldest first."""
        return self._about(_REQUESTS)

    def forgettings(self) -> tuple[AboutKeys, ...]:
        """Cases whose person another station forgot, and this one has not."""
        return self._about(_FORGOTTEN)

    def handed_over(self) -> tuple[str, ...]:
        """Cases that another station handed over and for which this one sealed something."""
        return self._column(_HANDED_OVER, self._station)

    def marks(self, begins: str) -> dict[str, str]:
        """Marks of the exchange whose name begins so, by the rest of their name."""
        with explained():
            found = self._connection.execute(_MARKS, (begins, f"{begins}\U0010ffff")).fetchall()
        return {name.removeprefix(begins): value for name, value in found}

    def keep_key(self, subject: str, maker: str, key: bytes) -> None:
        """Store a key that came; nothing where one is here, or the person was forgotten."""
        self._must_be_open()
        if not self.is_forgotten(subject) and maker not in self.makers(subject):
            with explained():
                self._keys.put(self._connection, subject, maker, key)

    def drop_key(self, subject: str, maker: str) -> None:
        """Take away a key that was lent; never the own one."""
        self._must_be_open()
        if not is_maker_of(maker, self._station):
            with explained():
                self._connection.execute(
                    "DELETE FROM case_keys WHERE subject = ? AND maker = ? AND wrapped IS NOT NULL",
                    (subject, maker),
                )

    def put_wrap(self, wrap: KeyWrap, sent: int) -> bool:
        """Keep a wrap, beside others that are there; False where it is there, or too many are."""
        self._must_be_open()
        values = (wrap.subject, wrap.maker, wrap.recipient, bytearray(wrap.wrapped))
        with explained():
            count, same = self._connection.execute(_BESIDE, values).fetchone()
            if same or count >= _MOST_BESIDE:
                return False
            self._connection.execute(_KEEP, (*values, sent))
        return True

    def wraps_sent(self, wraps: Collection[KeyWrap], own: Collection[str]) -> None:
        """These were sent; those that this station opens itself go on waiting for that."""
        self._must_be_open()
        values = [(2 if one.recipient in own else 1, *_values(one)) for one in wraps]
        with explained():
            self._connection.executemany(_SENT, values)
            self._connection.execute(_DONE)

    def wraps_copied(self, wraps: Collection[KeyWrap], place: int) -> None:
        """A courier file of that place holds these, the first one that does."""
        self._must_be_open()
        with explained():
            self._connection.executemany(_COPIED, [(place, *_values(one)) for one in wraps])

    def send_again(self) -> None:
        """What was sent is to be sent once more."""
        self._must_be_open()
        with explained():
            self._connection.execute(_AGAIN)

    def wrap_opened(self, wrap: KeyWrap, *, stays: bool = False) -> None:
        """Its key is here now: one that came to be opened is deleted, one that travels on stays until it was sent.
        ``stays``: it counts as sent, and goes again should the hub lose it.
        """
        self._must_be_open()
        with explained():
            if stays:
                self._connection.execute(_STAYS, _values(wrap))
            self._connection.execute(f"{_DROP} AND sent = 2", (wrap.subject, wrap.maker, wrap.recipient))

    def drop_wrap(self, wrap: KeyWrap) -> None:
        """Delete a wrap."""
        self._must_be_open()
        with explained():
            self._connection.execute(f"{_DROP} AND wrapped = ?", _values(wrap))

    def drop_wraps_for(self, recipient: str) -> int:
        """Delete all wraps for a recipient; how many there were."""
        self._must_be_open()
        with explained():
            done = self._connection.execute("DELETE FROM key_wraps WHERE recipient = ?", (recipient,))
        return int(done.rowcount)

    def drop_mark(self, name: str) -> None:
        """Delete a mark of the exchange."""
        self._must_be_open()
        with explained():
            self._connection.execute("DELETE FROM exchange_marks WHERE name = ?", (name,))

    def _column(self, sql: str, *values: object) -> tuple[str, ...]:
        with explained():
            return tuple(found for (found,) in self._connection.execute(sql, values))

    def _wraps(self, sql: str, *values: object) -> tuple[KeyWrap, ...]:
        with explained():
            rows = self._connection.execute(sql, values).fetchall()
        return tuple(
            KeyWrap(subject, maker, recipient, bytes(wrapped)) for subject, maker, recipient, wrapped in rows
        )

    def _about(self, sql: str) -> tuple[AboutKeys, ...]:
        with explained():
            return tuple(AboutKeys(*row) for row in self._connection.execute(sql))

    def _must_be_open(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("keys are written in a transaction only")


def _opens(key: bytes, entry: str, sealed: bytes) -> bool:
    try:
        open_personal(box(key), bytes(sealed), entry)
    except ValueError:
        return False
    return True


def _values(wrap: KeyWrap) -> tuple[str, str, str, bytearray]:
    return wrap.subject, wrap.maker, wrap.recipient, bytearray(wrap.wrapped)


def own_tables(connection: Any, keys: CaseKeys) -> SharedKeyTables:
    """The tables of an open file."""
    return SharedKeyTables(connection, keys, batches.own_station(connection))
