"""A window whose file holds a million entries of other windows, against the same window without them.

The entries are some real visits of another window, taken in by the real service, and then repeated in the tables under
other ids (``repeat``): taking in a million takes an hour, and what it costs is ``bench exchange``'s to tell. The rows
of the case list are ``bench.many_cases``'. Building needs 4 GB of the temporary folder and is not measured.
``COUNTER_FOREIGN_ENTRIES``: how many.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.accept import accept
from bench.cases import finding
from bench.exchange import trust_keys_of, window
from bench.many_cases import fill
from bench.processes import numbers, one_run, runs
from bench.table import Row, row
from counter.bootstrap.opening import guide_shelf, open_app, open_journal
from counter.db.exchange import taken_entries
from counter.domain.journal.exchange.batch import pack_batch
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import take_in_batches

ENTRIES = int(os.environ.get("COUNTER_FOREIGN_ENTRIES", "1000000"))
VISITS, STARTS, PAIRS, WARM = 100, 7, 150, 10
MEMORY, START, ACCEPT = 1.03, 1.1, 1.05
Facts = Mapping[str, object]
AT_ONCE = 20
"""Repetitions in one transaction: the log of pages stays small."""
_NEW = "printf('%08x', n.k) || substr({0}, 9)"
_CHANGED = {
    "seq": "t.seq + n.k * ?3",
    "id": _NEW.format("t.id"),
    "subject": f"CASE length(t.subject) WHEN 36 THEN {_NEW.format('t.subject')} ELSE t.subject END",
    "base": f"CASE length(t.base) WHEN 36 THEN {_NEW.format('t.base')} ELSE t.base END",
}
_NUMBERS = "WITH RECURSIVE n (k) AS (SELECT ?1 UNION ALL SELECT k + 1 FROM n WHERE k < ?2)"
_REPEATED = ", ".join(_CHANGED.get(name, f"t.{name}") for name in taken_entries.COLUMNS)
_REPEAT = f"""
    {_NUMBERS} INSERT INTO taken_entries ({taken_entries.LISTED})
    SELECT {_REPEATED} FROM n, (SELECT * FROM taken_entries WHERE "row" <= ?4) AS t
"""  # noqa: S608  # our own columns
_BATCHES = f"""
    {_NUMBERS} INSERT INTO batches (station, epoch, first, last, pos, via, signature, withheld, hashes)
    SELECT station, epoch, first + n.k * ?3, last + n.k * ?3, NULL, via, signature, '[]', hashes
    FROM n, (SELECT * FROM batches WHERE "row" <= ?4) AS t WHERE t.via = 'bench'
"""  # noqa: S608


def rows() -> list[Row]:
    """Start, memory, finding, accepting."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as name, ExitStack() as opened:
        empty, full = Path(name) / "empty", Path(name) / "full"
        there = window(opened, Path(name) / "there", "15220103")
        for serial in range(VISITS):
            accept(there, serial)
        window(opened, empty, "15220104")
        window(opened, full, "15220104")
        opened.pop_all().close()
        build(full, Path(name) / "there")
        size = (full / "counter.db").stat().st_size
        none, many = runs(
            STARTS,
            ("bench.our_window", str(empty), "memory"),
            ("bench.our_window", str(full), "memory"),
            warm=1,
        )
        once = [[one_run("bench.our_window", str(profile), "visit")] for profile in (empty, full)]
        note = f"{ENTRIES:,} entries, {size / 1e9:.1f} GB; load {os.getloadavg()[0]:.1f}"
        found = [
            _compared("start to ready, foreign entries", many, none, START, note, "ready"),
            _compared("memory when ready, RSS", many, none, MEMORY, note, "memory", "rss"),
            _compared("memory when ready, PSS", many, none, MEMORY, note, "memory", "pss"),
            _compared("memory after a visit, RSS", once[1], once[0], MEMORY, note, "memory", "rss"),
        ]
        return [*found, *finding(full, ENTRIES // 11), *_accepting(empty, full, note)]


def _compared(
    what: str, many: Sequence[Facts], none: Sequence[Facts], reach: float, note: str, *path: str
) -> Row:
    unit = "MB" if path[0] == "memory" else "ms"
    ours, floor = numbers(many, *path), numbers(none, *path)
    return row(what, ours, floor, reach, unit=unit, floor_name="the same without", note=note)


def build(profile: Path, there: Path) -> None:
    """Real visits of the other window taken in, and then repeated."""
    fill(profile, ENTRIES // 11, still_open=0)
    with open_app(profile) as here, open_app(there) as other:
        trust_keys_of(other, here)
        packed = [pack_batch(one) for one in own_batches(other)]
        taken = list(take_in_batches(here, packed, "bench", rest=0.0))
        if any(one.sentence for one in taken):
            raise RuntimeError(f"not taken in: {taken}")
    journal = open_journal(profile, guide_shelf())
    try:
        repeat(journal.connection(), ENTRIES)
    finally:
        journal.close()


def repeat(connection: Any, entries: int) -> None:
    """Repeat what was taken in until there are so many entries; ids and case ids change in their first 32 bits."""
    connection.execute("PRAGMA cache_size = -200000")
    here, last = connection.execute('SELECT count(*), max("row") FROM taken_entries').fetchone()
    (step,) = connection.execute("SELECT max(seq) FROM taken_entries").fetchone()
    (batch,) = connection.execute('SELECT max("row") FROM batches').fetchone()
    times = max(0, -(-entries // here) - 1)
    for first in range(1, times + 1, AT_ONCE):
        until = min(times, first + AT_ONCE - 1)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_REPEAT, (first, until, step, last))
        connection.execute(_BATCHES, (first, until, step, batch))
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _accepting(empty: Path, full: Path, note: str) -> list[Row]:
    ours: tuple[list[float], list[float]] = ([], [])
    floor: tuple[list[float], list[float]] = ([], [])
    with open_app(empty) as without, open_app(full) as with_:
        for serial in range(WARM + PAIRS):
            for app, found in ((without, floor), (with_, ours))[:: 1 if serial % 2 else -1]:
                begun = time.thread_time()
                found[0].append(accept(app, VISITS + serial))
                found[1].append((time.thread_time() - begun) * 1000)
    names = ("accept, foreign entries", "the same, processor time")
    return [
        row(what, many[WARM:], none[WARM:], ACCEPT, floor_name="the same without", note=note)
        for what, many, none in zip(names, ours, floor, strict=True)
    ]
