"""Where the key holder's socket lies: a folder of this account that does not survive a shut-down and no copy takes."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OTHERS = 0o077


def socket_name(profile_id: str) -> str:
    """Name of a profile's socket in the folder."""
    return f"counter-{hashlib.sha256(profile_id.encode()).hexdigest()[:16]}.keys"


def runtime_folder(*, make: bool = False) -> Path | None:
    """The folder; None where there is none that is this account's alone.

    The session's own (XDG_RUNTIME_DIR), else one in the temporary folder, made where ``make`` is said.
    """
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and _is_ours(Path(given)):
        return Path(given)
    folder = _in_temporary()
    if make:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return None
    return folder if _is_ours(folder) else None


def folder_in_the_way() -> Path | None:
    """What stands where the folder would be made and is not this account's alone; it is never used. None: the way is
    free.
    """
    folder = _in_temporary()
    return folder if runtime_folder() is None and os.path.lexists(folder) else None


def _in_temporary() -> Path:
    return Path(tempfile.gettempdir()) / f"counter-{os.geteuid()}"


def _is_ours(folder: Path) -> bool:
    """A folder, no link, this account's, closed to others."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == os.geteuid() and not state.st_mode & _OTHERS


@contextmanager
def short_path(folder: Path, name: str) -> Iterator[str]:
    """A path of the file that fits into a socket's address (108 bytes), however deep the folder lies."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{handle}/{name}"
    finally:
        os.close(handle)
