"""A thief with everything the rated station has: the whole folder, its keys, every table, every page, also old ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.db.keys.sealing import box as case_box
from counter.db.keys.sealing import unseal
from tests.db.pages import in_file, in_log


@dataclass(frozen=True)
class Loot:
    """``tables``: every row of every table in the order of the file; ``pages``: file and log, opened; ``keys``: every
    32 bytes that may be a key."""

    tables: dict[str, list[tuple[object, ...]]]
    pages: list[bytes]
    keys: frozenset[bytes]

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: len(rows) for name, rows in self.tables.items()}

    def sizes(self) -> dict[str, list[tuple[int, ...]]]:
        """How long every field of every row is, row by row, sorted: what is measured without understanding it."""
        return {
            name: sorted(tuple(_length(value) for value in row) for row in rows)
            for name, rows in self.tables.items()
        }


def rob(journal: SqlJournal) -> Loot:
    """Take everything."""
    connection = journal.connection()
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    tables = {name: [tuple(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
    return Loot(tables, in_file(journal) + in_log(journal), frozenset(_keys(journal, tables)))


def _keys(journal: SqlJournal, tables: dict[str, list[tuple[object, ...]]]) -> Iterator[bytes]:
    own = load_keys(journal.profile)
    yield own.data
    yield own.master
    for seed in (journal.hall_seed(), journal.handler_seed()):
        if seed is not None:
            yield seed
    master = case_box(own.master)
    for subject, _, wrapped in tables["case_keys"]:
        if isinstance(wrapped, bytes):
            yield unseal(master, wrapped, f"case key {subject}")
    for rows in tables.values():
        yield from (v for row in rows for v in row if isinstance(v, bytes) and len(v) == 32)
    for file in journal.profile.rglob("*"):
        if file.is_file() and not file.name.startswith(DATABASE):
            yield from _windows(file)


def _windows(file: Path) -> Iterator[bytes]:
    raw = file.read_bytes()
    for text in (raw, *_decoded(raw)):
        yield from (text[at : at + 32] for at in range(len(text) - 31))


def _decoded(raw: bytes) -> Iterator[bytes]:
    try:
        values = json.loads(raw)
    except ValueError:
        return
    for value in values.values() if isinstance(values, dict) else ():
        for way in (base64.b64decode, bytes.fromhex):
            try:
                yield way(str(value))
            except ValueError:
                continue


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else -1
