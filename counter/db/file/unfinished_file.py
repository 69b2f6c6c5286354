"""A file that appears under its name completely or not at all; what a killed program leaves is cleaned up.

Where the system supports it (``O_TMPFILE``: ext4, xfs, btrfs, tmpfs) the content has no name until it is complete, and
a killed program leaves nothing. Elsewhere (a memory stick, a network share, Windows) it has a temporary name of ours,
locked for the life of the program; the next file written there deletes the unlocked ones.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_PREFIX, _SUFFIX = ".counter-", ".part"
_OURS = re.compile(r"\.counter-[a-z0-9_]{8}\.part")
_OPEN_FILES = Path("/proc/self/fd")
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""Errors of disks without hard links (FAT, some shares)."""


_HERE, _NO_REPLACE = -100, 1
"""``AT_FDCWD`` and ``RENAME_NOREPLACE`` of Linux."""


class UnfinishedFile:
    """One such file in a folder, with the permissions ``mode``. Every method raises OSError."""

    def __init__(self, folder: Path, mode: int, name: str = "", *, replace: bool = False) -> None:
        """``name``, ``replace``: of ``complete``."""
        _sweep(folder)
        self._folder = folder
        self._name, self._replace = name, replace
        self._named: Path | None = None
        self._finished: Path | None = None
        descriptor = _nameless(folder, mode)
        if descriptor is None:
            descriptor, self._named = _named(folder, mode)
        self._descriptor = descriptor

    def write(self, content: bytes) -> None:
        """Append content and wait until it is on the disk.

        One ``write`` of the system may take only a part without an error, where the disk becomes full meanwhile.
        """
        self.append(content)
        self.sync()

    def append(self, content: bytes) -> None:
        """Append content; ``sync`` makes it durable."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def sync(self) -> None:
        """Wait until what was appended is on the disk."""
        os.fsync(self._descriptor)

    def read_back(self) -> BinaryIO:
        """The content from its beginning, read from the disk where the system supports that, not from memory."""
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.fdopen(os.dup(self._descriptor), "rb")

    @property
    def finished(self) -> bool:
        """Whether it has its name."""
        return self._finished is not None

    def finish(self, name: str, *, replace: bool) -> None:
        """Give the file its name, durably. FileExistsError: the name is taken and may not be replaced."""
        if self._named is None:
            self._link(name, replace=replace)
        else:
            self._rename(self._named, self._folder / name, replace=replace)
        self._finished = self._folder / name
        self._close()
        sync_folder(self._folder)

    def complete(self, content: bytes) -> None:
        """Append content and give the file the name it was opened for, before what is recorded of it."""
        self.write(content)
        self.finish(self._name, replace=self._replace)

    def withdraw(self) -> None:
        """Delete the finished file, as far as the disk lets it."""
        if self._finished is not None:
            with suppress(OSError):
                self._finished.unlink(missing_ok=True)

    def discard(self) -> None:
        """Discard the file in any state; no effect after ``finish``."""
        self._close()
        if self._named is not None:
            with suppress(OSError):
                self._named.unlink(missing_ok=True)
            self._named = None

    def _link(self, name: str, *, replace: bool) -> None:
        source = _OPEN_FILES / str(self._descriptor)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            if not replace:
                os.link(source, name, dst_dir_fd=folder, follow_symlinks=True)
                return
            between = _fresh_name()
            os.link(source, between, dst_dir_fd=folder, follow_symlinks=True)
            try:
                os.replace(between, name, src_dir_fd=folder, dst_dir_fd=folder)
            except BaseException:
                os.unlink(between, dir_fd=folder)
                raise
        finally:
            os.close(folder)

    def _rename(self, part: Path, target: Path, *, replace: bool) -> None:
        if os.name == "nt":  # there an open file keeps its name, and ``rename`` itself refuses a taken one
            self._close()
            (part.replace if replace else part.rename)(target)
        elif replace:
            part.replace(target)
        else:
            _rename_to_a_free_name(part, target)
        self._named = None

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system supports it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _nameless(folder: Path, mode: int) -> int | None:
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not _OPEN_FILES.is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_RDWR | os.O_CLOEXEC, mode)
    except OSError:  # unsupported by the disk; any other error is reported by the other method
        return None


def _named(folder: Path, mode: int) -> tuple[int, Path]:
    """A locked file with a temporary name of ours. A sweep between creating and locking may delete it: try again."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        part = folder / _fresh_name()
        descriptor = os.open(part, flags, mode)
        if _hold(descriptor) is not False and part.exists():
            return descriptor, part
        os.close(descriptor)


def _fresh_name() -> str:
    return f"{_PREFIX}{os.urandom(4).hex()}{_SUFFIX}"


def _rename_to_a_free_name(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except OSError as wrong:
        if wrong.errno not in _NO_LINKS:
            raise
        if _moved_to_a_free_name(part, target):
            return
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            part.replace(target)
        except BaseException:
            target.unlink()
            raise
    else:
        part.unlink()


def _moved_to_a_free_name(part: Path, target: Path) -> bool:
    """Rename in one step (``renameat2``), so that a killed program leaves no empty file under the name. False where
    system or disk has no such step. Raises FileExistsError for a name that is taken.
    """
    import ctypes  # for such a stick only: no start waits for it

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # an older C library, or none by no name
        return False
    if rename(_HERE, os.fsencode(part), _HERE, os.fsencode(target), _NO_REPLACE) == 0:
        return True
    wrong = ctypes.get_errno()
    if wrong in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise OSError(wrong, os.strerror(wrong), str(target))


def _hold(descriptor: int) -> bool | None:
    """Lock it for the life of this process. False: another holds it; None: this disk or system has no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as wrong:
        return False if wrong.errno in (errno.EWOULDBLOCK, errno.EACCES) else None
    return True


def _sweep(folder: Path) -> None:
    """Delete what killed programs left in a folder: with our name, of this account, unlocked.

    Never prevents the write: what cannot be read or deleted stays.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries if _OURS.fullmatch(entry.name)]:
            with suppress(OSError):
                _take_away(folder / name)


def _take_away(part: Path) -> None:
    if sys.platform == "win32":  # an open file cannot be deleted there
        part.unlink()
        return
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        state = os.fstat(descriptor)
        ours = stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()
        if ours and _hold(descriptor):
            part.unlink()
    finally:
        os.close(descriptor)
