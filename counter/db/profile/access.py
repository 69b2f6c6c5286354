"""Who else on this machine has access to a profile: opening removes what it can, ``doctor`` reports the rest.

POSIX rights and owners only: access lists of the file system, and everything on Windows, are not checked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from counter.db.file.connection import DATABASE
from counter.db.file.window_lock import LOCK_FILE
from counter.db.journal.heads import FOLDER
from counter.db.keys.key_folder import KEYS_FILE
from counter.db.keys.key_stores import KEY_FILE
from counter.db.keys.seed_files import KEPT

KNOWN = os.name == "posix"
"""Whether access rights are checked on this system."""
_OTHERS = 0o077
_SECRETS = frozenset({KEY_FILE, *(kept.file for kept in KEPT)})
_NAMES = _SECRETS | {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS_FILE, FOLDER, LOCK_FILE}
"""Our own files in the folder except the mark: its change time binds an epoch (``db.file.machine_binding``)."""


@dataclass(frozen=True, slots=True)
class Loose:
    """One thing that others have access to. ``what``: others (may read or write it) | owner (is not ours) | link (lies
    elsewhere) | above (a parent folder writable by anyone).
    """

    path: Path
    what: str

    @property
    def secret(self) -> bool:
        """Whether it holds keys."""
        return self.path.name in _SECRETS


def tighten(folder: Path) -> None:
    """Restrict the profile to its owner, as far as it belongs to this account. Never raises.

    A folder with the sticky bit is shared (``/tmp``) and stays as it is: only our own parts in it are restricted.
    """
    if not KNOWN:
        return
    for path in _to_close(folder):
        with suppress(OSError):
            state = path.lstat()
            common = path == folder and state.st_mode & stat.S_ISVTX
            if state.st_mode & _OTHERS and state.st_uid == os.geteuid() and not (common or _is_link(state)):
                path.chmod(stat.S_IMODE(state.st_mode) & ~_OTHERS)


def _to_close(folder: Path) -> tuple[Path, ...]:
    """Start-up waits for this: in a restricted folder only the keys are checked."""
    try:
        closed = not folder.stat().st_mode & _OTHERS
    except OSError:
        return ()
    if closed:
        return tuple(folder / name for name in _SECRETS)
    return tuple(_parts(folder))[::-1]


def loose(folder: Path) -> tuple[Loose, ...]:
    """What others have access to. Inside a restricted folder only keys and foreign files are reported."""
    return tuple(_loose(folder)) if KNOWN else ()


def _loose(folder: Path) -> Iterator[Loose]:
    closed = True
    for path in _parts(folder):
        with suppress(OSError):
            state = path.lstat()
            if _is_link(state) and path != folder:
                yield Loose(path, "link")
                continue
            state = path.stat()
            if state.st_uid != os.geteuid():
                yield Loose(path, "owner")
            if state.st_mode & _OTHERS and (path == folder or not closed or path.name in _SECRETS):
                closed = closed and path != folder
                yield Loose(path, "others")
    for above in folder.absolute().parents:
        with suppress(OSError):
            mode = above.stat().st_mode
            if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
                yield Loose(above, "above")


def _parts(folder: Path) -> Iterator[Path]:
    """The folder, then our own parts in it; the heads one by one."""
    yield folder
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name in _NAMES:
                yield path
        if not (folder / FOLDER).is_symlink():
            yield from sorted((folder / FOLDER).glob("*.head"))


def _is_link(state: os.stat_result) -> bool:
    return stat.S_ISLNK(state.st_mode)
