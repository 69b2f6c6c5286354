"""Taking in what another window reports (prove, keep, show), against a raw SQLCipher insert of the same rows.

``COUNTER_BENCH_VISITS``: how many visits; each batch is one sample.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.accept import accept
from bench.spent import Spent
from bench.table import Row, row
from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.db.exchange import taken_entries
from counter.db.file import schema
from counter.db.file.connection import open_file
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.journal.exchange.batch import EntryBatch, SentEntry, pack_batch
from counter.domain.journal.exchange.standing import BatchOutcome
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.trusted import append, settled_keys

REACH = 6.0
VISITS = int(os.environ.get("COUNTER_BENCH_VISITS", "600"))
_MARKS = ", ".join("?" for _ in taken_entries.COLUMNS)
_INSERT = f"INSERT INTO taken_entries ({taken_entries.LISTED}) VALUES ({_MARKS})"  # noqa: S608  # our own columns


def rows() -> list[Row]:
    """Batch by batch."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as name, ExitStack() as opened:
        folder = Path(name)
        there, here = (window(opened, folder / code, code) for code in ("15220103", "15220104"))
        for serial in range(VISITS):
            accept(there, serial)
        trust_keys_of(there, here)
        raw = open_file(folder / "floor.db", bytes(range(32)))
        schema.ensure(raw)
        taking, floor, entries, size = Spent(), Spent(), 0, 0
        for batch in own_batches(there):
            _store(raw, batch, floor)
            _take_in(here, batch, taking)
            entries += len(batch.entries)
            size += sum(
                len(e.payload) + len(e.sealed or b"") for e in batch.entries if isinstance(e, SentEntry)
            )
        raw.close()
        note = f"{VISITS:,} visits, {entries:,} entries, {size // 1_000_000} MB"
        return [
            row(what, ours, raw_insert, REACH, floor_name="raw insert", note=note)
            for what, ours, raw_insert in (
                ("take in a batch of another window", taking.elapsed, floor.elapsed),
                ("the same, processor time", taking.processor, floor.processor),
            )
        ]


def window(opened: ExitStack, folder: Path, code: str) -> AppContext:
    """A window of a demo hall with that code, open until the end."""
    values = config.read_toml(config.resources_folder() / "halls" / "demo.toml")
    create_profile(folder, replace(hall_from(values), station=code), staff_from(values))
    return opened.enter_context(open_app(folder))


def trust_keys_of(there: AppContext, here: AppContext) -> None:
    """A window imports the keys of another one's hall."""
    trust = settled_keys(there.journal, civil_date(there.clock.read().at))
    known = KeysTrusted("imported", tuple(trust.halls.values()), trust.certificates)
    append(here.journal, known, actor="S01")


def _take_in(app: AppContext, batch: EntryBatch, spent: Spent) -> None:
    packed = pack_batch(batch)
    with spent.once():
        (result,) = take_in_batches(app, [packed], "bench", rest=0.0)
    if result.outcome is not BatchOutcome.NEW or result.unread:
        raise RuntimeError(f"not taken in: {result}")


def _store(connection: Any, batch: EntryBatch, spent: Spent) -> None:
    """One durable transaction that stores the same rows and does nothing else."""
    sent = [one for one in batch.entries if isinstance(one, SentEntry)]
    values = [taken_entries._values(batch.station, batch.epoch, one) for one in sent]
    with spent.once():
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, values)
        connection.execute("COMMIT")
