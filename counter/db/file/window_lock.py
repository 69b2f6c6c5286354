"""One window per profile: the first holds the lock, a second one raises the first and ends.

The system releases the lock when the program ends, in whatever manner; the file itself may stay. Commands do not take
it: window and command line may run together.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from counter.db.file.errors import explain
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

LOCK_FILE = "window.lock"
SETUP_LOCK = "setup.lock"

_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""Errors of the systems while another program holds a lock."""


class WindowLock:
    """A held lock. Keep it as long as the window lives."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Release the lock."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def take_window_lock(profile: Path, file: str = LOCK_FILE) -> WindowLock | None:
    """The lock of a profile's window (or of setting up: ``SETUP_LOCK``), or None while another program holds it.

    Raises WorldTrouble where the file cannot be opened, for whatever reason: the folder's content is not our bug; and
    where the disk has no locks (some network shares): then it can never be held.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(profile / file, flags, 0o600)
    except OSError as error:
        known = explain(error)
        words = (
            f"资料文件夹 {profile} 里的 {file} 打不开（{error_reason(error)}）。请系统管理员检查这个文件夹。"
        )
        raise (known if isinstance(known, WorldTrouble) else WorldTrouble(words)) from error
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _HELD:
            return None
        words = f"资料文件夹 {profile} 里的 {file} 锁不上（{error_reason(error)}）。请把资料文件夹放在本机的磁盘上。"
        raise WorldTrouble(words) from error
    return WindowLock(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
