"""The head that a backup file states, without opening it: its header is readable, and its signature covers all."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from counter.domain.errors import BadInput
from counter.domain.hall.backup.header import FORMAT, FRONT, LONGEST, MAGIC, PURPOSE, SIGNATURE_BYTES
from counter.domain.papers.verify.evidence import BackupHead

_STEP = 1 << 20


def backup_head(name: str) -> BackupHead | None:
    """The head in a backup of that path; None for anything that is no backup. Reads the file once, whole.

    Raises BadInput for a backup that is damaged, cut or of a newer program.
    """
    path = Path(name).expanduser()
    try:
        if len(name) > 4096 or not path.is_file():
            return None
        with path.open("rb") as file:
            front = file.read(FRONT.size)
            if not front.startswith(MAGIC):
                return None
            if len(front) < FRONT.size:
                raise _damaged()
            _, version, length = FRONT.unpack(front)
            if version > FORMAT:
                raise BadInput("这份备份由更新版本的程序做成，请用新版程序核对。", field="against")
            header = file.read(min(length, LONGEST))
            digest, held = hashlib.sha256(front + header), b""
            while part := file.read(_STEP):
                held += part
                digest.update(held[:-SIGNATURE_BYTES])
                held = held[-SIGNATURE_BYTES:]
    except (OSError, ValueError):
        return None
    if len(header) != length or len(held) != SIGNATURE_BYTES:
        raise _damaged()
    return _read(header, PURPOSE + digest.digest(), held)


def _read(header: bytes, message: bytes, signature: bytes) -> BackupHead:
    try:
        values = json.loads(header)
        head, made_at = values["head"], datetime.fromisoformat(values["made_at"])
        station, key = str(head["station"]), str(values["public_key"])
        epoch, seq = int(head["epoch"]), int(head["seq"])
        entry_hash = bytes.fromhex(head["hash"])
        reckoned = made_at.tzinfo is not None and 2000 <= made_at.year <= 2999  # it has a civil day
        if not (reckoned and 1 <= epoch <= 65_535 and 1 <= seq < 2**63):
            raise ValueError("not a header")
        return BackupHead(station, epoch, seq, entry_hash, made_at, key, message, signature)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged() from None


def _damaged() -> BadInput:
    return BadInput("这份备份不完整或损坏，不能用来核对。请换一份。", field="against")
