"""A case found among a million, every way it is asked for: against reading the same rows by an index of the same file.

The profile is ``bench.many_cases``: building it takes a minute or two and 700 MB of the temporary folder, and is not
measured. Texts are taken from cases drawn at random, so what is common is asked for as often as it occurs; the worst
that is known stands in rows of its own. Both sides have connections with the same settings, ask in turns and were
warmed with the same texts. The last rows start the window on that profile and on an empty one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.floors import cases as floor
from bench.many_cases import AGENTS, GIVEN, MILLION, SURNAMES, fill
from bench.processes import numbers, runs
from bench.profiles import demo_profile
from bench.table import Row, p50, p95, row
from counter.bootstrap.opening import guide_shelf, open_journal
from counter.db.connection import DATABASE, open_file
from counter.db.journal import SqlJournal
from counter.db.key_room import load_keys
from counter.services.ports import CaseRow

REACH_MS = 5.0
SHOWN = 50
DRAWN, TEXTS, ROUNDS = 400, 60, 2
STARTS, START_REACH = 20, 1.1
FLOOR = "index, same rows"
_AGENT = f"1000000{AGENTS[0][0]:04d}"
_TRIES = [
    *("qqqq", "vvv", "uvw", "zrgszrgs", "yxzrgsy", "abab", "wxwx", "王w", "3000王"),
    *("zzzz", "sssss", "lllll", "丽丽丽", "娜娜娜"),
    *("龘靐", "王龘", "公司王", "任公限", "责任安盟", "999999999", "77777777", "2016112"),
]


def rows() -> list[Row]:
    """One row for each way of asking, then the start of the window."""
    with demo_profile() as profile, demo_profile() as empty:
        fill(profile)
        found = list(_finding(profile))
        none, many = runs(STARTS, ("bench.our_window", str(empty)), ("bench.our_window", str(profile)))
    return [*found, *(_start(frame, many, none) for frame in ("frame", "ready"))]


def _finding(profile: Path, count: int = MILLION) -> Iterator[Row]:
    journal = open_journal(profile, guide_shelf())
    bare = open_file(profile / DATABASE, load_keys(profile).data)
    try:
        for what, texts in asked(_drawn(journal, count)).items():
            ours, least = _in_turn(journal, bare, texts)
            yield _limit(f"find among {count:,}: {what}", ours, least)
    finally:
        bare.close()
        journal.close()


def asked(cases: list[CaseRow]) -> Mapping[str, list[str]]:
    """What is typed at a window, by the way it leads to a case."""
    draw = random.Random(11)  # which part of a name
    people = [case for case in cases if len(case.names) == 1]
    companies = [case for case in cases if len(case.names) > 1]

    def part(text: str, length: int) -> str:
        at = draw.randrange(max(1, len(text) - length + 1))
        return text[at : at + length]

    of: Mapping[str, Callable[[], Iterable[str]]] = {
        "whole number": lambda: (case.number for case in cases),
        "tail of 1 or 2 figures": lambda: (case.number[-1 - n % 2 :] for n, case in enumerate(cases)),
        "tail of 3 figures": lambda: (case.number[-3:] for case in cases),
        "tail of 4 to 6 figures": lambda: (case.number[-4 - n % 3 :] for n, case in enumerate(cases)),
        "name, 1 character": lambda: SURNAMES[:30] + GIVEN[:30],
        "name, 2 characters": lambda: (part(case.names[0], 2) for case in people),
        "name, 3 characters": lambda: (case.names[0] for case in people if len(case.names[0]) == 3),
        "company, 2 to 5 characters": lambda: (part(c.names[0], 2 + n % 4) for n, c in enumerate(companies)),
        "company, whole name": lambda: (case.names[0] for case in companies),
        "initials, 1 or 2": lambda: (case.initials[0][: 1 + n % 2] for n, case in enumerate(people)),
        "initials, 3 or 4": lambda: (part(case.initials[0], 3 + n % 2) for n, case in enumerate(cases)),
        "initials of a company, whole": lambda: (case.initials[0] for case in companies),
        "phone tail, 4 figures": lambda: (case.phones[0][-4:] for case in cases),
        "id number or its last 4 to 6": lambda: (c.id_numbers[0][-(18, 4, 6)[n % 3] :] for n, c in enumerate(cases)),
        "an agent's phone (20,000 cases)": lambda: [_AGENT[-n:] for n in range(3, 12)] * 5,
        "nothing found": lambda: _TRIES * 2,
        "key by key": lambda: (text[: n + 1] for text in _typed(people) for n in range(len(text))),
    }  # fmt: skip
    return {
        what: [text for text, _ in zip(texts(), range(TEXTS), strict=False)] for what, texts in of.items()
    }


def _typed(people: list[CaseRow]) -> Iterator[str]:
    for case in people:
        yield from (case.names[0], case.initials[0], case.number[-5:], case.phones[0])


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
    """The limit is for the p95; the ratio tells p50 to p50 how far the index itself is away."""
    measured = row(what, ours, least, 1, floor_name=FLOOR)
    return {**measured, "reach": f"p95 ≤ {REACH_MS:g} ms", "ok": p95(ours) <= REACH_MS and p50(ours) > 0}


def _start(what: str, many: list[Mapping[str, object]], none: list[Mapping[str, object]]) -> Row:
    words = {"frame": "first frame", "ready": "ready"}[what]
    return row(
        f"cold start to {words}, {MILLION:,} cases", numbers(many, what), numbers(none, what), START_REACH,
        floor_name="the same, empty profile",
    )  # fmt: skip
