"""The hall's private key in the profile that holds it: a small file, sealed by the master like the station's seeds.

Beside the journal and never in an entry: entries travel to other stations, this key only under a passphrase.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from counter.db.files import write_durably
from counter.db.sealing import CaseKeys, seal, unseal
from counter.db.trouble import explained
from counter.domain.errors import WorldTrouble

HALL_KEY_FILE = "hall.key"
_BOUND_TO = "hall key"
_VERSION = 1


def keep_hall_seed(folder: Path, keys: CaseKeys, seed: bytes) -> None:
    """Keep the Ed25519 seed of the hall key, readable by this account and this profile's master only."""
    sealed = base64.b64encode(seal(keys.master(), seed, _BOUND_TO)).decode()
    data = json.dumps({"version": _VERSION, "sealed": sealed}, indent=1).encode()
    with explained():
        write_durably(folder / HALL_KEY_FILE, data, mode=0o600)


def hall_seed(folder: Path, keys: CaseKeys) -> bytes | None:
    """The seed of the hall key, or None where this profile holds none. Raises WorldTrouble for a damaged file."""
    path = folder / HALL_KEY_FILE
    if not path.exists():
        return None
    try:
        with explained():
            card = json.loads(path.read_text(encoding="utf-8"))
        return unseal(keys.master(), base64.b64decode(card["sealed"]), _BOUND_TO)
    except (ValueError, KeyError, TypeError) as error:
        sentence = (
            f"大厅密钥文件 {HALL_KEY_FILE} 读不出，可能已损坏。请从备份取回，或用导出的大厅密钥重新导入。"
        )
        raise WorldTrouble(sentence) from error
