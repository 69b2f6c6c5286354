"""The administrator's side of the hub: set up, upgrade, enrol, revoke, and the rows that a check reads."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict

from counter.db.hub import schema
from counter.db.hub.errors import asking, not_connected
from counter.domain.errors import BadInput
from counter.domain.journal.exchange.batch import BatchRange, EntryBatch
from counter.domain.shapes import whole
from counter.services.exchange.hub_port import EpochOnHub
from counter.services.exchange.hub_server import (
    BatchOnHub,
    EnrolledLogin,
    HubIncident,
    OrderOnHub,
    ParcelRule,
    StoredParcel,
    StreamOnHub,
)

_BATCHES = """
SELECT b.county, b.pos, b.station, b.epoch, b.first, b.last, b.hashes, b.signature, b.link, coalesce(s.hall, 0),
    (SELECT jsonb_agg(jsonb_build_array(d.hall, d.part::text)) FROM hub.deliveries d
        WHERE d.pos = b.pos AND d.hall IN (SELECT h.hall FROM hub.halls h WHERE h.county = b.county))
FROM hub.batches b LEFT JOIN hub.stations s ON s.code = b.station ORDER BY b.county, b.pos
"""
_ENTRIES = """
SELECT seq, id::text, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed, taken,
    untimely, prev, hash
FROM hub.entries WHERE station = %s AND epoch = %s AND seq BETWEEN %s AND %s ORDER BY seq
"""
_PARCELS = "SELECT county, pos, from_code, kind, digest, body FROM hub.parcels ORDER BY county, pos"
_STREAMS = """
SELECT e.code, e.epoch, e.public_key, e.certificate, e.seq, e.hash, coalesce(n.entries, 0),
    s.revoked_at IS NOT NULL, e.last_at
FROM hub.epochs e
LEFT JOIN hub.stations s ON s.code = e.code
LEFT JOIN (SELECT station, epoch, count(*) AS entries FROM hub.entries GROUP BY station, epoch) n
    ON (n.station, n.epoch) = (e.code, e.epoch)
ORDER BY e.code, e.epoch
"""
_SETTINGS = (
    ("fsync", "on", "fsync 关着：断电会丢掉已经确认的记录。"),
    ("full_page_writes", "on", "full_page_writes 关着：断电会损坏数据。"),
    ("ssl", "on", "ssl 关着：窗口都连不上。"),
    ("password_encryption", "scram-sha-256", "password_encryption 不是 scram-sha-256。"),
)
_OPEN_DATABASE = """
SELECT has_database_privilege('hub_station', current_database(), 'TEMP, CREATE')
    OR has_schema_privilege('hub_station', 'public', 'CREATE') OR has_schema_privilege('hub_station', 'hub', 'CREATE')
"""
_OPEN_TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'hub'::regnamespace AND c.relkind = 'r'
    AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
        OR has_table_privilege('hub_station', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'))
ORDER BY c.relname
"""
_STRONG_STATIONS = """
SELECT r.rolname FROM pg_roles r JOIN hub.stations s ON s.login = r.rolname
WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication
    OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        WHERE m.member = r.oid AND g.rolname <> 'hub_station')
ORDER BY r.rolname
"""


@contextmanager
def hub_server(dsn: str) -> Iterator[PostgresServer]:
    """Connect as the administrator. ``dsn``: as psql takes it; a password never stands in it.

    Raises BadInput for a DSN that cannot be read or holds a password, HubUnreachable, HubRefused.
    """
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.Error:
        raise BadInput(
            "“--dsn”写法不对，例如：host=hub.example dbname=hub user=wang。", field="dsn"
        ) from None
    if given.get("password"):
        raise BadInput(
            "密码不要写在命令里（别人看得见）：请放在 ~/.pgpass，或用 runuser -u postgres -- 在服务器上运行。",
            field="dsn",
        )
    try:
        connection = psycopg.connect(
            dsn,
            connect_timeout=10,
            application_name="counter hub",
            client_encoding="UTF8",
            autocommit=True,
        )
    except psycopg.Error as error:
        raise not_connected(error, str(given.get("host") or "本机"), "") from error
    with connection:
        yield PostgresServer(connection)


class PostgresServer:
    """``services.exchange.hub_server.HubServer`` over one connection."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def init(self) -> int:
        """Set up an empty database."""
        with asking():
            return schema.apply(self._connection, fresh=True)[1]

    def upgrade(self) -> tuple[int, int]:
        """Bring the tables to this program's version."""
        with asking():
            return schema.apply(self._connection, fresh=False)

    def enrol(
        self, code: str, *, hall: str, county: str, kind: str, demo: bool, again: bool = False
    ) -> EnrolledLogin:
        """Make a station's login. The server gets only the verifier of the secret."""
        secret = secrets.token_urlsafe(32)
        with asking():
            # SCRAM does not mix the login's name in: the hub chooses it
            verifier = self._connection.pgconn.encrypt_password(secret.encode(), b"", b"scram-sha-256")
            given = (code, hall, county, kind, demo, verifier.decode(), again)
            [(made,)] = self._all("SELECT hub.enrol(%s, %s, %s, %s, %s, %s, %s)", given)
            [(hub, database)] = self._all("SELECT hub::text, current_database() FROM hub.identity")
        return EnrolledLogin(made, secret, hub, database)

    def revoke(self, code: str, why: str, *, close: bool = False) -> int:
        """End a station's rights."""
        with asking():
            [(ended,)] = self._all("SELECT hub.revoke(%s, %s, %s)", (code, why, close))
        return ended

    def let_oversee(self, code: str, *, on: bool) -> None:
        """Whether a room sees its whole county."""
        with asking():
            self._all("SELECT hub.let_oversee(%s, %s)", (code, on))

    def let_hold_ring(self, code: str, *, holds: bool) -> None:
        """Say whether a window holds the ring."""
        with asking():
            self._all("SELECT hub.let_hold_ring(%s, %s)", (code, holds))

    @contextmanager
    def one_picture(self) -> Iterator[None]:
        """Everything that is read in the block is of one moment."""
        with asking(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def settings(self) -> tuple[str, ...]:
        """What is set wrongly."""
        with asking():
            found = [
                words
                for name, wanted, words in _SETTINGS
                if self._all("SELECT current_setting(%s)", (name,)) != [(wanted,)]
            ]
            if self._all("SELECT current_setting('synchronous_commit')") == [("off",)]:
                found.append("synchronous_commit 关着：断电会丢掉已经确认的记录。")
            if self._all(_OPEN_DATABASE) == [(True,)]:
                found.append("数据库的权限开得太大，请运行 counter hub upgrade。")
            found += [
                f"表 hub.{name} 的权限开得太大，请运行 counter hub upgrade。"
                for (name,) in self._all(_OPEN_TABLES)
            ]
            found += [f"登录名 {name} 的权限开得太大。" for (name,) in self._all(_STRONG_STATIONS)]
        return tuple(found)

    def orders(self) -> tuple[OrderOnHub, ...]:
        """The counties."""
        with asking():
            return tuple(
                OrderOnHub(*row) for row in self._all("SELECT county, pos, link FROM hub.orders ORDER BY 1")
            )

    def streams(self) -> tuple[StreamOnHub, ...]:
        """The streams of all stations."""
        with asking():
            return tuple(StreamOnHub(EpochOnHub(*row[:4]), *row[4:]) for row in self._all(_STREAMS))

    def follows(self) -> Mapping[str, frozenset[int]]:
        """The halls that follow each case."""
        with asking():
            rows = self._all("SELECT subject, array_agg(hall) FROM hub.follows GROUP BY subject")
        return {subject: frozenset(halls) for subject, halls in rows}

    def batches(self) -> Iterator[BatchOnHub]:
        """Every batch with its rows, a few in memory at a time."""
        with (
            asking(),
            self._connection.transaction(),
            self._connection.cursor("batches", binary=True) as walk,
        ):
            walk.itersize = 50
            for row in walk.execute(_BATCHES):
                yield self._stored(row)

    def parcels(self) -> Iterator[StoredParcel]:
        """Every file that travels, one in memory at a time."""
        with (
            asking(),
            self._connection.transaction(),
            self._connection.cursor("parcels", binary=True) as walk,
        ):
            walk.itersize = 1
            for row in walk.execute(_PARCELS):
                yield StoredParcel(*row)

    def parcel_rule(self, taken: int | None = None, kept: int | None = None) -> ParcelRule:
        """The rule by which files go."""
        with asking():
            [row] = self._all("SELECT * FROM hub.set_parcel_rule(%s, %s)", (taken, kept))
        return ParcelRule(*row)

    def drop_parcels(self) -> tuple[int, int]:
        """Drop now what the rule lets go."""
        with asking():
            [(dropped, size)] = self._all("SELECT * FROM hub.drop_parcels()")
        return dropped, size

    def incidents(self) -> tuple[HubIncident, ...]:
        """Forks and refusals, the newest last."""
        forks = """
            SELECT login, station, 'HB002', format('%s-%s 第 %s 条有两条不同的记录', station, epoch, seq), 1, seen_at,
                coalesce(host(from_addr), ''), true FROM hub.forks ORDER BY seen_at"""
        refusals = """
            SELECT login, station, refusal, reason, times, last_at, coalesce(host(from_addr), ''), false
            FROM hub.refusals ORDER BY last_at"""
        with asking():
            return tuple(HubIncident(*row) for row in (*self._all(forks), *self._all(refusals)))

    def _stored(self, row: Sequence[Any]) -> BatchOnHub:
        county, pos, station, epoch, first, last, hashes, signature, link, hall, parts = row
        with self._connection.cursor(binary=True) as cursor:
            entries = [_entry(one) for one in cursor.execute(_ENTRIES, (station, epoch, first, last))]
        try:
            values = (station, epoch, first, hashes, signature, entries, pos)
            batch: EntryBatch | None = msgspec.convert(values, whole(EntryBatch))
        except msgspec.ValidationError:
            batch = None
        delivered: dict[int, str] = {}
        for to, part in parts or ():
            before = delivered.get(to, part)
            delivered[to] = "".join(
                map(max, before, part)
            )  # a case that was followed later: both parts together
        listed = BatchRange(station, epoch, first, last)
        return BatchOnHub(county, pos, listed, hashes, link, hall, batch, delivered)

    def _all(self, question: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(question, given or None).fetchall()


def _entry(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (0, row[0], row[14], row[15]) if row[6] is None else (1, *row)
