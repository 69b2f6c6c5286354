"""The signed head of a chain, written beside the file after every commit: it reveals a tail cut off afterwards.

One file for each epoch, one line in one disk sector, rewritten in place. It may lag behind after a power cut (never
ahead), because the file is durable first.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.stated_heads import head_message

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = "heads"
_SECTOR = 512
_HIGHEST = 2**63 - 1
"""Of a whole number in the file (SQLite)."""
_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
"""Never follow a link to another file, and never wait for the reader of a pipe."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain: what the next one links to, and what is signed."""

    station: str
    epoch: int
    seq: int
    hash: bytes

    def message(self) -> bytes:
        """The bytes that are signed."""
        return head_message(self.station, self.epoch, self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with the signature of its epoch's station key."""

    head: Head
    signature: bytes


class HeadSigner:
    """Signs heads with the station key of one epoch."""

    def __init__(self, folder: Path, seed: bytes) -> None:
        self._folder = f"{folder / FOLDER}{os.sep}"
        self.seed = seed
        self._key: Ed25519PrivateKey | None = None

    def sign(self, message: bytes) -> bytes:
        """The station key's signature."""
        if self._key is None:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

            self._key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return self._key.sign(message)

    def line(self, head: Head) -> bytes:
        """A signed head as its file holds it."""
        line = {
            "station": head.station,
            "epoch": head.epoch,
            "seq": head.seq,
            "hash": head.hash.hex(),
            "signature": self.sign(head.message()).hex(),
        }
        return canonical_bytes(line).ljust(_SECTOR - 1) + b"\n"

    def write(self, head: Head) -> None:
        """Sign a head and write it beside the file."""
        data = self.line(head)
        descriptor = os.open(f"{self._folder}{head.epoch}.head", _FLAGS, 0o644)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)


def read_heads(profile: Path) -> tuple[list[SignedHead], list[Path]]:
    """All signed heads beside the file, and the head files that cannot be read (torn by a power cut, or altered)."""
    heads: list[SignedHead] = []
    unread: list[Path] = []
    for path in sorted((profile / FOLDER).glob("*.head")):
        try:
            line = json.loads(_sector_of(path))
            head = Head(line["station"], line["epoch"], line["seq"], bytes.fromhex(line["hash"]))
            if not (_counts(head.seq) and _counts(head.epoch) and _is_text(head.station)):
                raise TypeError("no head")
            heads.append(SignedHead(head, bytes.fromhex(line["signature"])))
        except (OSError, ValueError, KeyError, TypeError):
            unread.append(path)
    return heads, unread


def _sector_of(path: Path) -> bytes:
    """The sector as we wrote it. Raises OSError for what is no file: a pipe would never end, a link lead elsewhere."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path} is no file")
    with path.open("rb") as file:
        return file.read(_SECTOR)


def _counts(number: object) -> bool:
    return type(number) is int and 0 <= number <= _HIGHEST


def _is_text(station: object) -> bool:
    return isinstance(station, str) and station.isascii()


def rename_obstacle(profile: Path, epoch: int) -> None:
    """Rename what is no file but has the name of a head file, so that the head can be written. Raises OSError."""
    path = profile / FOLDER / f"{epoch}.head"
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        path.rename(path.with_name(f"{path.name}.aside"))


def signed_by(signed: SignedHead, public_key: bytes) -> bool:
    """Whether the signature is the station key's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signed.signature, signed.head.message())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_half(seed: bytes) -> bytes:
    """The public key of an Ed25519 seed. Raises ValueError for an invalid seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def new_station_key() -> tuple[bytes, bytes]:
    """A fresh Ed25519 seed and its public key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()
