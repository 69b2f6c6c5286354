"""Backups as they lie in a folder: their headers, and what the profile's own keys open of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counter.db.backup.contents import BodyReader, Contents, read_contents
from counter.db.backup.sealed_file import OpenedBackup
from counter.db.keys.key_folder import Keys
from counter.domain.errors import BadInput, CounterError, WorldTrouble
from counter.domain.file_errors import unreadable
from counter.domain.hall.backup.header import SUFFIX, BackupHeader
from counter.services.spreadsheet.given_file import NOT_A_FILE


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A file that says that it is a backup; nothing in it is proved yet."""

    path: Path
    header: BackupHeader


@contextmanager
def opened_backup(path: Path) -> Iterator[OpenedBackup]:
    """A backup file, its header read. Raises BadInput for what is none, WorldTrouble where it cannot be read."""
    shown = str(path)[:300]
    try:
        if not path.is_file():
            there = path.exists()
            raise BadInput(f"读不了 {shown}：{NOT_A_FILE if there else '没有这个文件'}。", field="file")
        with path.open("rb") as file:
            yield OpenedBackup(file, path.stat().st_size)
    except ValueError as wrong:
        raise BadInput(unreadable(shown, wrong), field="file") from wrong
    except OSError as wrong:
        raise WorldTrouble(f"{unreadable(shown, wrong)}什么也没有改动。") from wrong


def backups_in(folder: Path) -> tuple[FoundBackup, ...]:
    """Every readable header in a folder, the newest first; what cannot be read is left out."""
    found = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.endswith(SUFFIX):
                with suppress(CounterError), opened_backup(path) as opened:
                    found.append(FoundBackup(path, opened.header))
    return tuple(sorted(found, key=lambda one: one.header.at, reverse=True))


def is_proved(found: FoundBackup, keys: Keys) -> bool:
    """Whether these keys sealed it: its first chunk opens, with which the header is authenticated."""
    try:
        contents_of(found.path, keys)
    except CounterError:
        return False
    return True


def contents_of(path: Path, keys: Keys) -> Contents:
    """The table of contents of a backup of this profile, proved by its seal. Raises BadInput, WorldTrouble."""
    with opened_backup(path) as opened:
        return read_contents(BodyReader(opened.body(keys)))
