"""Accepting at a window that is joined to a hub, against one that is not: both in turns, on the same machine.

The hub is real, and so is the window's own process for the exchange. First a usual day: between two acceptances of a
clerk there is a round, as it comes ten seconds after the first of them; what the window does when a round has ended, it
does here. Then rounds one after the other, which no window has: every second acceptance meets one under way. Then the
first exchange of a window that gets many visits of others: it is killed in the middle and goes on, and what an accept
takes meanwhile is measured. ``COUNTER_JOINED_PAIRS``: how many pairs of the first two, ``COUNTER_JOINED_VISITS``: how
many visits of others.
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
from queue import SimpleQueue
from threading import Thread

from bench.accept import accept
from bench.exchange import trust_keys_of, window
from bench.processes import one_run
from bench.table import Row, limit_row, row
from counter.bootstrap.exchange import exchange_now
from counter.db.journal.journal import SqlJournal
from counter.services.context.app import AppContext
from counter.services.exchange.enrolment import enrolment_text
from counter.services.exchange.join_hub import join_hub
from counter.ui.facades.exchange import hub_light
from tests.db.hub.cluster import Hub, new_cluster

PAIRS, WARM, EVERY = int(os.environ.get("COUNTER_JOINED_PAIRS", "300")), 20, 8
"""Accepts at each of both windows; in the dense part a round is wished after so many of them."""
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
        usual = _beside_rounds(alone, joined, folder / "joined", dense=False)
        dense = _beside_rounds(alone, joined, folder / "joined", dense=True)
        return [looked, *usual, *dense, *_first(hub, opened, folder, alone)]


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


class _Rounds:
    """The rounds of a joined window, by what its process says."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        self._said: SimpleQueue[dict[str, object]] = SimpleQueue()
        self.sent = 0
        Thread(target=self._listen, daemon=True).start()
        self.wait()

    def wish(self) -> None:
        """Ask for a round."""
        assert self._child.stdin is not None
        self._child.stdin.write("now\n")
        self._child.stdin.flush()

    def wait(self) -> None:
        """Until a round has ended."""
        said = self._said.get(timeout=60)
        if said["sentence"]:
            raise RuntimeError(str(said["sentence"]))
        self.sent += int(str(said["sent"]))

    def ended(self) -> bool:
        """Whether one has ended since."""
        if self._said.empty():
            return False
        self.wait()
        return True

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            said: dict[str, object] = json.loads(line)
            if said.get("ended"):
                self._said.put(said)


def _beside_rounds(alone: AppContext, joined: AppContext, profile: Path, *, dense: bool) -> list[Row]:
    turns: tuple[list[float], list[float]] = ([], [])
    processor: tuple[list[float], list[float]] = ([], [])
    first = (WARM + PAIRS) * dense  # nobody comes twice
    with _exchanging(profile) as child:
        rounds = _Rounds(child)
        for serial in range(WARM + PAIRS):
            for app in (alone, joined) if serial % 2 else (joined, alone):
                begun = time.thread_time()
                turns[app is joined].append(accept(app, first + serial))
                processor[app is joined].append((time.thread_time() - begun) * 1000)
                if dense and rounds.ended():
                    _show_lights(joined)
            if not dense:
                rounds.wish()
                rounds.wait()
                for app in (alone, joined):  # each window asks every ten seconds
                    _show_lights(app)
            elif serial % EVERY == 0:
                rounds.wish()
    often = (
        f"a round after every {EVERY} of both, under way beside them" if dense else "a round after each pair"
    )
    note = f"{PAIRS} pairs in turns, {often}; {rounds.sent:,} entries reported; load {os.getloadavg()[0]:.1f}"
    what = "accept, joined, rounds without a pause" if dense else "accept, joined and reporting"
    return [
        row(name, ours[WARM:], floor[WARM:], REACH, floor_name="not joined", note=note)
        for name, (floor, ours) in zip((what, "the same, processor time"), (turns, processor), strict=True)
    ]


def _show_lights(app: AppContext) -> None:
    """As the window does on its journal lane, every ten seconds and when a round has ended (``ui.facades.base``)."""
    app.journal.changed()
    hub_light(app)
    app.journal.read_ahead()


def _first(hub: Hub, opened: ExitStack, folder: Path, alone: AppContext) -> list[Row]:
    there = window(opened, folder / "there", "15222103")
    fresh = window(opened, folder / "fresh", "15222104")
    for serial in range(OTHERS):  # nobody comes twice: a second case of the same is asked about
        accept(there, 2 * (PAIRS + WARM) + serial)
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
                serial = 2 * (PAIRS + WARM) + OTHERS + len(ours)
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
