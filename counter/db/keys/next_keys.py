"""Keys on their way into force: what a change of keys writes beside the present ones, told apart by the data file.

The card names the first bytes (salt) of the data file that the next keys open. The switch is one rename of that file;
whichever file is there decides, at the next look at the card, whether what was begun is finished or taken away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from counter.db.file.connection import DATABASE
from counter.db.file.errors import explained
from counter.db.file.files import sync_folder, write_durably
from counter.db.file.window_lock import WindowLock, take_window_lock
from counter.db.keys.card_slots import raw_slots
from counter.db.keys.key_stores import KEY_FILE, FileStore, KeyringStore, forget
from counter.db.keys.seed_files import KEPT
from counter.domain.errors import WorldTrouble
from counter.services.keys.slot_kinds import SlotKind

NEXT = "next"
"""Name in the card, and suffix of the files."""
ROTATION_LOCK = "rotation.lock"
SALT = 16
OLD = f"{DATABASE}.old"
_SEEDS = tuple(kept.file for kept in KEPT)
_BLOCK = 1 << 20
_WORKING = "另一个程序正在给这份资料换密钥，请等它做完再打开。"


def next_file(name: str) -> str:
    """Name of the file that takes the place of ``name``."""
    return f"{name}.{NEXT}"


def in_keyring(profile_id: str) -> str:
    """Under which name the keyring has the next keys."""
    return f"{profile_id}-{NEXT}"


def take_rotation_lock(folder: Path) -> WindowLock:
    """The lock of changing keys. Raises WorldTrouble while another program holds it."""
    lock = take_window_lock(folder, ROTATION_LOCK)
    if lock is None:
        raise WorldTrouble(_WORKING)
    return lock


def settle_next(folder: Path, card_file: str) -> None:
    """Finish what a killed program had switched, or take away what it had not. Raises WorldTrouble while one works."""
    lock = take_rotation_lock(folder)
    try:
        finish_or_discard(folder, folder / card_file)
    finally:
        lock.release()


def finish_or_discard(folder: Path, card_file: Path, tell: Callable[[str], object] = lambda _: None) -> bool:
    """With the lock held: whether the next keys are in force now. Every step may be repeated."""
    with explained():
        card: dict[str, Any] = json.loads(card_file.read_bytes())
        if NEXT not in card:
            return False
        coming: dict[str, Any] = card[NEXT]
        switched = _salt_of(folder / DATABASE) == coming["salt"]
        if switched:
            _finish(folder, card, coming, tell)
        else:
            _discard(folder, card)
        tell("card")
        kept = coming if switched else {name: value for name, value in card.items() if name != NEXT}
        write_durably(card_file, json.dumps(kept, indent=1).encode())
    tell("end")
    return switched


def _finish(
    folder: Path, card: dict[str, Any], coming: dict[str, Any], tell: Callable[[str], object]
) -> None:
    for name in (*_SEEDS, KEY_FILE):
        fresh = folder / next_file(name)
        if fresh.exists():
            tell(name)
            overwrite(folder / name)
            fresh.replace(folder / name)
    if any(slot["kind"] == SlotKind.KEYRING for slot in raw_slots(coming)):
        tell("keyring")
        ring, profile = KeyringStore(), str(card["profile"])
        fresh_keys = ring.read(in_keyring(profile))
        if fresh_keys is not None:
            ring.write(profile, fresh_keys)
            forget(KeyringStore.name, in_keyring(profile))
    tell("old")
    destroy_file(folder / OLD, keep=folder / DATABASE)
    sync_folder(folder)


def _discard(folder: Path, card: dict[str, Any]) -> None:
    """The switch never came: nothing of the next keys is left."""
    for name in (*_SEEDS, KEY_FILE, DATABASE):
        for left in folder.glob(f"{next_file(name)}*"):
            destroy_file(left, keep=folder / name)
    with suppress(FileNotFoundError):
        (folder / OLD).unlink()  # a second name of the file in use
    if any(slot["kind"] == SlotKind.KEYRING for slot in raw_slots(card)):
        forget(KeyringStore.name, in_keyring(str(card["profile"])))
    sync_folder(folder)


def overwrite(path: Path) -> None:
    """Overwrite a file in place, as far as the disk does so: an SSD may keep the old cells. Nothing where none is."""
    with suppress(OSError), path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())


def destroy_file(path: Path, *, keep: Path) -> None:
    """Overwrite and delete a file that is not ``keep`` under a second name."""
    if not path.exists():
        return
    if not (keep.exists() and path.samefile(keep)):
        overwrite(path)
    path.unlink()


def room_for(folder: Path, size: int) -> None:
    """Raises WorldTrouble where the disk has no room for a second data file."""
    with explained():
        free = shutil.disk_usage(folder).free
    if free < size + size // 10 + _BLOCK:
        need = (size + size // 10) // 1_000_000 + 1
        raise WorldTrouble(f"磁盘空间不够：换密钥要另写一份数据文件，还要 {need} MB。什么也没有改动。")


def write_next_keys(folder: Path, card: dict[str, Any], secret: bytes) -> None:
    """Put the next 64 bytes where slots that open by themselves will read them after the switch."""
    for slot in raw_slots(card):
        if slot["kind"] == SlotKind.FILE:
            FileStore(folder, next_file(KEY_FILE)).write("", secret)
        elif slot["kind"] == SlotKind.KEYRING:
            KeyringStore().write(in_keyring(str(card["profile"])), secret)


def salt_of(file: Path) -> bytes:
    """The first bytes of a data file, by which it is known."""
    with file.open("rb") as opened:
        return opened.read(SALT)


def salt_in_use(folder: Path) -> str:
    """The first bytes of the profile's data file, hex; "" where there is none. Raises OSError."""
    return _salt_of(folder / DATABASE)


def _salt_of(file: Path) -> str:
    try:
        return salt_of(file).hex()
    except FileNotFoundError:
        return ""
