"""Opens the encrypted file: one connection for each thread, all with the same pragmas."""

from __future__ import annotations

import threading
import weakref
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.file.errors import DamagedFile, ForeignLog, explain, explained, explained_on
from counter.domain.errors import WorldTrouble

DATABASE = "counter.db"
BUSY_SECONDS = 15.0

_FOREIGN = (
    "数据文件旁边的 {0} 和 {1} 不是一套，或者其中一个损坏；程序没有动它们。"
    "请复制整个资料文件夹留存，再从备份恢复整个资料文件夹；没有备份的，把 {0} 移走，再核对一遍（counter check）。"
)

_NOT_OURS = (
    "数据文件旁边的 {0} 不是本程序留下的，别的程序动过数据文件，或者它是别处来的；程序没有动它们。"
    "请复制整个资料文件夹留存，把 {0} 移走，再核对一遍（counter check）；还说损坏，请从备份恢复整个资料文件夹。"
)
NOTHING_IN_IT = (
    "资料文件夹 {} 里的数据文件 {} 是空的，原来的记录不在里面。请不要重新设置；"
    "先复制整个资料文件夹留存，再从备份恢复。"
)
_A_FOLDER = (
    "资料文件夹 {} 里的 {} 应当是文件，现在是一个文件夹。请不要重新设置；"
    "先把它改名移走，再从备份取回同名的文件（没有的不用取）。"
)

Connection = Any  # the driver has no type information


def open_file(path: Path, data_key: bytes) -> Connection:
    """A connection ready for use. SQLCipher's own messages stay off stderr; errors come through ``errors``."""
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


def require_file(profile: Path) -> None:
    """Raise WorldTrouble where there is no non-empty data file, before a connection would create one."""
    if not (profile / DATABASE).exists():
        raise WorldTrouble(
            f"资料文件夹 {profile} 里缺少数据文件 {DATABASE}。请从备份中取回，或检查 --data 给的文件夹。"
        )
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        if (profile / name).is_dir():
            raise WorldTrouble(_A_FOLDER.format(profile, name))
    if (profile / DATABASE).stat().st_size == 0:
        raise WorldTrouble(NOTHING_IN_IT.format(profile, DATABASE))


def refuse_foreign_log(path: Path, data_key: bytes) -> None:
    """Raise DamagedFile where the write-ahead log does not belong to the file, before anything is written.

    SQLite trusts a log by its checksums and copies it into the file when the last connection closes: the log of
    another file would destroy this one. So a log that exists is first read through a read-only connection. SQLite
    trusts a rollback journal in the same way; we work with a log and leave no such journal.
    """
    journal = path.with_name(f"{path.name}-journal")
    with explained():
        if journal.exists() and journal.stat().st_size > 0:
            raise ForeignLog(_NOT_OURS.format(journal.name))
    log = path.with_name(f"{path.name}-wal")
    with explained():  # a cycle of links
        try:
            if log.stat().st_size == 0:
                return
        except FileNotFoundError:
            return
    from urllib.parse import quote  # imported late: a start without a log does not need it

    address = quote(str(path.absolute()))
    with (
        explained_on(path.parent),
        closing(dbapi2.connect(f"file:{address}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as reader,
    ):
        reader.execute("PRAGMA cipher_log_level = NONE")
        reader.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        try:
            reader.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError as error:
            if isinstance(explain(error), DamagedFile):
                raise ForeignLog(_FOREIGN.format(log.name, path.name)) from error
            raise


class _Held:
    """A thread's connection; closed when the thread ends. ``number``: no other connection of this program has it."""

    numbers = count()

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.number = next(self.numbers)

    def __del__(self) -> None:
        self.connection.close()


class Connections:
    """The open file of one profile, one connection per thread."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.path = folder / DATABASE
        self._key = data_key
        self._mine = threading.local()
        self._all: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._lock = threading.Lock()

    def mine(self) -> Connection:
        """This thread's connection, opened on first use."""
        held: _Held | None = getattr(self._mine, "held", None)
        if held is None:
            with explained_on(self.path.parent):
                held = _Held(open_file(self.path, self._key))
            self._mine.held = held
            with self._lock:
                self._all.add(held)
        return held.connection

    def revision(self) -> tuple[int, int, int]:
        """Of this thread's connection: which one it is, what others wrote so far, what it wrote itself."""
        connection = self.mine()
        (others,) = connection.execute("PRAGMA data_version").fetchone()
        return self._mine.held.number, others, connection.total_changes

    def close(self) -> None:
        """Close the connections of all threads. A call of ``mine`` after that opens a new one."""
        with self._lock, explained():
            for held in list(self._all):
                held.connection.close()
            self._all.clear()
        self._mine = threading.local()
