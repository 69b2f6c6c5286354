"""Map SQLite and file errors to WorldTrouble (the user can act) or JournalBug (ours) (STYLE §1.4)."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from sqlcipher3 import dbapi2

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

# SQLite's primary result codes (https://www.sqlite.org/rescode.html).
PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = (
    3,
    5,
    6,
    7,
    8,
    10,
    11,
    13,
    14,
    26,
)

_WORLD = {
    PERM: "没有读写数据文件的权限。请系统管理员检查资料文件夹的权限。",
    BUSY: "数据文件正被另一个程序占用。请过一会儿再试；如一直如此，请关闭其他正在使用这份资料的程序。",
    LOCKED: "数据文件正被另一个程序占用。请过一会儿再试；如一直如此，请关闭其他正在使用这份资料的程序。",
    NOMEM: "内存不足，刚才的操作没有保存。请关闭其他程序后再试。",
    READONLY: "数据文件是只读的，刚才的操作没有保存。请检查磁盘和文件夹是否允许写入。",
    IOERR: "磁盘读写出错，刚才的操作没有保存。请检查磁盘，必要时告诉系统管理员。",
    CORRUPT: "数据文件有损坏。请先停止使用并复制整个资料文件夹，再请系统管理员核对（counter check）。",
    FULL: "磁盘已满，刚才的操作没有保存。请清理磁盘空间后再试。",
    CANTOPEN: "数据文件打不开。请检查资料文件夹是否存在、是否允许写入。",
    NOTADB: (
        "数据文件打不开：文件开头损坏、被换过，或者和密钥不是一套。请复制整个资料文件夹留存，"
        "再从备份取回整个资料文件夹（数据文件和密钥要同一套）。"
    ),
}
_FILES = {
    errno.ENOSPC: _WORLD[FULL],
    errno.EDQUOT: _WORLD[FULL],
    errno.EROFS: _WORLD[READONLY],
    errno.EACCES: _WORLD[PERM],
    errno.EPERM: _WORLD[PERM],
    errno.EIO: _WORLD[IOERR],
}


class DamagedFile(WorldTrouble):
    """The data file itself is unreadable; ``check`` gives its own remedy."""


class DamagedStructure(DamagedFile):
    """The file is readable, but its structure does not match its version."""


class ForeignLog(DamagedFile):
    """The write-ahead log belongs to another file, or one of the two is damaged."""


class JournalBug(Exception):
    """The journal was used wrongly or broke its own rules: our bug. Nothing was stored."""


def explain(error: Exception) -> Exception:
    """The error to raise instead: WorldTrouble with a sentence for the clerk, or JournalBug for our own errors.

    A driver's message names tables and columns, never values, so neither carries personal data.
    """
    if isinstance(error, dbapi2.Error):
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if isinstance(code, int) else 0
        sentence = _WORLD.get(primary)
        if sentence and primary in (CORRUPT, NOTADB):
            return DamagedFile(sentence)
    elif isinstance(error, OSError):
        sentence = _FILES.get(error.errno or 0) or _of_a_file(error)
    else:
        return error
    return WorldTrouble(sentence) if sentence else JournalBug(f"{type(error).__name__}: {error}")


def _of_a_file(error: OSError) -> str | None:
    """File errors caused by the folder's content are not our bug: a folder instead of a file, a missing name."""
    if not isinstance(error.filename, str):
        return None
    name = PurePath(error.filename).name
    return f"资料文件夹里的 {name} 读写不了（{error_reason(error)}）。请系统管理员检查这个文件夹。"


class _Explained:
    """Stateless, so one instance serves all: it is entered around every statement."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, dbapi2.Error | OSError):
            raise explain(error) from error


_EXPLAINED = _Explained()


def explained() -> _Explained:
    """Context in which errors of the driver and the file system are raised as WorldTrouble or JournalBug."""
    return _EXPLAINED


_ROOM = 64 * 1024
"""With less than this the index of the log, made when a file is opened, has no place: twice its least size."""


@contextmanager
def explained_on(folder: Path) -> Iterator[None]:
    """As ``explained``, while a file in that folder is opened: SQLite tells a full disk there as a broken one."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        told = explain(error)
        if str(told) == _WORLD[IOERR]:
            with suppress(OSError):
                if shutil.disk_usage(folder).free < _ROOM:
                    told = WorldTrouble(_WORLD[FULL])
        raise told from error
