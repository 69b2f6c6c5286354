"""A consistent, encrypted copy of the data file, made beside the work at the window (docs/decisions/0027).

Rows are copied, not pages: neither SQLite's online backup nor ``VACUUM INTO`` can leave a table out, and a copy of
pages would carry open invitations and the day's anonymous boxes in free pages too. Entries never change, so they are
copied in steps that each read for some hundredths of a second; everything else is read once, at the end, in one
transaction. While somebody reads, the log of pages cannot be emptied and nobody can be invited to rate.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.file.connection import BUSY_SECONDS, refuse_foreign_log
from counter.db.file.errors import DamagedFile, explained

LEFT_OUT = ("rating_slots", "anonymous_boxes")
"""Tables that are empty in a copy: hourly copies of them would join boxes to visits (docs/decisions/0012)."""
GROWING = ("taken_entries", "entries")
"""Tables of entries, which never change; the own ones last, because they are told."""
STEP_SECONDS = 0.06
"""One reading of entries takes about that long, and then waits half as long."""
PATIENCE_SECONDS = 240.0
"""Longer than an invitation lasts: the last reading waits for the end of one that is open on the pad."""
_FIRST_STEP, _LARGEST_STEP = 100, 20_000
_SHADOWS = "case_names"
_DAMAGED = "数据文件有损坏，没有做成备份；原有的备份都还在。请停止使用并核对（counter check）。"
_TABLES = "SELECT name FROM src.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_SCHEMA = """
    SELECT type, name, sql FROM src.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'case_names_%'
    ORDER BY type != 'table', rowid
"""
_FORGOTTEN = "SELECT DISTINCT subject FROM case_keys WHERE wrapped IS NULL"
_INVITED = "SELECT 1 FROM src.rating_slots WHERE box IS NOT NULL LIMIT 1"

Tell = Callable[[int, int], None]
"""Called with records copied and their total. It may raise to give up."""


def copy_data_file(
    source: Path, target: Path, data_key: bytes, tell: Tell, patience: float = PATIENCE_SECONDS
) -> None:
    """Copy the data file of a profile in use to a new file, encrypted with the same key.

    Raises WorldTrouble where the source is damaged or the disk is full; then what there is of ``target`` is worthless.
    """
    refuse_foreign_log(source, data_key)
    with explained(), _joined(source, target, data_key) as both:
        try:
            _make_tables(both)
            for table in GROWING:
                _copy_entries(both, tell, table)
            _last_reading(both, tell, patience)
            _make_indexes(both)
        except dbapi2.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (11, 26):  # CORRUPT, NOTADB
                raise DamagedFile(_DAMAGED) from error
            raise


@contextmanager
def _joined(source: Path, target: Path, data_key: bytes) -> Iterator[Any]:
    """A connection with the new file as ``main`` and the source as ``src``."""
    key = f"x'{data_key.hex()}'"
    connection = dbapi2.connect(str(target), timeout=BUSY_SECONDS, isolation_level=None)
    try:
        execute = connection.execute
        execute("PRAGMA cipher_log_level = NONE")
        execute(f'PRAGMA key = "{key}"')
        execute("PRAGMA temp_store = MEMORY")
        execute(f'ATTACH DATABASE ? AS src KEY "{key}"', (str(source),))
        for name, value in (("journal_mode", "OFF"), ("synchronous", "OFF"), ("locking_mode", "EXCLUSIVE")):
            execute(f"PRAGMA main.{name} = {value}").fetchall()
        execute("PRAGMA main.cache_size = -32000")
        yield connection
        execute("DETACH DATABASE src")
    finally:
        connection.close()


def _make_tables(both: Any) -> None:
    """The tables of the source. Its virtual table makes its own shadow tables, which are emptied to be copied."""
    (wrapping,) = both.execute("PRAGMA src.user_version").fetchone()
    both.execute("BEGIN")
    for kind, name, sql in both.execute(_SCHEMA).fetchall():
        if kind == "table":
            both.execute(sql)
            if name == _SHADOWS:
                for shadow in _shadows(both):
                    both.execute(f"DELETE FROM main.{shadow}")
        elif (
            kind == "index" and name == "ix_entries_at_kind"
        ):  # entries come in order of time: cheap on the way
            both.execute(sql)
    both.execute(f"PRAGMA main.user_version = {wrapping}")
    both.execute("COMMIT")


def _shadows(both: Any) -> list[str]:
    return [name for (name,) in both.execute(_TABLES) if name.startswith(f"{_SHADOWS}_")]


def _copy_entries(both: Any, tell: Tell, table: str) -> None:
    """Entries up to about now, in short readings."""
    step, at = _FIRST_STEP, 0
    (total,) = both.execute(f"SELECT COALESCE(MAX(row), 0) FROM src.{table}").fetchone()
    while at < total:
        tell(at, total)
        begun = time.monotonic()
        both.execute(
            f"INSERT INTO main.{table} SELECT * FROM src.{table} WHERE row > ? AND row <= ?", (at, at + step)
        )
        spent = time.monotonic() - begun
        at += step
        step = min(_LARGEST_STEP, max(_FIRST_STEP, int(step * STEP_SECONDS / max(spent, 0.001))))
        time.sleep(spent / 2)


def _last_reading(both: Any, tell: Tell, patience: float) -> None:
    """What came meanwhile, and all other tables, in one view of the file."""
    until = time.monotonic() + patience
    while True:
        at = _copied(both, "entries")
        tell(at, at)
        if time.monotonic() >= until or both.execute(_INVITED).fetchone() is None:
            break
        time.sleep(0.25)
        _copy_entries_after(both)
    both.execute("BEGIN")
    _copy_entries_after(both)
    for (name,) in both.execute(_TABLES).fetchall():
        if name not in (*LEFT_OUT, *GROWING, _SHADOWS):
            both.execute(f"INSERT INTO main.{name} SELECT * FROM src.{name}")
    both.execute("COMMIT")


def _copy_entries_after(both: Any) -> None:
    for table in GROWING:
        row = _copied(both, table)
        both.execute(f"INSERT INTO main.{table} SELECT * FROM src.{table} WHERE row > ?", (row,))


def _copied(both: Any, table: str) -> int:
    found: int = both.execute(f"SELECT COALESCE(MAX(row), 0) FROM main.{table}").fetchone()[0]
    return found


def _make_indexes(both: Any) -> None:
    both.execute("BEGIN")
    for kind, name, sql in both.execute(_SCHEMA).fetchall():
        if kind != "table" and name != "ix_entries_at_kind":
            both.execute(sql)
    both.execute("COMMIT")


@contextmanager
def reading(copy: Path, data_key: bytes) -> Iterator[Any]:
    """A connection to a finished copy that changes nothing in it."""
    connection = dbapi2.connect(str(copy), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA query_only = ON")
        yield connection
    finally:
        connection.close()


def require_sound(copy: Path, data_key: bytes) -> None:
    """Read every page of a copy: authenticated, and of sound structure. Raises DamagedFile."""
    with explained(), reading(copy, data_key) as connection:
        try:
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
            if broken or connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DamagedFile(_DAMAGED)
        except dbapi2.DatabaseError as error:
            raise DamagedFile(_DAMAGED) from error


def forgotten_in(connection: Any) -> frozenset[str]:
    """Subjects whose key was destroyed, by that data file."""
    return frozenset(subject for (subject,) in connection.execute(_FORGOTTEN))


def remove(path: Path) -> None:
    """Delete a copy and what SQLite may have left beside it."""
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()
