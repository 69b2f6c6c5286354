"""What binds an epoch to this machine and folder: a copy, a restored backup or a moved folder differs.

The mark is a small file that is written once. A copy can carry its bytes and its dates, but not its inode and its
change time, which no ordinary tool can set; together with the machine's id and the folder's path they identify the
folder. The data file's inode is part of it, because a tool that copies only what changed (rsync) restores an older
data file and its older signed head, but not the mark. In doubt the folder counts as another: then a new epoch opens
and no number is reused.
"""

from __future__ import annotations

import hashlib
import os
import sys
import uuid
from pathlib import Path

from counter.db.file.connection import DATABASE
from counter.db.file.files import write_durably
from counter.domain.errors import WorldTrouble

MARK_FILE = "station.mark"
_LONGEST = 1000
"""Bytes of a mark, which has 32."""
_SECOND_FORM = "2-"
_MACHINE_ID = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def binding(folder: Path) -> str:
    """The hash that an epoch is bound to."""
    mark = folder / MARK_FILE
    if not mark.exists():
        write_durably(mark, uuid.uuid4().hex.encode())
    return _SECOND_FORM + _hash(folder, str((folder / DATABASE).stat().st_ino))


def still_bound(folder: Path, to: str) -> bool:
    """Whether this is the folder an epoch was bound to. Bindings without a named form did not include the data file."""
    now = binding(folder)
    return now == to if to.startswith(_SECOND_FORM) else _hash(folder) == to


def _hash(folder: Path, *more: str) -> str:
    mark = folder / MARK_FILE
    state = mark.stat()
    parts = (
        machine_id(),
        *wired_addresses(),
        str(folder.resolve()),
        _text_of(mark),
        str(state.st_ino),
        str(state.st_ctime_ns),
        *more,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _text_of(mark: Path) -> str:
    """Content of the mark. Raises WorldTrouble for content that we never write."""
    try:
        with mark.open("rb") as file:
            return file.read(_LONGEST).decode("ascii")
    except UnicodeDecodeError as wrong:
        raise WorldTrouble(
            f"资料文件夹里的 {MARK_FILE} 坏了。请把它移走再打开：程序会另写一个，并启用新的密钥，编号不会重复。"
        ) from wrong


def machine_id() -> str:
    """The machine's id, never shown or stored in the clear."""
    for path in _MACHINE_ID:
        try:
            return path.read_text(encoding="ascii").strip()
        except OSError:
            continue
    if sys.platform == "win32":
        return _windows_id()
    return f"{os.uname().nodename} {uuid.getnode():x}"


def wired_addresses() -> list[str]:
    """Addresses of built-in network cards: they distinguish machines made from one disk image."""
    cards = sorted(Path("/sys/class/net").glob("*/device")) if sys.platform == "linux" else []
    built_in = [card for card in cards if "/usb" not in str(card.resolve())]
    wired = [card.parent for card in built_in if not (card.parent / "wireless").exists()]
    return [(card / "address").read_text(encoding="ascii").strip() for card in wired]


def _windows_id() -> str:
    import winreg  # exists on Windows only

    where = r"SOFTWARE\Microsoft\Cryptography"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as key:  # type: ignore[attr-defined,unused-ignore]
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])  # type: ignore[attr-defined,unused-ignore]
