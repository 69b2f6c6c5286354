"""Restore a profile from a backup and a recovery key: the folder is there wholly or not at all.

Everything is made in a folder beside it, which one rename puts in its place. Until then a kill leaves only that folder,
which the next try takes away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counter.db.backup.beside import Beside, forgotten_in_place, known_beside
from counter.db.backup.contents import BodyReader, Contents, read_contents
from counter.db.backup.copy import forgotten_in, reading, require_sound
from counter.db.backup.found import opened_backup
from counter.db.backup.wrappings import open_wrappings
from counter.db.backup.write import BACKUP_LOCK
from counter.db.file.connection import DATABASE, open_file
from counter.db.file.errors import DamagedFile, explained
from counter.db.file.files import sync_folder
from counter.db.file.in_use import is_open
from counter.db.file.profile_folder import is_profile_folder
from counter.db.file.window_lock import LOCK_FILE, SETUP_LOCK, take_window_lock
from counter.db.journal import epochs, stream
from counter.db.journal.heads import FOLDER as HEADS
from counter.db.journal.restore_card import write_card
from counter.db.journal.witnesses import Witnesses
from counter.db.keys.key_folder import Keys, keep_restored_keys
from counter.db.keys.key_stores import KeyStore, choose_store
from counter.db.keys.next_keys import ROTATION_LOCK
from counter.db.migrations import HEAD as SCHEMA
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.backup.header import BackedUpHead, BackupHeader
from counter.domain.hall.backup.loss import KnownEnd, RestoreNote, SeriesEnd, lost_entries, lost_series
from counter.domain.hall.backup.progress import BackupStage, ReportBackup

_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_UNFINISHED = ".{}.恢复中"
_ASIDE = "{}.移开-{}"
_NEWER = (
    "这份备份由更新版本的程序做成（数据结构 {}，本程序只认到 {}），什么也没有改动。请先安装新版程序，再恢复。"
)
_DIFFERENT = "备份里的记录和它开头写的不一样，文件被改动过，什么也没有改动。请换一份备份。"
_BROKEN = "备份里的数据文件损坏，什么也没有改动。请换一份备份。"
_EXISTS = "文件夹 {} 里已经有资料，没有恢复，什么也没有改动。{}"
_MOVE = "要换成备份里的，请加 --move-aside：原来的会改名移开，不会删除。"
_BUSY = "文件夹 {} 里的资料正开着，没有恢复，什么也没有改动。请先关闭它的窗口和命令。"
_SERIES = "SELECT epoch, series, last FROM numbers WHERE station = ? AND epoch = ? ORDER BY series"
_ENDS = "SELECT epoch, MAX(seq) FROM entries WHERE station = ? GROUP BY epoch"


@dataclass(frozen=True, slots=True)
class RestoredProfile:
    """A restored profile. ``kept``: name of the store that has its keys; ``moved``: where what lay there before is now;
    ``newer``: a newer backup beside the file.
    """

    folder: Path
    header: BackupHeader
    note: RestoreNote
    kept: str
    moved: Path | None = None
    newer: Path | None = None


def restore_profile(
    file: Path,
    recovery_key: str,
    folder: Path,
    tell: ReportBackup,
    *,
    move_aside: bool = False,
    store: KeyStore | None = None,
    known: Sequence[KnownEnd] = (),
) -> RestoredProfile:
    """Restore into ``folder``, which is new or empty, or whose profile is moved aside first.

    ``known``: what others outside this machine know of the journal. Raises BadInput for a file that is no whole backup
    and for a wrong key, WorldTrouble for the disk; then nothing was changed.
    """
    with opened_backup(file) as opened:
        header = opened.header
        _require_readable(header)
        keys = open_wrappings(header.profile, header.wrappings, recovery_key)
        _require_free(folder, move_aside=move_aside)
        beside = known_beside(file, header, keys, recovery_key)
        with _made_beside(folder) as fresh:
            _extract(opened.body(keys), fresh, header, tell)
            tell(BackupStage.CHECK, 0, 0)
            note = _proved(fresh, header, keys, folder, beside, known)
            with (
                explained()
            ):  # works with a log from here on: a kill at its first opening leaves no rollback journal
                open_file(fresh / DATABASE, keys.data).close()
            write_card(fresh, keys.master, note)
            kept = store or choose_store(fresh)
            keep_restored_keys(fresh, keys, header.wrappings, kept)
            moved = _put_in_place(fresh, folder)
    return RestoredProfile(folder, header, note, kept.name, moved, beside.newer)


def require_restorable(file: Path, folder: Path, *, move_aside: bool) -> None:
    """What is known before anybody types a key. Raises BadInput for a file that is no backup of this program's version
    and for a folder that may not be replaced, WorldTrouble for one in use.
    """
    with opened_backup(file) as opened:
        _require_readable(opened.header)
    _require_free(folder, move_aside=move_aside)


def _require_readable(header: BackupHeader) -> None:
    if header.schema > SCHEMA:
        raise BadInput(_NEWER.format(header.schema, SCHEMA), field="file")


def _require_free(folder: Path, *, move_aside: bool) -> None:
    """Raises BadInput where something lies in the folder that may not be moved aside, WorldTrouble where it is open."""
    with explained():
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
    if not folder.is_dir() or not is_profile_folder(folder):
        raise BadInput(_EXISTS.format(folder, "请换一个空的文件夹。"), field="--data")
    if not move_aside:
        raise BadInput(_EXISTS.format(folder, _MOVE), field="--data")
    _require_closed(folder)


def _require_closed(folder: Path) -> None:
    """Raises WorldTrouble while a window, a command or a backup works in the folder."""
    for name in (LOCK_FILE, SETUP_LOCK, BACKUP_LOCK, ROTATION_LOCK):
        lock = take_window_lock(folder, name)
        if lock is None:
            raise WorldTrouble(_BUSY.format(folder))
        lock.release()
    if is_open(folder / DATABASE):
        raise WorldTrouble(_BUSY.format(folder))


@contextmanager
def _made_beside(folder: Path) -> Iterator[Path]:
    """A new folder beside the one to come, deleted unless it was put in its place."""
    fresh = folder.parent / _UNFINISHED.format(folder.name)
    with explained():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = take_window_lock(
        folder.parent, f"{fresh.name}.lock"
    )  # beside: Windows renames no folder with an open file
    if lock is None:
        raise WorldTrouble(f"另一个程序正在恢复到 {folder}。请等它做完。")
    try:
        with explained():
            if fresh.exists():  # of a program that was killed
                shutil.rmtree(fresh)
            fresh.mkdir(mode=0o700)
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        lock.release()
        with suppress(OSError):
            (folder.parent / f"{fresh.name}.lock").unlink()


def _extract(body: Iterator[bytes], fresh: Path, header: BackupHeader, tell: ReportBackup) -> Contents:
    """Write the files of a backup, durably. At the end the signature was proved."""
    reader, done = BodyReader(body), 0
    contents = read_contents(reader)
    with explained():
        for name, length in contents.files:
            path = fresh / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, _FRESH, 0o600), "wb") as target:
                for part in reader.parts(length):
                    target.write(part)
                    done += len(part)
                    tell(BackupStage.READ, done, header.body)
                target.flush()
                os.fsync(target.fileno())
        reader.finish()
    return contents


def _proved(
    fresh: Path, header: BackupHeader, keys: Keys, folder: Path, beside: Beside, known: Sequence[KnownEnd]
) -> RestoreNote:
    """Prove that the data file is whole and the one the header speaks of; what is missing in it."""
    data = fresh / DATABASE
    try:
        require_sound(data, keys.data)
    except DamagedFile as wrong:
        raise BadInput(_BROKEN, field="file") from wrong
    with explained(), reading(data, keys.data) as connection:
        epoch = epochs.latest(connection)
        if epoch is None:
            raise BadInput(_BROKEN, field="file")
        station = epoch.station
        head = stream.head_of(connection, station.code, station.epoch)
        said = BackedUpHead(head.station, head.epoch, head.seq, head.hash.hex())
        if said != header.head or epoch.public_key.hex() != header.public_key:
            raise BadInput(_DIFFERENT, field="file")
        chains = [KnownEnd(*row) for row in connection.execute(_ENDS, (station.code,))]
        series = [SeriesEnd(*row) for row in connection.execute(_SERIES, (station.code, station.epoch))]
        gone = forgotten_in(connection)
    witnesses = Witnesses(folder, keys.profile_id, keys.master, demo=station.demo)
    ends = [KnownEnd(c.head.epoch, c.head.seq) for c in witnesses.claims() if c.head.station == station.code]
    ends += [*beside.ends, *known]
    forgotten = beside.forgotten | forgotten_in_place(folder, keys)
    return RestoreNote(
        backup=header.salt,
        made_at=header.made_at,
        head=header.head,
        entries=lost_entries(chains, ends),
        series=lost_series(series, ends),
        forgotten=tuple(sorted(forgotten - gone)),
    )


def _put_in_place(fresh: Path, folder: Path) -> Path | None:
    """Rename; what lay there is moved aside first and comes back where the second rename fails."""
    moved: Path | None = None
    with explained():
        (fresh / HEADS).mkdir(exist_ok=True)
        for inside in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
            sync_folder(inside)
        if folder.exists() and any(folder.iterdir()):
            _require_closed(folder)  # somebody may have opened it since
            moved = _free_name(folder)
            folder.rename(moved)
        elif folder.exists():
            folder.rmdir()
        try:
            fresh.rename(folder)
        except OSError:
            if moved is not None:
                moved.rename(folder)
            raise
        sync_folder(folder.parent)
    return moved


def _free_name(folder: Path) -> Path:
    number = 1
    while (aside := folder.with_name(_ASIDE.format(folder.name, number))).exists():
        number += 1
    return aside
