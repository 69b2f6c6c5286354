"""Opens the encrypted file: one connection for each thread, all with the same pragmas."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.trouble import explained

DATABASE = "counter.db"
BUSY_SECONDS = 15.0

Connection = Any  # the driver ships no types


def open_file(path: Path, data_key: bytes) -> Connection:
    """A connection ready for use. SQLCipher's own complaints stay off stderr; errors come through ``trouble``."""
    connection = dbapi2.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        execute = connection.execute
        execute("PRAGMA cipher_log_level = NONE")
        execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        execute("PRAGMA temp_store = MEMORY")
        if execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


class _Held:
    """A thread's connection; it is closed when the thread ends and forgets it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Connections:
    """The open file of one profile, as many times as there are threads that ask for it."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.path = folder / DATABASE
        self._key = data_key
        self._mine = threading.local()
        self._all: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._lock = threading.Lock()

    def mine(self) -> Connection:
        """This thread's connection, opened when it is first asked for."""
        held: _Held | None = getattr(self._mine, "held", None)
        if held is None:
            with explained():
                held = _Held(open_file(self.path, self._key))
            self._mine.held = held
            with self._lock:
                self._all.add(held)
        return held.connection

    def close(self) -> None:
        """Close every thread's connection. A later ``mine`` opens a new one."""
        with self._lock, explained():
            for held in list(self._all):
                held.connection.close()
            self._all.clear()
        self._mine = threading.local()
