"""The file on a key stick (钥匙盘): 256 random bits that one slot needs besides its PIN."""

from __future__ import annotations

import base64
import hashlib
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from counter.db.file.files import write_durably
from counter.domain.errors import BadInput
from counter.domain.file_errors import error_reason
from counter.services.keys.slot_kinds import SecretRefused, SlotKind

LEAST_PIN = 6
_MOST_PIN = 12
_BYTES = 32
_LONGEST = 1000
_ABOVE_MOUNTS = ("/run/media", "/media", "/mnt")
_DEEP = 2


def stick_file(slot_id: str) -> str:
    """Name of a slot's file on its stick."""
    return f"counter-{slot_id}.钥匙"


def check_pin(pin: str) -> str:
    """A new PIN of a stick. Raises BadInput for one of the wrong form or one that is tried first."""
    if not (pin.isascii() and pin.isdigit() and LEAST_PIN <= len(pin) <= _MOST_PIN):
        raise BadInput(f"钥匙盘的口令要用 {LEAST_PIN} 到 {_MOST_PIN} 位数字。", field="pin")
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(pin)}
    if len(set(pin)) <= 2 or steps in ({1}, {9}):
        raise BadInput("这个口令太容易猜到（重复或顺着数），请换一个。", field="pin")
    return pin


def make_stick(folder: Path, slot_id: str, profile: Path) -> bytes:
    """Write a new secret to a stick. Raises BadInput for a folder on the profile's own disk or one that cannot be
    written; an existing file is never replaced.
    """
    try:
        if folder.stat().st_dev == profile.stat().st_dev:
            raise BadInput(
                f"{folder} 和资料在同一块盘上：钥匙盘要是另外插上的U盘，下班拔下来锁好。", field="stick"
            )
        file = folder / stick_file(slot_id)
        if file.exists():
            raise BadInput(f"{folder} 里已经有 {file.name}，没有改动它。", field="stick")
        secret = secrets.token_bytes(_BYTES)
        write_durably(file, base64.b64encode(secret) + b"\n", mode=0o600)
    except OSError as wrong:
        raise BadInput(f"钥匙盘 {folder} 写不进去：{error_reason(wrong)}。", field="stick") from wrong
    return secret


def take_back(folder: Path, slot_id: str) -> None:
    """Remove the file of a slot that was not made after all."""
    with suppress(OSError):
        (folder / stick_file(slot_id)).unlink()


def print_of(secret: bytes) -> str:
    """A value by which the slot knows its stick; of 256 random bits it reveals nothing."""
    return hashlib.sha256(b"counter key stick 1 " + secret).hexdigest()[:32]


def find_sticks(
    slots: Sequence[Mapping[str, Any]], folder: Path | None = None
) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """The slots whose stick is there, with its secret: in the folder named, else on any mounted one.

    Raises SecretRefused where no stick, or none of this profile, is there.
    """
    places = [folder] if folder is not None else list(_mounted())
    found, foreign = False, False
    for place in places:
        for slot in slots:
            secret = _read(place / stick_file(slot["id"]))
            if secret is None:
                continue
            if print_of(secret) != slot["params"]["stick"]:
                foreign = True
                continue
            found = True
            yield slot, secret
        foreign = foreign or any(_others(place))
    if not found:
        if foreign:
            raise SecretRefused(
                "插着的不是这台电脑的钥匙盘，或盘上的钥匙文件坏了。请换对的那一个。", field="stick"
            )
        raise SecretRefused("没有看到钥匙盘。请插上钥匙盘，等电脑认出来再试。", field="stick")


def plugged_stick(slots: Sequence[Mapping[str, Any]]) -> Path | None:
    """The key file on the stick of one of these slots that is plugged in; None where none is.

    Reads mounted folders: not for the UI thread.
    """
    files = [stick_file(slot["id"]) for slot in slots if slot["kind"] == SlotKind.STICK]
    places = list(_mounted()) if files else []
    return next((place / file for place in places for file in files if _read(place / file)), None)


def _read(file: Path) -> bytes | None:
    """The secret in a file; None where there is no file, b"" where it is damaged."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            secret = base64.b64decode(opened.read(_LONGEST))
    except ValueError:
        return b""
    except OSError:
        return None
    return secret if len(secret) == _BYTES else b""


def _others(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from place.glob(stick_file("*"))


def _mounted() -> Iterator[Path]:
    """Folders where the system shows sticks."""
    if sys.platform == "win32":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        yield from (drive for drive in drives if drive.exists())
        return
    for above in _ABOVE_MOUNTS:
        yield from _folders(Path(above), _DEEP)


def _folders(above: Path, deep: int) -> Iterator[Path]:
    with suppress(OSError):
        for folder in sorted(above.iterdir())[:50]:
            if folder.is_dir() and not folder.is_symlink():
                yield folder
                if deep > 1:
                    yield from _folders(folder, deep - 1)
