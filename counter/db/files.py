"""Small files beside the journal, written whole or not at all, and never readable by others where that matters."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write_durably(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace a file so that a power cut or a full disk leaves the old one or the new one, never a half.

    What is being written bears the program's number: two at once never write into each other's. Raises OSError.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    fresh.unlink(missing_ok=True)  # left by a program of that number that was killed
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)  # a full disk gets its room back
        raise
    sync_folder(path.parent)


def _write_all(descriptor: int, data: bytes) -> None:
    """One ``write`` may take only a part without an error: where the disk becomes full in the middle, it does."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
