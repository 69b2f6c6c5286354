"""A profile: the folder of one station. Made once, opened many times, by the window and the command line alike."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from counter.db import epochs, schema
from counter.db.connection import DATABASE, open_file
from counter.db.files import sync_folder
from counter.db.heads import FOLDER
from counter.db.journal import Projector, SqlJournal
from counter.db.kept_seeds import BUREAU, HALL, HANDLER
from counter.db.key_room import KEYS_FILE, create_keys, load_keys, new_keys
from counter.db.key_stores import KEY_FILE, KeyStore
from counter.db.sealing import CaseKeys
from counter.db.transaction import SqlTransaction
from counter.db.trouble import explained
from counter.db.window_lock import SETUP_LOCK, take_window_lock
from counter.domain.errors import BadInput
from counter.services.ports import Clock, StationIdentity

_EXISTS = "目录 {} 里已经有建好的窗口数据。要另建一个窗口，请换一个目录。"


def exists(folder: Path) -> bool:
    """Whether a station was set up in the folder."""
    return (folder / KEYS_FILE).exists()


def create(folder: Path, identity: StationIdentity, clock: Clock, store: KeyStore | None = None) -> str:
    """Set up a station in an empty folder; answers the recovery key, which is shown once and kept nowhere.

    ``keys.json`` is written last: a folder without it was never finished, and may be set up again.
    ``store``: where the secrets are kept; None chooses the system keyring or, where there is none, a file.
    """
    if exists(folder):
        raise BadInput(_EXISTS.format(folder), field="data")
    with explained():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = take_window_lock(folder, SETUP_LOCK)
    if lock is None:
        raise BadInput(f"另一个程序正在目录 {folder} 里设置窗口。请等它完成，或换一个目录。", field="data")
    try:
        return _create(folder, identity, clock, store)
    finally:
        lock.release()
        with suppress(OSError):  # another who sets up holds it already
            (folder / SETUP_LOCK).unlink()


def _create(folder: Path, identity: StationIdentity, clock: Clock, store: KeyStore | None) -> str:
    if exists(folder):  # by the one who held the lock before
        raise BadInput(_EXISTS.format(folder), field="data")
    with explained():
        _set_aside(folder)
        (folder / FOLDER).mkdir(exist_ok=True)
        keys = new_keys()
        connection = open_file(folder / DATABASE, keys.data)
        try:
            schema.ensure(connection)
            case_keys = CaseKeys(keys.master)
            epoch = epochs.prepare(replace(identity, epoch=1), folder, case_keys)
            with SqlTransaction(connection, epochs.desk_of(epoch, folder, case_keys, clock)) as tx:
                epochs.start(connection, tx, epoch, "set_up")
                tx.commit()
        finally:
            connection.close()
        sync_folder(folder)
        return create_keys(folder, keys, store)


def open_journal(folder: Path, clock: Clock, projector: Projector) -> SqlJournal:
    """Open the station's journal. Raises WorldTrouble with one sentence where something is in the way."""
    return SqlJournal(folder, load_keys(folder), clock, projector)


def _set_aside(folder: Path) -> None:
    """Whatever an unfinished set-up left is renamed, never deleted: its key too, for it may be a whole profile that
    lost its ``keys.json``."""
    for name in (f"{DATABASE}*", KEY_FILE, FOLDER, *(kept.file for kept in (HALL, HANDLER, BUREAU))):
        for path in sorted(folder.glob(name)):
            number = 1
            while (aside := folder / f"unfinished-{number}-{path.name}").exists():
                number += 1
            path.rename(aside)
