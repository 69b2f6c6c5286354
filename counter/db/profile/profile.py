"""A profile: the folder of one station. Made once, opened many times, by the window and the command line alike.

Setting up is atomic: everything is made beside the card of an unfinished set-up, and renaming that card to
``keys.json`` is the last step (``db.keys.key_folder``). After any interruption set-up can be run again.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from counter.db.file import schema
from counter.db.file.connection import DATABASE, open_file
from counter.db.file.errors import explained
from counter.db.file.files import sync_folder
from counter.db.file.machine_binding import MARK_FILE
from counter.db.file.window_lock import SETUP_LOCK, take_window_lock
from counter.db.guide import store as guide_store
from counter.db.journal import epochs
from counter.db.journal.computed_rows import Projector
from counter.db.journal.heads import FOLDER
from counter.db.journal.journal import SqlJournal
from counter.db.journal.transaction import SqlTransaction
from counter.db.keys.key_folder import (
    UNFINISHED,
    Keys,
    begin_keys,
    begun,
    finish_keys,
    hold_keys,
    is_finished,
    load_keys,
)
from counter.db.keys.key_stores import KEY_FILE, KeyStore, NoStore, choose_store, forget
from counter.db.keys.recovery_readers import keep_recovery_readers
from counter.db.keys.sealing import CaseKeys
from counter.db.keys.seed_files import KEPT
from counter.db.keys.wrapping_check import keep_wrapping
from counter.db.profile.access import tighten
from counter.db.profile.room_mark import ROOM_MARK
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.context.ports import Clock, StationIdentity
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.keys.slot_kinds import KeySlot, NewSlot
from counter.services.spreadsheet.given_file import special_file_in

_EXISTS = "资料文件夹 {} 里已经有建好的窗口资料。要另建一个窗口，请换一个文件夹。"
_STRANGE = "资料文件夹 {} 里的 {} 是设备或管道，不是文件。请系统管理员检查这个文件夹。"
_SALT = 16
"""The first bytes of a SQLCipher file: they identify the data file of an unfinished set-up."""
_MADE = (
    f"{DATABASE}*",
    f"{KEY_FILE}*",
    FOLDER,
    guide_store.FOLDER,
    *(f"{kept.file}*" for kept in KEPT),
    f"{MARK_FILE}*",
    ROOM_MARK,
    f"{UNFINISHED}*",
)
"""Everything that setting up makes in the folder."""


def exists(folder: Path) -> bool:
    """Whether a station was completely set up in the folder."""
    return is_finished(folder)


class NewProfile:
    """A profile that is being made (``making``): it can be written, and no other process can open it yet.

    ``recovery_key`` exists only here; ``finish`` shows it before the profile counts as set up.
    """

    def __init__(self, folder: Path, keys: Keys, recovery_key: str, store: KeyStore) -> None:
        self.folder = folder
        self.recovery_key = recovery_key
        self.finished = False
        self._keys = keys
        self._store = store
        self._asks = False

    def add_slot(self, slot: NewSlot, made: str) -> KeySlot:
        """Add a slot that a person opens, to a profile being made with ``NoStore``. Raises as ``slots.changing``."""
        from counter.db.keys.slots.changing import add_slot  # few set-ups need it

        added = add_slot(self.folder, self._keys, slot, made)
        self._asks = True
        return added

    @property
    def profile_id(self) -> str:
        """The id by which the other profiles of one set-up know it."""
        return self._keys.profile_id

    def open_journal(self, clock: Clock, projector: Projector) -> SqlJournal:
        """Its journal. The caller closes it before ``finish``."""
        return SqlJournal(self.folder, self._keys, clock, projector)

    def finish(self, say: Callable[[], None] = lambda: None, others: Sequence[NewProfile] = ()) -> None:
        """Store the keys, show the recovery keys through ``say``, and mark this profile and ``others`` it leads as set
        up.

        An exception of ``say`` leaves nothing set up. The rename of this profile's card decides for all of them.
        """
        for one in (*others, self):
            one.keep_keys()
        say()
        if isinstance(self._store, NoStore):
            if not self._asks:
                raise ValueError("a profile that nothing opens")
            hold_keys(self._keys)
        finish_keys(self.folder)
        for one in (self, *others):
            one.finished = True
        for one in others:
            with suppress(Exception):  # opening it finds that its leader is finished
                finish_keys(one.folder)

    def keep_keys(self) -> None:
        """Store the keys; the profile still does not count as set up."""
        with explained():
            self._store.write(self._keys.profile_id, self._keys.data + self._keys.master)
            sync_folder(self.folder)


def create(folder: Path, identity: StationIdentity, clock: Clock, store: KeyStore | None = None) -> str:
    """A station with nothing but its first entry; returns the recovery key."""
    with making(folder, identity, clock, store) as new:
        new.finish()
    return new.recovery_key


@contextmanager
def making(
    folder: Path,
    identity: StationIdentity,
    clock: Clock,
    store: KeyStore | None = None,
    leader: NewProfile | None = None,
    hall_recovery: str = "",
) -> Iterator[NewProfile]:
    """Set up a station in an empty folder; leaving without ``finish`` discards it.

    ``store``: where the secrets are stored; None chooses the system keyring or, where there is none, a file;
    ``NoStore`` where slots are added that a person opens.
    ``leader``: the profile whose ``finish`` finishes this one too. ``hall_recovery``: public half of the hall's
    recovery key (``services.keys.hall_recovery``). Raises BadInput where a station exists, or another
    program is setting one up.
    """
    if exists(folder):
        raise BadInput(_EXISTS.format(folder), field="data")
    fresh = not folder.exists()
    with explained():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = take_window_lock(folder, SETUP_LOCK)
    if lock is None:
        raise BadInput(
            f"另一个程序正在资料文件夹 {folder} 里设置窗口。请等它完成，或换一个文件夹。", field="data"
        )
    new: NewProfile | None = None
    try:
        if exists(folder):  # by the previous holder of the lock
            fresh = False
            raise BadInput(_EXISTS.format(folder), field="data")
        with explained():
            _clear(folder)
            new = _begin(folder, identity, clock, store or choose_store(folder), leader, hall_recovery)
        yield new
    finally:
        if new is not None and not new.finished:
            _discard(folder)
        lock.release()
        with suppress(OSError):  # another set-up holds it already
            (folder / SETUP_LOCK).unlink()
        if fresh and (new is None or not new.finished):
            with suppress(OSError):
                folder.rmdir()


def _begin(
    folder: Path,
    identity: StationIdentity,
    clock: Clock,
    store: KeyStore,
    leader: NewProfile | None,
    hall_recovery: str,
) -> NewProfile:
    tighten(folder)
    recovery, salt = new_recovery_key(), secrets.token_bytes(_SALT)
    led = None if leader is None else (leader.folder, leader.profile_id)
    keys = begin_keys(folder, recovery, store.name, salt, led, hall_recovery)
    try:
        (folder / FOLDER).mkdir()
        connection = open_file(folder / DATABASE, keys.data + salt)
        try:
            schema.ensure(connection)
            case_keys = CaseKeys(keys.master)
            keep_wrapping(connection, begun(folder) or {}, case_keys)
            keep_recovery_readers(connection, recovery, hall_recovery)
            epoch = epochs.prepare(epochs.first(identity, folder), folder, case_keys)
            with SqlTransaction(connection, epochs.context_of(epoch, folder, case_keys, clock)) as tx:
                epochs.start(connection, tx, epoch, "set_up")
                tx.commit()
        finally:
            connection.close()
    except BaseException:
        _discard(folder)
        raise
    return NewProfile(folder, keys, recovery, store)


def open_journal(folder: Path, clock: Clock, projector: Projector) -> SqlJournal:
    """Open the station's journal after restricting access. Raises WorldTrouble where that is not possible."""
    strange = special_file_in(folder)
    if strange:
        raise WorldTrouble(_STRANGE.format(folder, strange[:80]))
    tighten(folder)
    return SqlJournal(folder, load_keys(folder), clock, projector)


def _clear(folder: Path) -> None:
    """Delete what an unfinished set-up left; what cannot be proved to be such is renamed, never deleted.

    No work was done in an unfinished one, and most have no key any more. But a data file without ``keys.json`` may
    also be a whole profile that lost its card.
    """
    for left in folder.glob(f"{UNFINISHED}.*.new"):  # a card that was being written belongs to no set-up
        left.unlink()
    if _is_unfinished(folder):
        _discard(folder)
        return
    for pattern in _MADE:
        for path in sorted(folder.glob(pattern)):
            number = 1
            while (aside := folder / f"unfinished-{number}-{path.name}").exists():
                number += 1
            path.rename(aside)


def _is_unfinished(folder: Path) -> bool:
    """Whether the folder holds an unfinished set-up: its card, and no data file but the one that the card names."""
    card = begun(folder)
    if not card:
        return False
    try:
        with (folder / DATABASE).open("rb") as file:
            begins = file.read(_SALT)
    except FileNotFoundError:
        return True
    return begins.hex() in ("", card.get("salt"))


def _discard(folder: Path) -> None:
    """Delete what this set-up made; its card last, because it identifies the rest."""
    card = begun(folder) or {}
    forget(str(card.get("kept")), str(card.get("profile")))
    for pattern in _MADE:
        for path in sorted(folder.glob(pattern)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
