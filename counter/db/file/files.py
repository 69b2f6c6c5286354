"""Small files beside the journal, written whole or not at all, and never readable by others where that matters."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from counter.db.file.unfinished_file import UnfinishedFile, sync_folder

__all__ = ["sync_folder", "write_durably"]


def write_durably(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace a file so that a power cut or a full disk leaves the old one or the new one, never a half.

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
    """Programs before this one wrote ``NAME.PID-THREAD.new`` first; what they left when they were killed may be a key.

    Nothing writes such names any more, so nobody is in the middle of one.
    """
    halves = re.compile(rf"{re.escape(path.name)}\.\d+-\d+\.new")
    with suppress(OSError):
        for left in path.parent.iterdir():
            if halves.fullmatch(left.name):
                left.unlink()
