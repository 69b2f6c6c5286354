"""Private keys that a profile may hold: small files beside the journal, sealed by the master like the station's seeds.

Never in an entry: entries travel to other stations, such a key only under a passphrase or not at all.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from counter.db.file.errors import explained
from counter.db.file.files import write_durably
from counter.db.keys.sealing import CaseKeys, seal, unseal
from counter.domain.errors import WorldTrouble
from counter.domain.journal.entries import Entry

_VERSION = 1
_LONGEST = 100_000
"""Bytes: more than any such file has."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """One such file. ``damaged``: the sentence for an unreadable one."""

    file: str
    bound_to: str
    damaged: str

    def keep(self, folder: Path, keys: CaseKeys, seed: bytes, file: str = "") -> None:
        """Store the seed, readable only with this account and this profile's master; under another name with
        ``file``.
        """
        sealed = base64.b64encode(seal(keys.master(), seed, self.bound_to)).decode()
        data = json.dumps({"version": _VERSION, "sealed": sealed}, indent=1).encode()
        with explained():
            write_durably(folder / (file or self.file), data, mode=0o600)

    def remove(self, folder: Path) -> None:
        """Remove the file."""
        with explained():
            (folder / self.file).unlink(missing_ok=True)

    def read(self, folder: Path, keys: CaseKeys) -> bytes | None:
        """The seed, or None where this profile holds none. Raises WorldTrouble for a damaged file."""
        path = folder / self.file
        if not path.exists():
            return None
        try:
            with explained(), path.open("rb") as file:
                card = json.loads(file.read(_LONGEST).decode("utf-8"))
            return unseal(keys.master(), base64.b64decode(card["sealed"]), self.bound_to)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise WorldTrouble(self.damaged) from error


HALL = SeedFile(
    "hall.key",
    "hall key",
    "大厅密钥文件 hall.key 读不出，可能已损坏。请从备份取回，或用导出的大厅密钥重新导入。",
)
"""The hall's key (Ed25519), where this profile certifies stations."""

COMING_HALL = SeedFile("hall.key.coming", "coming hall key", HALL.damaged)
"""The hall's key that follows (Ed25519), until the entry of the change is written."""

HANDLER = SeedFile(
    "handler.key",
    "handler key",
    "差评处理室密钥文件 handler.key 读不出，可能已损坏。请从备份取回；没有它，已收到的评价无法打开。",
)
"""The bad-rating handler's key (X25519), where this profile is the office: boxes sealed to it open nowhere else."""

BUREAU = SeedFile(
    "bureau.key",
    "bureau key",
    "指南编辑室密钥文件 bureau.key 读不出，可能已损坏。请从备份取回；没有它不能再发布指南。",
)
"""The bureau's key (Ed25519), where this profile is the 指南编辑室: guide packs are signed with it."""

RING = SeedFile(
    "ring.key",
    "hall ring",
    "大厅钥匙环文件 ring.key 读不出，可能已损坏。请从备份取回，或用导出的钥匙环重新导入。",
)
"""The private halves of the hall ring (X25519), where this profile holds it: it opens the cases of all its windows."""

HUB = SeedFile(
    "hub.key",
    "hub enrolment",
    "上报的登记 hub.key 读不出，可能已损坏。请向汇聚库的管理员要新的登记文件，再收一次；办件不受影响。",
)
"""How the hub is reached, its login's secret among it (``services.exchange.enrolment``), where this profile reports."""


KEPT = (HALL, HANDLER, BUREAU, HUB, RING)
"""Those that change with the master, and lie in a backup."""


def settle_coming_hall(folder: Path, keys: CaseKeys, entries: Callable[[], Iterable[Entry]]) -> None:
    """Put the hall key that follows in the place of the old one once an entry names it; else take it away.

    ``entries``: of the subject ``keys``. A kill in a change of the key leaves the old one or the new, never none.
    """
    coming = COMING_HALL.read(folder, keys)
    if coming is None:
        return
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(coming).public_key()
    public = key.public_bytes_raw().hex().encode()
    if any(public in entry.payload for entry in entries()):
        HALL.keep(folder, keys, coming)
    COMING_HALL.remove(folder)
