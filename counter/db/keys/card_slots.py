"""The slots in the card ``keys.json``, in both of its forms; the card holds no secret.

Form 1 has one automatic slot (``kept``), the recovery key's wrapping and perhaps the hall's. It is read as slots and
written as form 2 when a slot changes. ``kept`` stays in form 2, so that an older program says that it is too old.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from counter.services.keys.slot_kinds import KeySlot, SlotKind

SLOTS = "slots"
_SUM = "sum"
_SUMMED = ("id", "kind", "params", "wrapped")
_MOST = 32
MOST_OF_A_KIND = 8
"""More are neither made nor tried."""
_AUTOMATIC = "kept"
_ID = re.compile(r"[0-9a-z_]{1,40}")


def raw_slots(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The slots as stored, also of kinds that this program does not know. Raises ValueError for a damaged card."""
    if card["version"] > 1:
        slots = card[SLOTS]
        if not (isinstance(slots, list) and len(slots) <= _MOST and all(_is_slot(slot) for slot in slots)):
            raise ValueError("no slots")
        return list(slots)
    kept = SlotKind.KEYRING if card["kept"] == SlotKind.KEYRING else SlotKind.FILE
    found: list[dict[str, Any]] = [{"id": _AUTOMATIC, "kind": kept.value}]
    for kind, name in ((SlotKind.RECOVERY, "wrapped"), (SlotKind.HALL_RECOVERY, "hall_wrapped")):
        if name in card:
            found.append({"id": kind.value, "kind": kind.value, "wrapped": card[name]})
    return found


def _is_slot(slot: object) -> bool:
    """Files are named by the id, and people read it."""
    if not isinstance(slot, dict) or not all(isinstance(slot.get(name), str) for name in ("id", "kind")):
        return False
    return _ID.fullmatch(slot["id"]) is not None


def card_with(card: Mapping[str, Any], slots: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The card with these slots, in form 2."""
    kept = {name: card[name] for name in ("profile", "check", "salt", "with") if name in card}
    return {"version": 2, "kept": SLOTS, **kept, SLOTS: [dict(slot) for slot in slots]}


def slots_in(card: Mapping[str, Any]) -> tuple[KeySlot, ...]:
    """The slots of known kinds, in order. Raises ValueError for a damaged card."""
    known = {kind.value for kind in SlotKind}
    return tuple(
        KeySlot(slot["id"], SlotKind(slot["kind"]), _text(slot, "label"), _text(slot, "made"))
        for slot in raw_slots(card)
        if slot["kind"] in known
    )


def wrapped_in(card: Mapping[str, Any], kind: SlotKind) -> Any:
    """What the first slot of that kind holds; None where there is none."""
    return next((slot.get("wrapped") for slot in raw_slots(card) if slot["kind"] == kind), None)


def with_sum(slot: Mapping[str, Any]) -> dict[str, Any]:
    """The slot with a sum over what opens it: damage is told from a wrong phrase or PIN before anybody types one.

    It proves nothing against somebody who writes a slot of their own.
    """
    return {**slot, _SUM: _sum_of(slot)}


def is_undamaged(slot: Mapping[str, Any]) -> bool:
    """Whether its sum agrees; also where an older program made it without one."""
    return _SUM not in slot or slot[_SUM] == _sum_of(slot)


def _sum_of(slot: Mapping[str, Any]) -> str:
    text = json.dumps({name: slot.get(name) for name in _SUMMED}, sort_keys=True)
    return hashlib.sha256(b"counter key slot sum 1 " + text.encode()).hexdigest()[:16]


def _text(slot: Mapping[str, Any], name: str) -> str:
    value = slot.get(name, "")
    return "".join(char for char in value[:60] if char.isprintable()) if isinstance(value, str) else ""
