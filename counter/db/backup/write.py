"""Make a backup of a profile, which may be open at the window: copied, written, read back and proved, then named."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from counter.db.backup.contents import BodyReader, GatheredFiles, read_contents
from counter.db.backup.copy import (
    PATIENCE_SECONDS,
    copy_data_file,
    forgotten_in,
    reading,
    remove,
    require_sound,
)
from counter.db.backup.sealed_file import OpenedBackup, file_size, sealed
from counter.db.backup.wrappings import recovery_wrappings
from counter.db.file import schema
from counter.db.file.connection import DATABASE, open_file, require_file
from counter.db.file.errors import explained, explained_on
from counter.db.file.unfinished_file import UnfinishedFile
from counter.db.file.window_lock import take_window_lock
from counter.db.journal import epochs, stream
from counter.db.journal.heads import Head, HeadSigner
from counter.db.keys.key_folder import Keys
from counter.db.keys.sealing import CaseKeys
from counter.db.migrations import HEAD as SCHEMA
from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.hall.backup.header import SUFFIX, BackedUpHead, BackupHeader, header_bytes
from counter.domain.hall.backup.progress import BackupStage, ReportBackup

COPY_FILE = "backup.copy"
"""The encrypted copy beside the data file, while a backup is made."""
BACKUP_LOCK = "backup.lock"
_BUSY = "这个窗口正在做另一次备份。请等它做完再做。"
_FAILED = "备份没有做成：写不到 {}（{}）。原有的备份都还在。"
_NO_ROOM = "备份没有做成：{} 只剩 {} MB，这份备份要 {} MB。请清理，或换一个磁盘；原有的备份都还在。"
_UNPROVED = "备份写好以后读回来不一样，没有算数：{} 可能坏了，请换一个。原有的备份都还在。"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class WrittenBackup:
    """A backup that was read back and proved. ``size``: its bytes."""

    path: Path
    header: BackupHeader
    size: int


def write_backup(
    profile: Path,
    keys: Keys,
    folder: Path,
    now: datetime,
    tell: ReportBackup,
    patience: float = PATIENCE_SECONDS,
) -> WrittenBackup:
    """Make a backup in a folder that exists. Raises WorldTrouble; then nothing of it is left.

    ``patience``: how long to wait at most for the end of an invitation to rate.
    """
    require_file(profile)
    lock = take_window_lock(profile, BACKUP_LOCK)
    if lock is None:
        raise WorldTrouble(_BUSY)
    copy = profile / COPY_FILE
    try:
        with explained_on(profile):
            remove(copy)  # of a program that was killed
            os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with closing(open_file(profile / DATABASE, keys.data)) as connection:
                schema.ensure(connection)
            wrappings = recovery_wrappings(profile)
        copy_data_file(
            profile / DATABASE,
            copy,
            keys.data,
            lambda done, total: tell(BackupStage.COPY, done, total),
            patience,
        )
        tell(BackupStage.CHECK, 0, 0)
        require_sound(copy, keys.data)
        with _gathered(profile, copy, keys) as (files, epoch, head, signer):
            station = epoch.station
            header = BackupHeader(
                profile=keys.profile_id,
                station=station.code,
                hall=station.hall,
                window=station.window,
                demo=station.demo or station.training,
                made_at=now.isoformat(),
                schema=SCHEMA,
                head=BackedUpHead(head.station, head.epoch, head.seq, head.hash.hex()),
                public_key=epoch.public_key.hex(),
                wrappings=wrappings,
                salt=secrets.token_hex(32),
                body=files.length,
            )
            parts = sealed(header, keys, files.body(), signer.sign)
            return _write(folder, header, parts, keys, files, tell)
    finally:
        try:
            with explained():
                remove(copy)
        finally:
            lock.release()


def last_entry(profile: Path, keys: Keys) -> tuple[int, int]:
    """Epoch and number of the last entry of a profile."""
    with explained_on(profile), closing(open_file(profile / DATABASE, keys.data)) as connection:
        _, head = _newest(connection)
    return head.epoch, head.seq


@contextmanager
def _gathered(
    profile: Path, copy: Path, keys: Keys
) -> Iterator[tuple[GatheredFiles, epochs.Epoch, Head, HeadSigner]]:
    """What goes into the file, as the copy has it."""
    with explained(), reading(copy, keys.data) as connection:
        epoch, head = _newest(connection)
        forgotten = forgotten_in(connection)
        known = {one.station.epoch for one in epochs.all_epochs(connection)}
    station = epoch.station
    seed = epochs.seed_of(CaseKeys(keys.master), station.code, station.epoch, epoch.signing)
    signer = HeadSigner(profile, seed)
    with explained():
        files = GatheredFiles(profile, copy, forgotten, (head.epoch, signer.line(head)), known)
    try:
        yield files, epoch, head, signer
    finally:
        files.close()


def _newest(connection: Any) -> tuple[epochs.Epoch, Head]:
    epoch = epochs.latest(connection)
    if epoch is None:
        raise WorldTrouble("数据文件里没有本窗口的登记，文件损坏，没有做成备份；原有的备份都还在。")
    return epoch, stream.head_of(connection, epoch.station.code, epoch.station.epoch)


def _write(
    folder: Path,
    header: BackupHeader,
    parts: Iterable[bytes],
    keys: Keys,
    files: GatheredFiles,
    tell: ReportBackup,
) -> WrittenBackup:
    size = file_size(header_bytes(header), header.body)
    try:
        free = shutil.disk_usage(folder).free
        if free < size:
            raise WorldTrouble(_NO_ROOM.format(folder, free // _MB, size // _MB + 1))
        fresh = UnfinishedFile(folder, 0o600)
        try:
            done = 0
            for part in parts:
                fresh.append(part)
                done += len(part)
                tell(BackupStage.WRITE, done, size)
            fresh.sync()
            _prove(fresh, size, header, keys, files, tell)
            path = _named(fresh, folder, header)
        finally:
            fresh.discard()
    except OSError as wrong:
        raise WorldTrouble(_FAILED.format(folder, error_reason(wrong))) from wrong
    return WrittenBackup(path, header, size)


def _prove(
    fresh: UnfinishedFile,
    size: int,
    header: BackupHeader,
    keys: Keys,
    files: GatheredFiles,
    tell: ReportBackup,
) -> None:
    """Read the file back: the header, every chunk, the signature, the table of contents."""
    with fresh.read_back() as file:
        try:
            opened = OpenedBackup(file, size)
            reader = BodyReader(opened.body(keys))
            contents, done = read_contents(reader), 0
            for _, length in contents.files:
                for part in reader.parts(length):
                    done += len(part)
                    tell(BackupStage.PROVE, done, size)
            reader.finish()
        except BadInput as wrong:
            raise WorldTrouble(_UNPROVED.format(file.name)) from wrong
        if opened.header != header or contents != files.contents:
            raise WorldTrouble(_UNPROVED.format(file.name))


def _named(fresh: UnfinishedFile, folder: Path, header: BackupHeader) -> Path:
    """Give it its name: station and time, and a number where that second has one already."""
    stem = f"{header.station}-{header.at.astimezone(CHINA):%Y%m%d-%H%M%S}"
    for number in range(1, 100):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        try:
            fresh.finish(name, replace=False)
        except FileExistsError:
            continue
        return folder / name
    raise WorldTrouble(_FAILED.format(folder, "同名的文件太多"))
