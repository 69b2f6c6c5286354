"""Small files beside the journal, written atomically and, where required, readable by the owner only."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from counter.db.file.unfinished_file import UnfinishedFile, sync_folder

__all__ = ["sync_folder", "write_durably"]


def write_durably(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace a file atomically: a power cut or a full disk leaves the old content or the new.

    Raises OSError.
    """
    _forget_older_halves(path)
    fresh = UnfinishedFile(path.parent, mode)
    try:
        fresh.write(data)
        fresh.finish(path.name, replace=True)
    finally:
        fresh.discard()


def _forget_older_halves(path: Path) -> None:
    """Delete ``NAME.PID-THREAD.new`` files, which older programs left when killed; one may hold a key.

    Such names are no longer written, so none is in use.
    """
    halves = re.compile(rf"{re.escape(path.name)}\.\d+-\d+\.new")
    with suppress(OSError):
        for left in path.parent.iterdir():
            if halves.fullmatch(left.name):
                left.unlink()
