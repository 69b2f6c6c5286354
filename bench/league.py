"""A league's day: 360 windows of 120 halls and 6 counties against one PostgreSQL on two cores (docs/scale.md).

Each visit is reported at once by a round of its own over the real wire (TLS, SCRAM with channel binding), each window
fetches and proves what its hall gets. The day is squeezed (``bench/league_day.py``); lines are cut all day long and the
server is stopped outright once. Clients and server share the machine. ``COUNTER_LEAGUE_WINDOWS=36`` takes fewer
windows, ``COUNTER_LEAGUE_QUICKER=4`` squeezes the day four times more.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.hub import real_visits
from bench.league_day import HOURS, PEAK, PEAK_FASTER, QUIET_FASTER, VISITS, Day
from bench.league_windows import Counted, Seat, work
from bench.table import Row, limit_row, p50, p95
from counter.services.exchange.check_hub import HubReport, check_hub
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Cluster, Hub, new_cluster

WINDOWS = int(os.environ.get("COUNTER_LEAGUE_WINDOWS", "360"))
QUICKER = float(os.environ.get("COUNTER_LEAGUE_QUICKER", "1"))
IN_HALL, IN_COUNTY, CORES, PROCESSES = 3, 60, 2, 2
CUT_EVERY, LOOK_EVERY = 3.0, 0.1
STOPPED_AT = 0.45
"""Of the day: when the server is stopped as in a power cut."""
AWAY = 10.0
ACKNOWLEDGED, WHOLE_ROUND = 1000.0, 5000.0
"""Milliseconds. Nobody waits for either: the light tells that it is done."""
_SETTINGS = """
shared_buffers = 512MB
max_wal_size = 4GB
wal_level = replica
max_wal_senders = 4
max_connections = 200
autovacuum = on
"""


@dataclass
class Watched:
    """What was seen of the server while it ran. Seconds of processor time; milliseconds of waiting."""

    processor: float = 0.0
    before_stop: float = 0.0
    connections: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    cuts: int = 0
    stops: int = 0


def rows() -> list[Row]:
    """The whole day."""
    if WINDOWS % IN_HALL:
        raise ValueError(f"COUNTER_LEAGUE_WINDOWS: a multiple of {IN_HALL}")
    day, visits = Day(QUICKER), real_visits()
    with new_cluster(in_memory=False, settings=_SETTINGS) as cluster:
        _pin(cluster)
        hub = Hub(cluster, cluster.new_database())
        with hub.server() as server:
            server.init()
        seats = _enrol(hub)
        before, wal = _size(hub), _wal(hub)
        watched, ended = Watched(), threading.Event()
        starts = time.monotonic() + 5.0
        looking = threading.Thread(target=_look, args=(hub, watched, ended))
        looking.start()
        stopping = threading.Thread(target=_disturb, args=(hub, day, starts, watched, ended))
        stopping.start()
        try:
            counted = _work(seats, day, starts, visits)
        finally:
            ended.set()
            stopping.join()
            looking.join()
        grown, logged = _size(hub) - before, _wal(hub) - wal
        with hub.server() as server:
            began = time.perf_counter()
            report = check_hub(server, verify)
            checked = time.perf_counter() - began
    _tell(day, counted, watched, report, grown, logged, checked)
    return _rows(counted, report)


def _enrol(hub: Hub) -> list[Seat]:
    seats = []
    for number in range(WINDOWS):
        county = f"{152201 + number // IN_COUNTY}"
        code = f"{county}{number % IN_COUNTY + 1:02}"
        hall = f"第{number // IN_HALL + 1}便民服务中心"
        seats.append(Seat(hub.enrol(code, hall, county), number))
    return seats


def _work(seats: Sequence[Seat], day: Day, starts: float, visits: Sequence[Sequence[object]]) -> Counted:
    """The windows, whole counties to a process."""
    parts: list[list[Seat]] = [[] for _ in range(PROCESSES)]
    for seat in seats:
        parts[seat.number // IN_COUNTY % PROCESSES].append(seat)
    counted = Counted()
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(work, part, day, starts, visits) for part in parts if part]:  # type: ignore[arg-type]
            counted.add(done.result())
    return counted


def _pin(cluster: Cluster) -> None:
    """Server processes to two cores; they inherit it."""
    os.sched_setaffinity(_postmaster(cluster), sorted(os.sched_getaffinity(0))[:CORES])


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "data" / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])


def _disturb(hub: Hub, day: Day, starts: float, watched: Watched, ended: threading.Event) -> None:
    """Cut some line every few seconds, and stop the server once."""
    stop_at = starts + day.seconds * STOPPED_AT
    while not ended.wait(CUT_EVERY):
        if not watched.stops and time.monotonic() > stop_at:
            watched.before_stop += _processor(hub.cluster)
            hub.cluster.stop("immediate")
            ended.wait(AWAY / day.quicker)
            hub.cluster.start()
            _pin(hub.cluster)
            watched.stops += 1
        [(cut,)] = hub.sql(
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity"
            " WHERE usename LIKE 'd15%' ORDER BY random() LIMIT 1) one"
        )
        assert isinstance(cut, int)
        watched.cuts += cut


def _look(hub: Hub, watched: Watched, ended: threading.Event) -> None:
    """Look at connections and at who waits for a lock, many times a second."""
    question = """
        SELECT (SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'd15%'),
            array(SELECT extract(epoch FROM clock_timestamp() - waitstart) * 1000 FROM pg_locks
                WHERE NOT granted AND waitstart IS NOT NULL)::float8[]"""
    while not ended.is_set():
        with suppress(psycopg.Error), hub.cluster.admin(hub.database) as admin:
            while not ended.wait(LOOK_EVERY):
                row = admin.execute(question).fetchone()
                assert row is not None
                connections, waits = row
                assert isinstance(connections, int)
                assert isinstance(waits, list)
                watched.connections.append(connections)
                watched.waiting.append(len(waits))
                watched.waits += waits
        ended.wait(1.0)
    watched.processor = watched.before_stop + _processor(hub.cluster)


def _processor(cluster: Cluster) -> float:
    """Seconds of processor time of the server and of all its processes, those that ended too."""
    server, total = str(_postmaster(cluster)), 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            values = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if stat.parent.name == server:
                total += sum(map(int, values[11:15]))
            elif values[1] == server:
                total += sum(map(int, values[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def _size(hub: Hub) -> int:
    [(size,)] = hub.sql("SELECT pg_database_size(current_database())")
    assert isinstance(size, int)
    return size


def _wal(hub: Hub) -> int:
    [(size,)] = hub.sql("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8")
    assert isinstance(size, int)
    return size


def _rows(counted: Counted, report: HubReport) -> list[Row]:
    wrong = [*counted.faults, *(fault.sentence for fault in report.faults)]
    note = f"{WINDOWS} windows, {counted.visits:,} visits"
    parts = (("quiet hours", False), ("peaks", True))
    timed = [(f"one visit acknowledged, {name}", counted.pushes[peak], ACKNOWLEDGED) for name, peak in parts]
    timed += [(f"whole round, {name}", counted.rounds[peak], WHOLE_ROUND) for name, peak in parts]
    return [
        *(limit_row(what, samples, limit, note=_p99(samples)) for what, samples, limit in timed),
        limit_row(
            "skipped at the pullers", [float(counted.skipped + counted.lost)], 0, unit="entries", note=note
        ),
        limit_row("doubled at the pullers", [float(counted.doubled)], 0, unit="entries", note=note),
        limit_row("of cases that are not its hall's", [float(counted.strange)], 0, unit="entries", note=note),
        limit_row("faults of hub check", [float(len(wrong))], 0, unit="faults", note="; ".join(wrong[:3])),
    ]


def _p99(samples: Sequence[float]) -> str:
    return (
        f"p99 {sorted(samples)[int(len(samples) * 0.99)]:.0f} ms, longest {max(samples):.0f} ms"
        if samples
        else ""
    )


def _tell(
    day: Day, counted: Counted, watched: Watched, report: HubReport, grown: int, logged: int, checked: float
) -> None:
    """Everything that has no limit, as lines on stderr."""
    rounds = sum(map(len, counted.rounds.values()))
    looks, at_peak = len(watched.waiting), WINDOWS * VISITS / HOURS / 3600 * PEAK
    waited = sum(1 for one in watched.waiting if one) / looks
    mean_wait = sum(watched.waiting) / looks * day.seconds * 1000 / max(1, counted.visits)
    per_visit = watched.processor / counted.visits * 1000
    lines = (
        f"day of {HOURS} h in {day.seconds / 60:.1f} min: quiet hours {QUIET_FASTER * QUICKER:g}×, peaks"
        f" {PEAK_FASTER * QUICKER:g}× real time; peaks: {at_peak * PEAK_FASTER * QUICKER:.1f} visits/s here,"
        f" {at_peak:.1f} in truth",
        f"{counted.visits:,} visits, {counted.entries:,} entries, {counted.elsewhere} at another hall; {rounds:,}"
        f" rounds ({rounds / day.seconds:.1f}/s), {counted.pulled:,} entries pulled and proved",
        f"cut: {watched.cuts} lines, {watched.stops} immediate stop of {AWAY / QUICKER:.0f} s;"
        f" {sum(counted.cut.values())} rounds ended early: {dict(counted.cut)}",
        f"connections p50 {p50(watched.connections):.0f}, p95 {p95(watched.connections):.0f},"
        f" most {max(watched.connections)}; to connect {p50(counted.connects):.0f} ms",
        f"locks: somebody waited in {waited:.1%} of {looks:,} looks, at most {max(watched.waiting)} at once, longest"
        f" {max(watched.waits, default=0):.0f} ms; mean {mean_wait:.2f} ms a visit (Little's law)",
        f"server: {watched.processor:.0f} s of processor time = {per_visit:.1f} ms a visit with its rounds,"
        f" {watched.processor / day.seconds:.0%} of one core; load of the machine now {os.getloadavg()[0]:.1f}",
        f"disk: {grown / 1e6:.0f} MB = {grown / counted.visits / 1e3:.1f} kB a visit; WAL {logged / 1e6:.0f} MB",
        f"visits began late by p50 {p50(counted.late):.0f} ms, p95 {p95(counted.late):.0f} ms (clients waiting)",
        f"hub check: {report.batches:,} batches, {report.entries:,} entries of {report.stations} stations in"
        f" {checked:.0f} s, {len(report.faults)} faults",
    )
    print("\n".join(lines), file=sys.stderr)
