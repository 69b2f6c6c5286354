"""The write-ahead log: empty it, and name the program that prevents it.

The log holds every page written since it was last emptied, in order: a copy of it links what was written together.
SQLite cannot empty it while a program reads an older state of the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from counter.db.file.errors import explained
from counter.domain.errors import WorldTrouble
from counter.services.context.ports import LogReader, UnemptiedLog

FORGETTING_MS = 200
"""How long emptying the log after a choice waits for readers: the applicant must not wait."""
_READ_LOCKS = range(123, 128)
"""Bytes of the ``-shm`` file that a reader locks: https://sqlite.org/walformat.html, "WAL Locks"."""
_LOCKS = Path("/proc/locks")
_OURS = "counter"
_UNKNOWN = "看不到名字的程序"
_NAMES_SHOWN = 3


def empty_log(connection: Any, file: Path, patience_ms: int) -> UnemptiedLog | None:
    """Checkpoint the log and truncate it; outside a transaction. None: done.

    ``patience_ms``: how long to wait for readers and writers at most.
    """
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {min(patience, patience_ms)}")
    try:
        busy, frames, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    if not busy:
        return None
    return UnemptiedLog(max(frames, 0), tuple(_readers(file.with_name(f"{file.name}-shm")))[:_NAMES_SHOWN])


def is_emptied(connection: Any, file: Path) -> bool:
    """Empty the log after an act. What was committed is kept, so a failing disk is False and no error."""
    with suppress(WorldTrouble), explained():
        return empty_log(connection, file, FORGETTING_MS) is None
    return False


def _readers(shared: Path) -> Iterator[LogReader]:
    """Programs inside a read transaction, as listed by Linux; none where the system does not list them."""
    if sys.platform != "linux":
        return
    with suppress(OSError, ValueError):
        inode = shared.stat().st_ino
        lines = [line.split() for line in _LOCKS.read_text().splitlines()]
        reading = {int(pid) for pid, where, at in _posix(lines) if where == inode and at in _READ_LOCKS}
        yield from (LogReader(pid, program_of(pid)) for pid in sorted(reading - {0, -1}))


def _posix(lines: list[list[str]]) -> Iterator[tuple[str, int, int]]:
    """Process, inode and first byte of each lock for reading: ``1: POSIX ADVISORY READ 7131 fd:01:2049 124 124``."""
    for line in lines:
        if len(line) >= 8 and line[1] == "POSIX" and line[3] == "READ":
            yield line[4], int(line[5].rpartition(":")[2]), int(line[6])


def program_of(pid: int) -> str:
    """The name of the process; of our own commands also which one, never its further arguments."""
    if pid == os.getpid():
        return _OURS
    try:
        return _named(pid)
    except OSError:  # it has just ended, or is hidden from this user
        return _UNKNOWN


def _named(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    for at, word in enumerate(words):
        if Path(word).name == _OURS or (word == _OURS and words[at - 1] == "-m"):
            act = next((w for w in words[at + 1 :] if w.isalpha()), "")
            return f"{_OURS} {act}".strip()
    return Path(f"/proc/{pid}/comm").read_text().strip()
