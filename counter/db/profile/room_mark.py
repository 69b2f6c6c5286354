"""A file beside the data by which a start knows the supervisor's room unopened; what counts is its journal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

ROOM_MARK = "oversight.room"


def keep_room_mark(folder: Path, *, room: bool) -> None:
    """Mark the folder where it is the supervisor's ``room``; one that cannot be written stays as it is."""
    if room:
        with suppress(OSError):
            (folder / ROOM_MARK).touch(mode=0o600, exist_ok=True)
