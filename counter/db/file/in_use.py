"""Whether some program has a data file open, told without its key and without a change to it.

Every connection of SQLite to a file with a write-ahead log holds a shared lock on fixed bytes of it from its first
reading to its end (https://www.sqlite.org/lockingv3.html, ``os.h``: PENDING_BYTE, SHARED_FIRST, SHARED_SIZE).
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


def is_open(data_file: Path) -> bool:
    """Whether another program has it open; False where there is no such file, or its disk has no locks.

    Not for a file that this process has open: by closing it here, its own locks are lost (POSIX).
    """
    try:
        descriptor = os.open(data_file, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        _lock_shared_bytes(descriptor)
    except OSError as held:
        return held.errno in _HELD
    finally:
        os.close(descriptor)
    return False


def _lock_shared_bytes(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SHARED_SIZE)
        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, _SHARED_SIZE)
    else:
        import fcntl

        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
