"""A check value of the recovery key's wrapping, in the encrypted file: damage to ``keys.json`` is found before
recovery.

What the recovery key opens can only be tried with it. But the wrapping is written once, so its value under the master
tells whether it is unchanged. It lies in the file's own header (``PRAGMA user_version``, which nothing else uses): no
table, and inside the bytes that SQLCipher authenticates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from counter.db.keys.card_slots import wrapped_in
from counter.db.keys.sealing import CaseKeys
from counter.services.keys.slot_kinds import SlotKind

_PURPOSE = b"counter wrapping 1 "
_BITS = 0x7FFFFFFF
"""SQLite stores 31 bits there (and the sign): damage goes unnoticed once in two thousand million times."""


def wrapping_value(card: Mapping[str, Any], keys: CaseKeys) -> int:
    """Value of the recovery slots and the profile they are bound to, under the master; never 0. Other slots come and
    go.
    """
    bound = {"profile": card.get("profile"), "wrapped": wrapped_in(card, SlotKind.RECOVERY)}
    hall = wrapped_in(card, SlotKind.HALL_RECOVERY)
    if hall is not None:
        bound["hall_wrapped"] = hall
    text = json.dumps(bound, sort_keys=True, ensure_ascii=False).encode()
    return (int.from_bytes(keys.digest(_PURPOSE + text)[:4], "big") & _BITS) or 1


def kept_wrapping(connection: Any) -> int:
    """The stored value; 0 in a profile set up by an older program."""
    value: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return value


def keep_wrapping(connection: Any, card: Mapping[str, Any], keys: CaseKeys) -> None:
    """Store the value: at set-up, and of an older profile at its first check."""
    connection.execute(f"PRAGMA user_version = {wrapping_value(card, keys)}")
