"""Finding one case among a million, by every kind of query, against reading the same rows by an index of the same
file.

The profile is ``bench.many_cases``: building it takes a minute or two and 700 MB of the temporary folder, and is not
measured. The queries are in ``bench.cases_asked``. Both sides have connections with the same settings, run in turns
and were warmed with the same texts. The last rows start the window on that profile and on an empty one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.cases_asked import asked
from bench.floors import cases as floor
from bench.many_cases import MILLION, fill
from bench.processes import numbers, runs
from bench.profiles import demo_profile
from bench.table import Row, p50, p95, row
from counter.bootstrap.opening import guide_shelf, open_journal
from counter.db.file.connection import DATABASE, open_file
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.services.context.ports import CaseRow

REACH_MS = 5.0
SHOWN = 50
DRAWN, ROUNDS = 400, 2
STARTS, START_REACH = 20, 1.1
FLOOR = "index, same rows"


def rows() -> list[Row]:
    """One row per kind of query, then the start of the window."""
    with demo_profile() as profile, demo_profile() as empty:
        fill(profile)
        found = list(finding(profile))
        none, many = runs(STARTS, ("bench.our_window", str(empty)), ("bench.our_window", str(profile)))
    return [*found, *(_start(frame, many, none) for frame in ("frame", "ready"))]


def finding(profile: Path, count: int = MILLION) -> Iterator[Row]:
    """One row per kind of query in a profile that ``bench.many_cases`` filled."""
    journal = open_journal(profile, guide_shelf())
    bare = open_file(profile / DATABASE, load_keys(profile).data)
    try:
        for what, texts in asked(_drawn(journal, count)).items():
            ours, least = _in_turn(journal, bare, texts)
            yield _limit(f"find among {count:,}: {what}", ours, least)
    finally:
        bare.close()
        journal.close()


def _drawn(journal: SqlJournal, count: int) -> list[CaseRow]:
    draw = random.Random(5)
    wanted = (f"00000000-0000-7000-8000-{draw.randrange(count):012x}" for _ in range(DRAWN))
    return [case for case in map(journal.case_row, wanted) if case is not None]


def _in_turn(journal: SqlJournal, bare: Any, texts: list[str]) -> tuple[list[float], list[float]]:
    ours, least = [], []
    for turn in range(1 + ROUNDS):
        for text in texts:
            start = time.perf_counter()
            found = journal.find_cases(text, SHOWN)
            between = time.perf_counter()
            there = [case.number for case in found]
            again = time.perf_counter()
            floor.read(bare, there)
            end = time.perf_counter()
            if turn:  # the first round warms both
                ours.append((between - start) * 1000)
                least.append((end - again) * 1000)
    return ours, least


def _limit(what: str, ours: list[float], least: list[float]) -> Row:
    """The limit is for the p95; the ratio compares the p50 with that of the index itself."""
    measured = row(what, ours, least, 1, floor_name=FLOOR)
    return {**measured, "reach": f"p95 ≤ {REACH_MS:g} ms", "ok": p95(ours) <= REACH_MS and p50(ours) > 0}


def _start(what: str, many: list[Mapping[str, object]], none: list[Mapping[str, object]]) -> Row:
    words = {"frame": "first frame", "ready": "ready"}[what]
    return row(
        f"cold start to {words}, {MILLION:,} cases", numbers(many, what), numbers(none, what), START_REACH,
        floor_name="the same, empty profile",
    )  # fmt: skip
