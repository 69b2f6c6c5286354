"""The power goes: the log of pages ends anywhere, cleanly or torn, behind what was synced; no acknowledged act is lost.

SQLite appends to its log and syncs it at every commit, so what a cut can leave is: everything up to the last sync,
and any part of what came after it, perhaps torn. Every such state of a run of acts is laid down and opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.db.check import check
from counter.db.connection import DATABASE
from counter.db.journal import SqlJournal
from tests.db import toy

FRAME = 24 + 4096
LOG_HEAD = 32


@dataclass(frozen=True)
class Synced:
    """The state after an acknowledged act."""

    log: int
    head: bytes
    numbers: tuple[str, ...]


def run_of_acts(journal: SqlJournal, folder: Path) -> list[Synced]:
    """Eight cases, and how long the log was when each had been acknowledged."""
    states = []
    for case in range(8):
        numbers = toy.accept(journal, f"c{case}")
        log = (folder / f"{DATABASE}-wal").stat().st_size
        states.append(Synced(log, (folder / "heads" / "1.head").read_bytes(), numbers))
    return states


def test_that_no_cut_and_no_torn_page_loses_an_acknowledged_act(journal: SqlJournal, folder: Path) -> None:
    journal.connection().execute("PRAGMA wal_autocheckpoint = 0")
    states = run_of_acts(journal, folder)
    base, log = (folder / DATABASE).read_bytes(), (folder / f"{DATABASE}-wal").read_bytes()
    journal.close()
    ends = range(states[0].log, states[-1].log + 1, FRAME)
    cuts = [(end, b"") for end in ends] + [(end, log[end : end + FRAME // 2]) for end in ends]
    cuts += [(end, b"\xa5" * FRAME) for end in ends]  # a page of rubbish where the next frame would be
    for end, torn in cuts:
        durable = [state for state in states if state.log <= end]
        (folder / DATABASE).write_bytes(base)
        (folder / f"{DATABASE}-wal").write_bytes(log[:end] + torn)
        (folder / f"{DATABASE}-shm").unlink(missing_ok=True)
        (folder / "heads" / "1.head").write_bytes(durable[-1].head)
        prove(folder, durable)


def prove(folder: Path, durable: list[Synced]) -> None:
    """All durable acts are there, the file is whole, and the next number is a new one."""
    journal = toy.open_journal(folder)
    for case, state in enumerate(durable):
        row = journal.case_row(f"c{case}")
        assert row is not None
        assert (row.number, *(paper.number for paper in journal.papers_of(row.case))) == state.numbers
    assert journal.station().epoch == 1
    if len(durable) % 3 == 0:
        assert check(journal).faults == ()
    given = {number for state in durable for number in state.numbers}
    assert not given & set(toy.accept(journal, "after"))
    journal.close()
