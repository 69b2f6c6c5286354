"""One window for each profile: the first holds the lock, the second learns that it should raise the first.

The system lets go of the lock when the program ends, however it ends; the file itself may stay. Command lines do
not take it: window and command line together are safe.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from counter.db.file.errors import explain
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import why_not

LOCK_FILE = "window.lock"
SETUP_LOCK = "setup.lock"

_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""What the systems answer while another program holds a lock."""


class WindowLock:
    """A held lock. Keep it as long as the window lives."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another window in."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def take_window_lock(profile: Path, file: str = LOCK_FILE) -> WindowLock | None:
    """The lock of a profile's window (or of setting up: ``SETUP_LOCK``), or None while another program holds it.

    Raises WorldTrouble where the file cannot be opened, for whatever reason: what lies in the folder is not our bug;
    and where the disk knows no locks (some network shares): then nobody holds it, and nobody can.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(profile / file, flags, 0o600)
    except OSError as error:
        known = explain(error)
        words = f"目录 {profile} 里的 {file} 打不开（{why_not(error)}）。请联系管理员检查这个目录。"
        raise (known if isinstance(known, WorldTrouble) else WorldTrouble(words)) from error
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _HELD:
            return None
        words = f"目录 {profile} 里的 {file} 锁不上（{why_not(error)}）。请把数据目录放在本机的磁盘上。"
        raise WorldTrouble(words) from error
    return WindowLock(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
