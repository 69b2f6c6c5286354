"""Backups of a toy window's world, made and restored as the program does it, with the first opening settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from counter.db.backup.restore import RestoredProfile, restore_profile
from counter.db.backup.write import write_backup
from counter.db.journal.journal import SqlJournal
from counter.db.journal.restore_card import remove_card
from counter.db.keys.key_folder import load_keys
from counter.db.keys.key_stores import FileStore
from counter.domain.hall.backup.loss import KnownEnd
from counter.domain.hall.backup.progress import BackupStage, ReportBackup, ignore_backup
from counter.services.backup.settle_restore import settle_restore
from tests.db import toy

MADE = toy.FakeClock().at


def back_up(profile: Path, folder: Path, hours: int = 0, tell: ReportBackup = ignore_backup) -> Path:
    """A backup, made so many hours after the first."""
    folder.mkdir(exist_ok=True)
    return write_backup(profile, load_keys(profile), folder, at(hours), tell, 0).path


def at(hours: int) -> datetime:
    return MADE + timedelta(hours=hours)


def restore(
    file: Path, key: str, folder: Path, *, move_aside: bool = False, known: tuple[KnownEnd, ...] = ()
) -> RestoredProfile:
    """A restoring, with the keys in a file."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    store = _InTheNewFolder(folder)
    return restore_profile(file, key, folder, ignore_backup, move_aside=move_aside, store=store, known=known)


class _InTheNewFolder(FileStore):
    """``choose_store`` would ask a keyring: a file, where the folder is being made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder.parent / f".{folder.name}.恢复中")


def open_restored(folder: Path) -> SqlJournal:
    """The journal of a restored profile; the first opening settles what is missing."""
    journal = toy.open_journal(folder)
    note = journal.restore_note()
    if note is not None:
        settle_restore(journal, toy.store, note)
        journal.sign_heads()
        remove_card(folder)
    return journal


class Stop(Exception):
    """Ends a backup where a test wants it."""


def stopping(stage: BackupStage) -> ReportBackup:
    """Ends it at that stage."""

    def tell(now: BackupStage, done: int, total: int) -> None:
        if now is stage:
            raise Stop

    return tell


@dataclass(frozen=True)
class Made:
    """A window with three cases, its recovery key, and a backup of it."""

    profile: Path
    key: str
    file: Path

    @property
    def content(self) -> bytes:
        return self.file.read_bytes()


def backed_up_window(root: Path) -> Made:
    """Such a window; the backup is made while it is open."""
    key = toy.create(root / "profile")
    journal = toy.open_journal(root / "profile")
    for case in ("c1", "c2", "c3"):
        toy.accept(journal, case)
    file = back_up(root / "profile", root / "stick")
    journal.close()
    return Made(root / "profile", key, file)
