"""What a backup states of itself before it is opened: whose it is, of when, and how far its journal reaches.

Readable without any key, so it holds no personal data and no secret: of the keys only what a recovery key opens.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from datetime import datetime

from counter.domain.errors import BadInput, CounterError
from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes

FORMAT = 1
"""Version of the form of a backup; a file of a later one is refused."""
MAGIC = b"counter-backup\n"
FRONT = struct.Struct(f">{len(MAGIC)}sHI")
"""Begins a file: magic, version, bytes of the header."""
PURPOSE = b"counter-backup-1"
"""Begins what the station signs: this, then the SHA-256 of all before the signature."""
SIGNATURE_BYTES = 64
SUFFIX = ".窗口备份"
LONGEST = 200_000
"""Bytes of a header: more than any has."""
_MOST_BODY = 1 << 50
_YEARS = (2000, 2999)
"""Of its time: one at the edge of the calendar cannot be reckoned with, and every later backup would stop at it."""
MARKER = "counter-backup-here.json"
"""The file that marks a disk or stick as a place for backups (``backup --prepare-stick``)."""
_DAMAGED = "这份备份的开头读不出，文件损坏或不是本程序的备份，什么也没有改动。请换一份备份。"


@dataclass(frozen=True, slots=True)
class BackedUpHead:
    """The last entry of the journal in a backup. ``hash``: hex."""

    station: str
    epoch: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class BackupHeader:
    """``profile``: its id; ``made_at``: UTC ISO; ``schema``: of its data file; ``salt``, ``public_key``: hex.

    ``head``: of its newest epoch, whose station key signed it; ``wrappings``: the parts of ``keys.json`` that a
    recovery key opens; ``body``: bytes inside, before they were sealed.
    """

    profile: str
    station: str
    hall: str
    window: str
    demo: bool
    made_at: str
    schema: str
    head: BackedUpHead
    public_key: str
    wrappings: dict[str, dict[str, str]]
    salt: str
    body: int

    @property
    def at(self) -> datetime:
        """When it was made (UTC)."""
        return datetime.fromisoformat(self.made_at)


def header_bytes(header: BackupHeader) -> bytes:
    """The header as it stands in the file."""
    return canonical_bytes(codec.write(header))


def read_header(content: bytes) -> BackupHeader:
    """The header of a file. Raises BadInput for bytes that are none."""
    try:
        values = json.loads(content.decode("utf-8"))
        header = codec.read(BackupHeader, values)
        if not _can_be(header) or header.at.tzinfo is None:
            raise ValueError("no header")
    except (ValueError, KeyError, TypeError, RecursionError, CounterError) as error:
        raise BadInput(_DAMAGED, field="file") from error
    return header


def _can_be(header: BackupHeader) -> bool:
    names = (header.profile, header.station, header.schema)
    hexes = (header.salt, header.public_key, header.head.hash)
    return (
        all(name.isalnum() and name.isascii() and len(name) <= 64 for name in names)
        and all(len(bytes.fromhex(text)) == 32 for text in hexes)
        and 0 < header.body <= _MOST_BODY
        and _YEARS[0] <= header.at.year <= _YEARS[1]
        and header.head.seq > 0
        and header.head.epoch > 0
    )
