"""Where backups may go by themselves: a folder that was chosen, else a stick that this profile's keys have marked."""

from __future__ import annotations

import hmac
import json
import os
import string
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from counter.db.file.errors import explained
from counter.db.file.files import write_durably
from counter.db.keys.key_folder import Keys
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.hall.backup.header import MARKER
from counter.domain.journal.entries import canonical_bytes

FOLDER = "窗口备份"
"""Folder on a marked stick."""
_LONGEST = 100_000
_PURPOSE = b"counter backup stick 1 "
_ABOVE = (Path("/media"), Path("/run/media"), Path("/mnt"))


def mark_stick(stick: Path, keys: Keys) -> None:
    """Mark the root of a disk or stick for this profile; marks of other windows stay. Raises WorldTrouble."""
    try:
        marks = _marks(stick)
        marks[keys.profile_id] = _mark(keys)
        with explained():
            (stick / FOLDER).mkdir(exist_ok=True)
            write_durably(stick / MARKER, canonical_bytes({"windows": marks}))
    except OSError as wrong:
        raise WorldTrouble(f"没有设成备份盘：写不到 {stick}（{error_reason(wrong)}）。") from wrong


def place_for(keys: Keys, chosen: str, above: tuple[Path, ...] = _ABOVE) -> Path | None:
    """The chosen folder if it is there, else the folder on a marked stick that is plugged in; None where neither is."""
    with suppress(OSError, ValueError):
        if chosen and Path(chosen).is_dir():
            return Path(chosen)
    for stick in _mounted(above):
        with suppress(OSError):
            if hmac.compare_digest(_marks(stick).get(keys.profile_id, ""), _mark(keys)):
                (stick / FOLDER).mkdir(exist_ok=True)
                return stick / FOLDER
    return None


def sticks(above: tuple[Path, ...] = _ABOVE) -> tuple[Path, ...]:
    """Roots of disks and sticks that are plugged in and may be written to."""
    return tuple(one for one in _mounted(above) if os.path.ismount(one) and os.access(one, os.W_OK))


def _mounted(above: tuple[Path, ...]) -> Iterator[Path]:
    """Roots of disks and sticks: drives on Windows, else what lies one or two levels below the usual folders."""
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in string.ascii_uppercase[3:])
        return
    for folder in above:
        for first in _folders(folder):
            yield first
            yield from _folders(first)


def _folders(folder: Path) -> list[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir())
    return []


def _marks(stick: Path) -> dict[str, str]:
    """Profile → its mark; empty where there is no readable marker."""
    try:
        with (stick / MARKER).open("rb") as file:
            windows = json.loads(file.read(_LONGEST))["windows"]
        return {str(profile): str(mark) for profile, mark in windows.items() if str(mark).isascii()}
    except (
        FileNotFoundError,
        NotADirectoryError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return {}


def _mark(keys: Keys) -> str:
    """Nobody else can make this window write to a stick."""
    return hmac.digest(keys.master, _PURPOSE + keys.profile_id.encode(), "sha256").hex()
