"""The pages of the file and of its log as someone with the data key sees them (SQLCipher 4: AES-256-CBC)."""

from __future__ import annotations

import sys
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys

PAGE = 4096
_RESERVED = 80  # IV and HMAC at the end of each page
_SALT = 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def in_file(journal: SqlJournal) -> list[bytes]:
    """Every page of the file, free ones too."""
    data = (journal.profile / DATABASE).read_bytes()
    return _opened(journal, [data[at : at + PAGE] for at in range(0, len(data), PAGE)])


def in_log(journal: SqlJournal) -> list[bytes]:
    """Every page that stands in the write-ahead log, old versions too."""
    path = journal.profile / f"{DATABASE}-wal"
    data = path.read_bytes() if path.exists() else b""
    starts = range(_LOG_HEADER + _FRAME_HEADER, len(data), PAGE + _FRAME_HEADER)
    return _opened(journal, [data[at : at + PAGE] for at in starts])


def log_counts(journal: SqlJournal) -> tuple[int, int, list[int]]:
    """How often the log was begun anew, how many acts were written since it was opened, the pages that stand in it."""
    log = (journal.profile / f"{DATABASE}-wal").read_bytes()
    shared = (journal.profile / f"{DATABASE}-shm").read_bytes()
    frames = range(_LOG_HEADER, len(log), PAGE + _FRAME_HEADER)
    written = [int.from_bytes(log[at : at + 4], "big") for at in frames]
    return int.from_bytes(log[12:16], "big"), int.from_bytes(shared[8:12], sys.byteorder), written


def acts_in_log(folder: Path) -> int:
    """How many acts stand whole in the log: each ends with a frame that tells the file's length."""
    log = (folder / f"{DATABASE}-wal").read_bytes()
    frames = range(_LOG_HEADER, len(log), PAGE + _FRAME_HEADER)
    return sum(log[at + 4 : at + 8] != bytes(4) for at in frames)


def _opened(journal: SqlJournal, pages: list[bytes]) -> list[bytes]:
    key = load_keys(journal.profile).data
    salt = (journal.profile / DATABASE).read_bytes()[:_SALT]
    plain = []
    for page in pages:
        box = Cipher(algorithms.AES(key), modes.CBC(page[-_RESERVED : 16 - _RESERVED])).decryptor()
        start = _SALT if page.startswith(salt) else 0
        plain.append(bytes(start) + box.update(page[start:-_RESERVED]))
    return plain
