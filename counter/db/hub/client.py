"""The station's side of the hub: PostgreSQL functions through psycopg, one statement and one transaction each."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from counter.db.hub import answers
from counter.db.hub.answers import checked, nonsense
from counter.db.hub.arrays import BYTEA, INT4, INT8, TEXT, UUID, Element, packed, register
from counter.db.hub.client_keys import KeysOnHub
from counter.db.hub.errors import asking, not_connected, refuse_as_said
from counter.db.hub.schema import newest
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.journal.exchange.batch import BatchRange, EntryBatch
from counter.domain.journal.exchange.outline import StreamOutline
from counter.domain.journal.exchange.stream_heads import HallStream
from counter.domain.shapes import whole
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.hub_port import (
    MISASKED,
    OTHER_HUB,
    OTHER_VERSION,
    Acknowledged,
    EpochOnHub,
    ForkOnHub,
    HubRefused,
    HubState,
    KnownStream,
    OverseenPage,
    ParcelOnHub,
    ParcelReceived,
    PlacedBatch,
    PulledBatches,
)

_NO_FILE = "本机的临时文件写不了（{}），没有上报。没有上报的都留在本机；请腾出空间，会自动再试。"
_PUSH = (
    "SELECT pos, upto, refusal, reason FROM hub.push(%s, %s, %s, %s, %b, %b,"
    " %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b)"
)
_PULL = (
    "SELECT n, p.turn, p.pos, p.station, p.epoch, p.first, p.hashes, p.signature"
    " FROM hub.newest_turn() n LEFT JOIN hub.pull(%s, %s, %s) p ON true"
)
_ENTRY = (
    "seq, id::text, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed, taken, untimely,"
    " prev, hash"
)
_PULL_ENTRIES = f"SELECT turn, pos, {_ENTRY} FROM hub.pull_entries(%s, %s, %s)"
_OWN = "SELECT pos, epoch, first, hashes, signature FROM hub.own(%s, %s, %s)"
_OWN_ENTRIES = f"SELECT {_ENTRY} FROM hub.own_entries(%s, %s, %s)"
_COLUMNS: tuple[tuple[str, Element], ...] = (
    ("id", UUID),
    ("at", INT8),
    ("boot", TEXT),
    ("monotonic_ns", INT8),
    ("actor", TEXT),
    ("kind", TEXT),
    ("version", INT4),
    ("subject", TEXT),
    ("base", TEXT),
    ("payload", BYTEA),
    ("sealed", BYTEA),
    ("taken", TEXT),
    ("untimely", INT4),
    ("prev", BYTEA),
)
"""The arrays of ``hub.push``, in their order."""
_AHEAD = 1
"""Batches on their way beside the one whose acknowledgement is awaited."""
_WITHHELD, _SENT = 0, 1
"""Tags of the two forms of an entry (``domain.journal.exchange.batch``)."""


def connect_hub(enrolment: Enrolment) -> PostgresHub:
    """Connect and ask who answers.

    The server proves itself by a certificate of the enrolled authority with its own name in it, and the password
    exchange is bound to that channel. The program names its version, so that the hub can tell whom it no longer serves.
    Raises HubUnreachable, HubRefused; the latter also for another hub, for a login that is another station's and for a
    hub older than this program.
    """
    with _ca_file(enrolment.ca) as ca:
        try:
            connection = psycopg.connect(
                host=enrolment.host,
                port=",".join([str(enrolment.port)] * len(enrolment.host.split(","))),
                dbname=enrolment.database,
                user=enrolment.login,
                password=enrolment.secret,
                sslmode="verify-full",
                sslrootcert=str(ca),
                ssl_min_protocol_version="TLSv1.2",
                channel_binding="require",
                require_auth="scram-sha-256",
                gssencmode="disable",
                target_session_attrs="read-write",
                connect_timeout=10,
                keepalives_idle=30,
                keepalives_interval=10,
                keepalives_count=3,
                tcp_user_timeout=60_000,
                application_name=f"counter {newest()}",
                client_encoding="UTF8",
                autocommit=True,
            )
        except psycopg.Error as error:
            raise not_connected(error, enrolment.host) from error
    hub = PostgresHub(connection)
    try:
        _check_state(hub.state(), enrolment)
    except BaseException:
        hub.close()
        raise
    return hub


@contextmanager
def _ca_file(pem: str) -> Iterator[Path]:
    """libpq reads the authority's certificate from a file only, while it connects. Raises WorldTrouble."""
    with ExitStack() as made:
        try:
            path = Path(made.enter_context(tempfile.TemporaryDirectory(prefix="counter-hub-"))) / "ca.pem"
            path.write_text(pem, encoding="ascii")
        except OSError as wrong:
            raise WorldTrouble(_NO_FILE.format(error_reason(wrong))) from wrong
        yield path


def _check_state(state: HubState, enrolment: Enrolment) -> None:
    if state.hub != enrolment.hub:
        raise HubRefused(OTHER_HUB, "这不是登记时的汇聚库（库的编号不同），没有上报，请告诉系统管理员。")
    if state.schema < newest():
        raise HubRefused(
            OTHER_VERSION,
            f"汇聚库的版本（{state.schema}）比本程序要的（{newest()}）旧：请它的管理员运行 counter hub upgrade。",
        )
    said = (state.station, state.county, state.demo)
    if said != (enrolment.station, enrolment.county, enrolment.demo):
        raise HubRefused(OTHER_HUB, "汇聚库里登记的窗口和登记文件的不一致，没有上报，请告诉系统管理员。")


class PostgresHub(KeysOnHub):
    """``services.exchange.hub_port.HubPort`` over one connection. Used by one thread."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection
        self._machine: str | None = None
        register(connection)

    def state(self) -> HubState:
        """Who answers, and whom it takes us for."""
        names = (
            "hub::text, schema, code, hall, county, kind, demo, pos, turn, link, forks, now, refusal, reason"
        )
        row = self._one(f"SELECT {names} FROM hub.state()")
        self._refuse(row[-2:])
        return HubState(*checked([row[:-2]], answers.STATE)[0])

    def link(self, pos: int) -> bytes | None:
        """The order's chain up to a place."""
        link: bytes | None = self._one("SELECT hub.link(%s)", (pos,), answers.MARK)[0]
        return link

    def open_epoch(
        self, epoch: int, public_key: bytes, certificate: bytes, machine: str, *, station: str | None = None
    ) -> None:
        """Register a stream's key, or supply its certificate."""
        given = (station, epoch, public_key, certificate, machine)
        self._refuse(self._one("SELECT refusal, reason FROM hub.open_epoch(%s, %s, %b, %b, %s)", given))
        if station is None:
            self._machine = machine

    def known(self, epoch: int, after: int = 0, *, station: str | None = None) -> KnownStream:
        """How far the hub has a stream."""
        row = self._one("SELECT seq, hash, refusal, reason FROM hub.known(%s, %s)", (station, epoch))
        self._refuse(row[2:])
        ((seq, hash_),) = checked([(row[0] or 0, row[1] or bytes(32))], answers.KNOWN)
        question = "SELECT first, last, pos FROM hub.placed(%s, %s, %s)"
        placed = self._all(question, (station, epoch, after), answers.PLACED)
        return KnownStream(seq, hash_, tuple(PlacedBatch(*one) for one in placed))

    def push(self, batch: EntryBatch, *, carried: bool = False) -> Acknowledged:
        """Append a batch, durable when this returns."""
        return _acknowledged(
            self._all(_PUSH, _arguments(batch, carried=carried, machine=self._machine or ""))
        )

    def push_all(self, batches: Iterable[EntryBatch], *, carried: bool = False) -> Iterator[Acknowledged]:
        """Append batches, the next one on its way while one is stored; an acknowledgement is durable when it comes."""
        waiting: deque[psycopg.Cursor[tuple[Any, ...]]] = deque()
        with asking(), self._connection.pipeline() as pipeline:
            for batch in batches:
                cursor = self._connection.cursor(binary=True)
                cursor.execute(_PUSH, _arguments(batch, carried=carried, machine=self._machine or ""))
                pipeline.sync()  # a transaction of its own
                waiting.append(cursor)
                if len(waiting) > _AHEAD:
                    yield _acknowledged(waiting.popleft().fetchall())
            while waiting:
                yield _acknowledged(waiting.popleft().fetchall())

    def pull(self, after: int, limit: int = 4, *, station: str | None = None) -> PulledBatches:
        """Batches with the part that may be read."""
        rows = self._all(_PULL, (station, after, limit))
        newest = checked([(rows[0][0] or 0,)], answers.NUMBER)[0][0] if rows else 0
        listed = checked([row[1:] for row in rows if row[1] is not None], answers.HEAD)
        more = len(listed) >= limit
        if not listed:
            return PulledBatches((), max(after, newest or 0), more=False)
        upto = listed[-1][0]
        parts: dict[tuple[int, int], list[tuple[Any, ...]]] = {(row[0], row[1]): [] for row in listed}
        for entry in self._all(_PULL_ENTRIES, (station, after, upto)):
            if entry[:2] not in parts:
                raise nonsense()
            parts[entry[0], entry[1]].append(_entry(entry[2:]))
        batches: list[EntryBatch] = []
        unreadable: list[BatchRange] = []
        for turn, pos, *head in listed:
            _read_into(batches, unreadable, (*head, parts[turn, pos], pos))
        reached = upto if more else max(upto, newest)
        if reached <= after:
            raise nonsense()  # it would be asked for ever
        return PulledBatches(tuple(batches), reached, more=more, unreadable=tuple(unreadable))

    def turn_mark(self, turn: int) -> bytes:
        """Digest of what the hall was given last."""
        return bytes(self._one("SELECT hub.turn_mark(%s)", (turn,), answers.MARK)[0] or b"")

    def own(self, epoch: int, after: int = 0, limit: int = 4) -> tuple[EntryBatch, ...]:
        """The station's own stream, whole."""
        batches: list[EntryBatch] = []
        unreadable: list[BatchRange] = []
        code = self.state().station
        for pos, of_epoch, first, hashes, signature in self._all(
            _OWN, (epoch, after, limit), answers.OWN_HEAD
        ):
            last = first + len(hashes) // 32 - 1
            entries = [_entry(row) for row in self._all(_OWN_ENTRIES, (epoch, first, last))]
            _read_into(batches, unreadable, (code, of_epoch, first, hashes, signature, entries, pos))
        if unreadable:
            raise HubRefused(MISASKED, f"汇聚库里{unreadable[0].words}读不出，请告诉它的管理员。")
        return tuple(batches)

    def follow(self, subject: str, why: str, *, station: str | None = None) -> int:
        """Follow a case of another hall."""
        row = self._one(
            "SELECT entries, refusal, reason FROM hub.follow(%s, %s, %s)", (station, subject, why)
        )
        self._refuse(row[1:])
        return int(checked([row[:1]], answers.NUMBER)[0][0])

    def oversee(self, after: int, limit: int) -> OverseenPage | None:
        """Follow the cases of a page of the county's order."""
        row = self._one("SELECT upto, cases, refusal, reason FROM hub.oversee(%s, %s)", (after, limit))
        self._refuse(row[2:])
        ((upto, cases),) = checked([row[:2]], answers.PAGE)
        return None if upto is None else OverseenPage(upto, cases or 0)

    def certificates(self) -> tuple[EpochOnHub, ...]:
        """Keys and certificates of the county's stations."""
        question = "SELECT code, epoch, public_key, certificate FROM hub.certificates()"
        rows = self._all(question, shape=answers.CERTIFICATE)
        return tuple(EpochOnHub(*row) for row in rows)

    def send(self, kind: str, body: bytes, to_hall: str = "", *, station: str | None = None) -> int:
        """Send a parcel."""
        row = self._one(
            "SELECT pos, refusal, reason FROM hub.send(%s, %s, %s, %b)", (station, to_hall, kind, body)
        )
        self._refuse(row[1:])
        return int(checked([row[:1]], answers.NUMBER)[0][0])

    def receive(self, after: int, limit: int = 4, *, station: str | None = None) -> tuple[ParcelOnHub, ...]:
        """Parcels for this station."""
        columns = "pos, from_code, kind, digest, body"
        question = f"SELECT {columns} FROM hub.receive(%s, %s, %s)"
        rows = self._all(question, (station, after, limit), answers.PARCEL)
        if any(row[0] <= after for row in rows):
            raise nonsense()
        return tuple(ParcelOnHub(*row) for row in rows)

    def parcel_at(self, pos: int) -> tuple[int, bytes | None]:
        """The newest place, and the digest of what lies at that one."""
        row = self._one("SELECT newest, digest FROM hub.parcel_at(%s)", (pos,), answers.PARCEL_AT)
        return row[0], row[1]

    def received(self, pos: int, *, station: str | None = None) -> None:
        """This station has the parcel of that place."""
        self._refuse(self._one("SELECT refusal, reason FROM hub.received(%s, %s)", (station, pos)))

    def parcels_sent(self, *, station: str | None = None) -> tuple[ParcelReceived, ...]:
        """Where what it sent lies, and who has it."""
        question = "SELECT pos, digest, code FROM hub.parcels_sent(%s)"
        rows = self._all(question, (station,), answers.PARCEL_SENT)
        return tuple(ParcelReceived(*row) for row in rows)

    def forks(self) -> tuple[ForkOnHub, ...]:
        """Forks of the county's streams."""
        question = "SELECT station, epoch, seq, hash, seen_at FROM hub.forked()"
        rows = self._all(question, shape=answers.FORK)
        return tuple(ForkOnHub(*row) for row in rows)

    def heads(self) -> tuple[HallStream, ...]:
        """How far the hub has the streams of the own hall."""
        columns = "code, epoch, kind, seq, hash, reported, delivered, delivered_hash, revoked"
        rows = self._all(f"SELECT {columns} FROM hub.heads()", shape=answers.STREAM)
        return tuple(HallStream(*row) for row in rows)

    def outlined(self, epoch: int) -> int:
        """How far the own outlines reach."""
        return int(self._one("SELECT hub.outlined(%s)", (epoch,), answers.NUMBER)[0])

    def put_outline(self, outline: StreamOutline) -> None:
        """Append an outline."""
        said = msgspec.structs.astuple(outline)[1:]  # its station is the caller
        question = "SELECT upto, refusal, reason FROM hub.put_outline(%s, %s, %s, %s, %s, %b, %b)"
        row = self._one(question, (self._machine or "", *said))
        self._refuse(row[1:], upto=row[0])

    def outlines(self, known: Mapping[tuple[str, int], int], limit: int = 500) -> tuple[StreamOutline, ...]:
        """Outlines of others."""
        streams = [(station, epoch, last) for (station, epoch), last in known.items()]
        columns = [list(column) for column in zip(*streams, strict=True)] or [[], [], []]
        question = "SELECT * FROM hub.outlines_after(%s::text[], %s::int[], %s::bigint[], %s)"
        rows = self._all(question, (*columns, limit))
        try:
            return tuple(msgspec.convert(row, whole(StreamOutline)) for row in rows)
        except msgspec.ValidationError as wrong:
            raise HubRefused(MISASKED, "汇聚库里有一段办件目录读不出，请告诉它的管理员。") from wrong

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _all(self, question: str, given: Sequence[object] = (), shape: Any = None) -> list[tuple[Any, ...]]:
        with asking(), self._connection.cursor(binary=True) as cursor:
            rows = cursor.execute(question, given).fetchall()
        return rows if shape is None else checked(rows, shape)


def _acknowledged(rows: Sequence[tuple[Any, ...]]) -> Acknowledged:
    if not rows:
        raise nonsense()
    row = rows[0]
    refuse_as_said(*checked([row[2:]], answers.REFUSAL)[0], upto=row[1])
    return Acknowledged(*checked([row[:2]], answers.ACKNOWLEDGED)[0])


def _arguments(batch: EntryBatch, *, carried: bool, machine: str) -> tuple[object, ...]:
    """The batch as the arrays of ``hub.push``; a withheld entry is empty in all but its link."""
    if len(batch.entries) != len(batch.listed):
        raise ValueError("only a whole batch can be pushed")
    station = batch.station if carried else None
    columns = (
        packed([getattr(entry, name, None) for entry in batch.entries], kind) for name, kind in _COLUMNS
    )
    return (station, machine, batch.epoch, batch.first, batch.hashes, batch.signature, *columns)


def _entry(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of an entry in the form that travels: tag, then fields."""
    if row[6] is None:
        return _WITHHELD, row[0], row[14], row[15]
    return _SENT, *row


def _read_into(batches: list[EntryBatch], unreadable: list[BatchRange], values: Iterable[object]) -> None:
    """A batch of the hub's answer, or where it lies if no program wrote it: one such must not stop the others."""
    values = tuple(values)
    try:
        batches.append(msgspec.convert(values, whole(EntryBatch)))
    except msgspec.ValidationError:
        station, epoch, first, hashes = values[:4]
        unreadable.append(BatchRange(str(station), epoch, first, first + len(hashes) // 32 - 1))  # type: ignore[arg-type,operator]  # columns of our own query
