"""Push and pull over a PostgreSQL of the benchmark's own, with TLS, against COPY of the same bytes in the same run.

The visits are a few real ones, filed by the real service, repeated under new ids in chains of their own. The server
writes to a disk (TMPDIR), not to memory. ``COUNTER_HUB_VISITS=1000`` measures with fewer than 10,000 visits.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg

from bench.accept import ANSWERS, BUNDLE
from bench.hub_station import BenchStation
from bench.profiles import demo_profile
from bench.table import Row, limit_row, p50, row
from counter.bootstrap.opening import open_app
from counter.db.hub.client import PostgresHub, connect_hub
from counter.db.journal.journal import SqlJournal
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.batch import MOST_ENTRIES, EntryBatch, SentEntry
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from counter.services.context.app import AppContext
from counter.services.visit.file_case import file_case
from tests.db.hub.cluster import Hub, login, new_cluster
from tests.journeys.people import applicant

VISITS = int(os.environ.get("COUNTER_HUB_VISITS", "10000"))
REAL = 20
ROUNDS = 20
"""Of push, pull and their floors, in turns; the visits are divided among them. One more before them is not counted:
a connection plans its first statements.
"""
SINGLE, WARM = 200, 10
PUSH_REACH, PULL_REACH, ACKNOWLEDGED = 2.0, 3.0, 50.0
AT_ONCE = MOST_ENTRIES
"""Rows of the floor's transactions: as many as a batch has."""
COLUMNS = (
    "station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed, taken,"
    " untimely, prev, hash"
)
TYPES = [
    "text",
    "int4",
    "int8",
    "uuid",
    "int8",
    "text",
    "int8",
    "text",
    "text",
    "int4",
    "text",
    "text",
    "bytea",
    "bytea",
    "text",
    "int4",
    "bytea",
    "bytea",
]
_SETTINGS = "shared_buffers = 128MB\nmax_wal_size = 4GB\n"
_FLOOR = """
CREATE TABLE bare (LIKE hub.entries INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION);
ALTER TABLE bare ADD PRIMARY KEY (station, epoch, seq), ADD UNIQUE (id);
CREATE INDEX ON bare (subject);
GRANT USAGE ON SCHEMA public TO hub_station;
GRANT ALL ON bare TO hub_station
"""


def rows() -> list[Row]:
    """Push and pull in bulk, then one visit at a time."""
    visits = real_visits()
    with new_cluster(in_memory=False, settings=_SETTINGS) as cluster:
        hub = Hub(cluster, cluster.new_database())
        with hub.server() as server:
            server.init()
        hub.sql(_FLOOR)
        with closing(_open(hub, "15222102")) as reader:
            return [*_bulk(hub, visits, reader), _single(hub, visits)]


def real_visits() -> list[list[Entry]]:
    """The entries of a few visits, filed by the service."""
    with demo_profile() as profile, open_app(profile) as app:
        assert isinstance(app.journal, SqlJournal)
        return [list(app.journal.entries(_file(app, serial))) for serial in range(REAL)]


def _file(app: AppContext, serial: int) -> str:
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    setting = app.setting()
    visit = Visit(BUNDLE, ANSWERS, applicant=applicant(serial), begun_at=setting.now)
    checklist = assess(setting, visit).checklist
    visit = replace(visit, brought=all_received(checklist, {}))
    filed = file_case(app.journal, app.projector, setting, visit, clerk=clerk, decision=FilingMode.DECIDE)
    return filed.case.id


def _open(hub: Hub, code: str) -> PostgresHub:
    return connect_hub(hub.enrol(code))


class _Turns:
    """Seconds of ours and of the floor, and of the server's processor meanwhile, in turns."""

    def __init__(self) -> None:
        self.ours: list[float] = []
        self.floor: list[float] = []
        self.ours_served: list[float] = []
        self.floor_served: list[float] = []

    def add(self, pids: tuple[int, int], ours: Callable[[], object], floor: Callable[[], object]) -> None:
        """One of each, in each turn another one first; ``pids``: the server's processes of both."""
        both = [(floor, self.floor, self.floor_served, pids[1]), (ours, self.ours, self.ours_served, pids[0])]
        for work, taken, served, pid in both if len(self.ours) % 2 else both[::-1]:
            before = _processor(pid)
            taken.append(_timed(work))
            served.append(_processor(pid) - before)

    def row(self, what: str, reach: float, floor_name: str, note: str) -> Row:
        """Without the first turn."""
        served = p50(self.ours_served[1:]) / p50(self.floor_served[1:])
        said = f"{note}; by the server's processor time {served:.2f}×; load {os.getloadavg()[0]:.1f}"
        return row(what, self.ours[1:], self.floor[1:], reach, unit="s", floor_name=floor_name, note=said)


def _process(hub: Hub, code: str) -> int:
    """The server's process for a station's connection."""
    [(pid,)] = hub.sql(f"SELECT pid FROM pg_stat_activity WHERE usename LIKE '%{code}%'")  # noqa: S608  # our own code
    assert isinstance(pid, int)
    return pid


def _processor(pid: int) -> float:
    """Seconds that a process has used."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _bulk(hub: Hub, visits: Sequence[Sequence[Entry]], reader: PostgresHub) -> Iterator[Row]:
    station = BenchStation("15222101")
    pushed, pulled = _Turns(), _Turns()
    entries = size = after = turn = 0
    with closing(_open(hub, station.code)) as writer, login(hub.enrol("15222103")) as bare:
        writer.open_epoch(1, station.public_key, b"", "bench")
        writes, reads, floor = (_process(hub, code) for code in (station.code, "15222102", "15222103"))
        for _ in range(1 + ROUNDS):
            batches = station.batches(visits, VISITS // ROUNDS)
            sent = [e for batch in batches for e in batch.entries if isinstance(e, SentEntry)]
            rows = _rows(batches)
            last = after + sum(len(batch.entries) for batch in batches)
            entries += len(sent)
            size += sum(len(e.payload) + len(e.sealed or b"") for e in sent)
            gc.collect()
            gc.freeze()  # a station has a few batches in memory, not thousands for the collector to walk
            pushed.add((writes, floor), partial(_push_all, writer, batches), partial(_copy_in, bare, rows))
            pulled.add(
                (reads, floor),
                partial(_pull_all, reader, turn, last - after),
                partial(_copy_out, bare, after, last),
            )
            after, turn = last, reader.state().turn
    note = f"{entries:,} entries, {size / 1e6:.0f} MB"
    yield pushed.row(f"push {VISITS:,} visits", PUSH_REACH, "binary COPY", note)
    yield pulled.row(f"pull {VISITS:,} visits", PULL_REACH, "COPY TO", note)


def _push_all(writer: PostgresHub, batches: Sequence[EntryBatch]) -> None:
    list(writer.push_all(batches))


def _rows(batches: Sequence[EntryBatch]) -> list[tuple[object, ...]]:
    return [
        (b.station, b.epoch, e.seq, UUID(e.id), *_fields(e)[2:])
        for b in batches
        for e in b.entries
        if isinstance(e, SentEntry)
    ]


def _copy_in(connection: psycopg.Connection[tuple[object, ...]], rows: Sequence[tuple[object, ...]]) -> None:
    for at in range(0, len(rows), AT_ONCE):
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY bare ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types(TYPES)
            for one in rows[at : at + AT_ONCE]:
                copy.write_row(one)


def _fields(entry: SentEntry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in entry.__struct_fields__)


def _copy_out(connection: psycopg.Connection[tuple[object, ...]], after: int, last: int) -> None:
    chosen = f"WHERE seq > {after} AND seq <= {last} ORDER BY station, epoch, seq"
    question = f"COPY (SELECT {COLUMNS} FROM bare {chosen}) TO STDOUT (FORMAT BINARY)"  # noqa: S608  # our own columns
    with connection.cursor() as cursor, cursor.copy(question) as copy:
        for _ in copy:
            pass


def _pull_all(reader: PostgresHub, after: int, entries: int) -> None:
    count = 0
    while True:
        pulled = reader.pull(after)
        count += sum(len(batch.entries) for batch in pulled.batches)
        after = pulled.turn
        if not pulled.more:
            break
    if count != entries:
        raise RuntimeError(f"pulled {count} of {entries}")


def _single(hub: Hub, visits: Sequence[Sequence[Entry]]) -> Row:
    station = BenchStation("15222104")
    taken: list[float] = []
    with closing(_open(hub, station.code)) as writer:
        writer.open_epoch(1, station.public_key, b"", "bench")
        for _ in range(WARM + SINGLE):
            [batch] = station.batches(visits, 1)
            taken.append(_timed(lambda: writer.push(batch)) * 1000)  # noqa: B023  # called at once
    return limit_row("one visit acknowledged, idle hub", taken[WARM:], ACKNOWLEDGED)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
