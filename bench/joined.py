"""Accepting at a window that is joined to a hub, against one that is not: both in turns, on the same machine.

The hub is real, and so is the window's own process for the exchange. First a usual day: rounds go on beside the acts.
Then the first exchange of a window that gets many visits of others: it is killed in the middle and goes on, and what an
accept takes meanwhile is measured. ``COUNTER_JOINED_VISITS``: how many visits of others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.accept import accept
from bench.exchange import trust_keys_of, window
from bench.processes import one_run
from bench.table import Row, limit_row, row
from counter.bootstrap.exchange import exchange_now
from counter.db.journal.journal import SqlJournal
from counter.services.context.app import AppContext
from counter.services.exchange.enrolment import enrolment_text
from counter.services.exchange.join_hub import join_hub
from tests.db.hub.cluster import Hub, new_cluster

PAIRS, WARM, EVERY = 300, 20, 8
"""Accepts at each of both windows; a round is wished after so many of them."""
OTHERS = int(os.environ.get("COUNTER_JOINED_VISITS", "600"))
REACH, WHILE_TAKING_IN = 1.05, 1.5
_OF_OTHERS = "SELECT count(*) FROM hub.entries WHERE station = '15222103' AND hub.is_case(subject)"
_PASSPHRASE = "四个随机的词语一共十二个字"


def rows() -> list[Row]:
    """A usual day, then a first exchange."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as name, ExitStack() as opened:
        cluster = opened.enter_context(new_cluster(in_memory=False))
        hub = Hub(cluster, cluster.new_database())
        with hub.server() as server:
            server.init()
        folder = Path(name)
        alone = window(opened, folder / "alone", "15222101")
        joined = window(opened, folder / "joined", "15222102")
        _join(hub, joined)
        looked = _client_in_the_window(hub, folder / "looked")
        return [looked, *_usual(alone, joined, folder / "joined"), *_first(hub, opened, folder, alone)]


def _client_in_the_window(hub: Hub, profile: Path) -> Row:
    """Modules of the hub's client in a joined window's process, after a whole visit."""
    with ExitStack() as opened:
        _join(hub, window(opened, profile, "15222105"))
    modules = one_run("bench.our_window", str(profile), "visit", "modules")["modules"]
    assert isinstance(modules, list)
    found = [name for name in modules if str(name).startswith(("psycopg", "counter.db.hub"))]
    return limit_row("client of the hub in the window's process", [float(len(found))], 0, unit="modules")


def _join(hub: Hub, app: AppContext) -> None:
    code = app.journal.station().code
    supervisor = next(one for one in app.journal.staff() if one.code == "S01")
    join_hub(app, enrolment_text(hub.enrol(code), _PASSPHRASE), _PASSPHRASE, by=supervisor)


@contextmanager
def _exchanging(profile: Path) -> Iterator[subprocess.Popen[str]]:
    """The window's own process for the exchange, ended by the end of its input as the window ends it."""
    command = [sys.executable, "-P", "-m", "counter.bootstrap.exchange_process", str(profile)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        try:
            yield child
        finally:
            child.kill()


def _usual(alone: AppContext, joined: AppContext, profile: Path) -> list[Row]:
    with _exchanging(profile) as child:
        assert child.stdin is not None
        _ended(child)
        turns: tuple[list[float], list[float]] = ([], [])
        processor: tuple[list[float], list[float]] = ([], [])
        for serial in range(WARM + PAIRS):
            both = (alone, joined) if serial % 2 else (joined, alone)
            for app in both:
                begun = time.thread_time()
                turns[app is joined].append(accept(app, serial))
                processor[app is joined].append((time.thread_time() - begun) * 1000)
            if serial % EVERY == 0:
                child.stdin.write("now\n")
                child.stdin.flush()
        sent = _sent(child)
    note = f"{PAIRS} pairs in turns, {sent:,} entries reported meanwhile; load {os.getloadavg()[0]:.1f}"
    names = ("accept, joined and reporting", "the same, processor time")
    return [
        row(what, ours[WARM:], floor[WARM:], REACH, floor_name="not joined", note=note)
        for what, (floor, ours) in zip(names, (turns, processor), strict=True)
    ]


def _first(hub: Hub, opened: ExitStack, folder: Path, alone: AppContext) -> list[Row]:
    there = window(opened, folder / "there", "15222103")
    fresh = window(opened, folder / "fresh", "15222104")
    for serial in range(OTHERS):  # nobody comes twice: a second case of the same is asked about
        accept(there, PAIRS + WARM + serial)
    _join(hub, there)
    if (done := exchange_now(folder / "there", there)).sentence:
        raise RuntimeError(done.sentence)
    trust_keys_of(there, fresh)
    _join(hub, fresh)
    [(wanted,)] = hub.sql(_OF_OTHERS)
    assert isinstance(wanted, int)
    killed = 0
    ours: list[float] = []
    floor: list[float] = []
    begun = time.perf_counter()
    while _taken(fresh) < wanted:
        with _exchanging(folder / "fresh") as child:
            until = wanted // 2 if not killed else wanted
            while child.poll() is None and _taken(fresh) < until:
                serial = PAIRS + WARM + OTHERS + len(ours)
                for app, found in ((alone, floor), (fresh, ours)):
                    found.append(accept(app, serial))
        killed += 1
    took = time.perf_counter() - begun
    note = (
        f"{OTHERS} visits, {wanted:,} entries in {took:.0f} s with one kill at the half; longest {max(ours):.0f} ms,"
        f" alone {max(floor):.0f} ms; load {os.getloadavg()[0]:.1f}"
    )
    what = "accept while others' work is taken in"
    return [row(what, ours, floor, WHILE_TAKING_IN, floor_name="not joined", note=note)]


def _taken(app: AppContext) -> int:
    """Entries of others that are here."""
    assert isinstance(app.journal, SqlJournal)
    row = app.journal.connection().execute("SELECT count(*) FROM taken_entries").fetchone()
    return int(row[0])


def _ended(child: subprocess.Popen[str]) -> dict[str, object]:
    assert child.stdout is not None
    for line in child.stdout:
        said: dict[str, object] = json.loads(line)
        if said.get("ended"):
            if said["sentence"]:
                raise RuntimeError(str(said["sentence"]))
            return said
    raise RuntimeError("the exchange ended")


def _sent(child: subprocess.Popen[str]) -> int:
    """What all rounds reported that were wished."""
    assert child.stdin is not None
    child.stdin.close()
    assert child.stdout is not None
    ends = [json.loads(line) for line in child.stdout]
    return sum(int(one["sent"]) for one in ends if one.get("ended"))
