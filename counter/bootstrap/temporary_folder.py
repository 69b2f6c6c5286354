"""A temporary folder that is deleted after use; one left by a killed process is deleted when the next of its kind is
made.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from counter.db.file.window_lock import WindowLock, take_window_lock
from counter.domain.errors import WorldTrouble

_HELD = "held.lock"
"""Locked while the program that made the folder runs; a folder without it is not deleted."""


class TemporaryFolder:
    """A folder for this account only; ``kind`` names its purpose, e.g. ``tour``. Raises OSError where none can be
    made.
    """

    def __init__(self, kind: str) -> None:
        prefix = f"counter-{kind}-"
        _sweep(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self._lock: WindowLock | None = None
        with suppress(WorldTrouble):  # no locks on this disk: then it is never swept
            self._lock = take_window_lock(self.path, _HELD)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Delete the folder and its content."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(prefix: str) -> None:
    """Delete folders of that kind left by killed processes of this account; what cannot be deleted stays."""
    with suppress(OSError):
        for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            with suppress(OSError, WorldTrouble):
                if _ours(left) and _ours(left / _HELD, stat.S_ISREG):
                    _take_away(left)


def _ours(path: Path, is_kind: Callable[[int], bool] = stat.S_ISDIR) -> bool:
    state = path.lstat()
    return is_kind(state.st_mode) and (os.name != "posix" or state.st_uid == os.geteuid())


def _take_away(left: Path) -> None:
    lock = take_window_lock(left, _HELD)
    if lock is None:
        return
    lock.release()
    shutil.rmtree(left)
