"""Change the data key and the master of a profile together (密钥换新), in one rename of the data file.

The whole file is written anew under the new data key, with everything in it that the master seals sealed again; the
card names both until the switch (``db.keys.next_keys``). A kill before it leaves the old keys, one after it the new.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.db.file.connection import DATABASE, open_file
from counter.db.file.errors import explained
from counter.db.file.files import sync_folder
from counter.db.file.window_lock import WindowLock, take_window_lock
from counter.db.journal import epochs
from counter.db.journal.witnesses import Witnesses
from counter.db.keys.key_folder import (
    KEYS_FILE,
    Keys,
    card_of,
    checked_keys,
    hold_keys,
    load_keys,
    unwrapped,
    write_card,
)
from counter.db.keys.next_keys import (
    NEXT,
    OLD,
    SALT,
    finish_or_discard,
    next_file,
    overwrite,
    room_for,
    take_rotation_lock,
    write_next_keys,
)
from counter.db.keys.recovery_readers import keep_recovery_readers
from counter.db.keys.sealing import CaseKeys, seal, unseal
from counter.db.keys.seed_files import KEPT
from counter.db.keys.slots.renewing import RenewedRecovery, renewed_card
from counter.db.keys.wrapping_check import kept_wrapping, wrapping_value
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import ASKED, KeySlot

_IN_USE = "有窗口或别的命令正开着这份资料。请关掉全部窗口，等命令做完，再换密钥。什么也没有改动。"
_NOT_WHOLE = "新写的数据文件和原来的对不上，没有换。原来的没有改动；请先运行 counter check。"
_NOT_WRITTEN = (
    "新的数据文件没有写成：磁盘满了、坏了，或原来的文件损坏。没有换，原来的没有改动。"
    "请腾出空间再试；还不行，运行 counter check。"
)
_PATIENCE_MS = 2000


@dataclass(frozen=True, slots=True)
class ChangedKeys:
    """``gone``: slots that open nothing any more, because only who knows their secret could renew them."""

    gone: tuple[KeySlot, ...]


def change_keys(
    folder: Path,
    recovery_key: str,
    made: str,
    hall_recovery: str = "",
    tell: Callable[[str], object] = lambda _: None,
) -> ChangedKeys:
    """Make new keys, with ``recovery_key`` for the day when all else is lost; nobody may have the profile open.

    ``made``: civil day, ISO; ``hall_recovery``: public half of the hall's recovery key, where it is given anew;
    ``tell``: called before each step. Raises BadInput while somebody works, WorldTrouble where it cannot be done: then
    the old keys are in force and nothing is lost.
    """
    window = _window_lock(folder)
    try:
        keys = load_keys(folder)  # settles what an earlier one left
        lock = take_rotation_lock(folder)
        try:
            return _Change(folder, keys, tell).carry_out(recovery_key, made, hall_recovery)
        finally:
            lock.release()
    finally:
        window.release()


def require_closed(folder: Path) -> None:
    """Raises BadInput while a window is open here."""
    _window_lock(folder).release()


def _window_lock(folder: Path) -> WindowLock:
    lock = take_window_lock(folder)
    if lock is None:
        raise BadInput(_IN_USE, field="data")
    return lock


class _Change:
    """One change of keys, with the locks held."""

    def __init__(self, folder: Path, keys: Keys, tell: Callable[[str], object]) -> None:
        self._folder, self._old, self._tell = folder, keys, tell
        self._new = Keys(keys.profile_id, secrets.token_bytes(32), secrets.token_bytes(32))
        self._salt = secrets.token_bytes(SALT)
        self._fresh = folder / next_file(DATABASE)

    def carry_out(self, recovery_key: str, made: str, hall_recovery: str) -> ChangedKeys:
        folder, card = self._folder, card_of(self._folder)
        room_for(folder, (folder / DATABASE).stat().st_size)
        with explained(), closing(_alone(folder / DATABASE, self._old.data)) as connection:
            noted = kept_wrapping(connection) == wrapping_value(card, CaseKeys(self._old.master))
            recovering = RenewedRecovery(recovery_key, made, hall_recovery, hall_noted=noted)
            coming, gone = renewed_card(card, self._old, self._new, self._salt, recovering)
            proved = unwrapped(coming, recovery_key, by_hall=False)
            checked_keys(coming, proved.data + proved.master)
            self._tell("begin")
            write_card(folder, {**card, NEXT: coming})
            try:
                self._write_beside(connection, coming, recovery_key, hall_recovery)
                self._tell("switch")
                if os.name == "nt":  # there an open file is not replaced; the two other locks stay
                    connection.close()
                self._switch()
            except BaseException:
                if os.name == "nt":
                    connection.close()
                if not finish_or_discard(folder, folder / KEYS_FILE):
                    raise
            self._tell("switched")
            overwrite(folder / OLD)  # while it is locked: nobody who waits for it works in it
        finish_or_discard(folder, folder / KEYS_FILE, self._tell)
        if any(slot["kind"] in ASKED for slot in coming["slots"]):
            hold_keys(self._new)
        return ChangedKeys(gone)

    def _write_beside(
        self, connection: Any, coming: dict[str, Any], recovery_key: str, hall_recovery: str
    ) -> None:
        self._tell("seeds")
        old, new = CaseKeys(self._old.master), CaseKeys(self._new.master)
        for kept in KEPT:
            seed = kept.read(self._folder, old)
            if seed is not None:
                kept.keep(self._folder, new, seed, file=next_file(kept.file))
        write_next_keys(self._folder, coming, self._new.data + self._new.master)
        self._tell("copy")
        key = (self._new.data + self._salt).hex()
        connection.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key}'\"", (str(self._fresh),))
        connection.execute("PRAGMA fresh.journal_mode = OFF")  # half of it is of no use to anybody
        connection.execute("PRAGMA fresh.synchronous = OFF")  # synced as a whole below
        _export(connection)
        self._tell("seal")
        epoch = _seal_again(connection, old, new)
        keep_recovery_readers(connection, recovery_key, hall_recovery, "fresh")
        connection.execute(f"PRAGMA fresh.user_version = {wrapping_value(coming, new)}")
        epochs.mark_rotated(connection, "fresh", epoch.station.epoch)
        connection.execute("DETACH DATABASE fresh")
        self._tell("prove")
        _prove(connection, self._fresh, self._new.data)
        open_file(self._fresh, self._new.data).close()  # with a log: no rollback journal at its first opening
        with self._fresh.open("r+b") as file:
            os.fsync(file.fileno())
        self._fresh.chmod(0o600)
        demo, profile = epoch.station.demo, self._old.profile_id
        Witnesses(self._folder, profile, self._old.master, demo=demo).hand_over(
            Witnesses(self._folder, profile, self._new.master, demo=demo),
            [key for (key,) in connection.execute("SELECT key FROM wrong_pins").fetchall()],
        )

    def _switch(self) -> None:
        present, old = self._folder / DATABASE, self._folder / OLD
        with suppress(OSError):  # a disk without links: the old file is gone with its name
            os.link(present, old)
        self._tell("named")
        self._fresh.replace(present)
        sync_folder(self._folder)


def _alone(path: Path, data_key: bytes) -> Any:
    """A connection that nobody else is beside, of a file without a log. Raises BadInput while others work."""
    from sqlcipher3 import dbapi2

    connection = open_file(path, data_key)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[
            0
        ]  # refused while others are there
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays
    except dbapi2.OperationalError as wrong:
        connection.close()
        raise BadInput(_IN_USE, field="data") from wrong
    except BaseException:
        connection.close()
        raise
    if mode != "delete" or any(path.with_name(f"{path.name}-{log}").exists() for log in ("wal", "journal")):
        connection.close()  # somebody came in between
        raise BadInput(_IN_USE, field="data")
    return connection


def _export(connection: Any) -> None:
    """Write everything into the attached file. Raises WorldTrouble; its errors come without SQLite's code for them."""
    from sqlcipher3 import dbapi2

    try:
        connection.execute("SELECT sqlcipher_export('fresh')")
    except dbapi2.DatabaseError as error:
        raise WorldTrouble(_NOT_WRITTEN) from error


def _seal_again(connection: Any, old: CaseKeys, new: CaseKeys) -> epochs.Epoch:
    """Seal case keys and station seeds in the copy with the new master; the newest epoch."""
    newest = epochs.latest(connection)
    if newest is None:
        raise WorldTrouble(_NOT_WHOLE)
    connection.execute("BEGIN")
    try:
        rows = connection.execute(
            "SELECT subject, maker, wrapped FROM main.case_keys WHERE wrapped IS NOT NULL"
        ).fetchall()
        connection.executemany(
            "UPDATE fresh.case_keys SET wrapped = ? WHERE subject = ? AND maker = ?",
            [(_again(old, new, wrapped, f"case key {name}"), name, maker) for name, maker, wrapped in rows],
        )
        for epoch in epochs.all_epochs(connection):
            code, number = epoch.station.code, epoch.station.epoch
            signing = _again(old, new, epoch.signing, epochs.bound_to(code, number))
            connection.execute(
                "UPDATE fresh.stations SET signing = ? WHERE code = ? AND epoch = ?", (signing, code, number)
            )
        connection.execute("COMMIT")
    except ValueError as error:
        raise WorldTrouble(_NOT_WHOLE) from error
    return newest


def _again(old: CaseKeys, new: CaseKeys, sealed: bytes, bound_to: str) -> bytes:
    return seal(new.master(), unseal(old.master(), sealed, bound_to), bound_to)


def _prove(connection: Any, fresh: Path, data_key: bytes) -> None:
    """The new file opens with the new key, is whole, and has as many rows in every table. Raises WorldTrouble."""
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(fresh), isolation_level=None)) as copy:
        copy.execute("PRAGMA cipher_log_level = NONE")
        copy.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        whole = not list(copy.execute("PRAGMA cipher_integrity_check"))
        whole = whole and copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        if not whole or _counts(copy) != _counts(connection):
            raise WorldTrouble(_NOT_WHOLE)


def _counts(connection: Any) -> dict[str, int]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}
