"""The card of other keys: every slot that can be wrapped anew without its secret, and a new recovery key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.db.keys.card_slots import card_with, is_undamaged, raw_slots, slots_in, with_sum
from counter.db.keys.key_folder import Keys, check_of
from counter.db.keys.recovery_wrapping import wrap
from counter.db.keys.slots.sealing_to_slot import seal_to_slot
from counter.services.keys.hall_recovery import seal_to_hall, sealed_to
from counter.services.keys.recovery_key import secret_of
from counter.services.keys.slot_kinds import AUTOMATIC, KeySlot, SlotKind


def renewed_card(
    card: Mapping[str, Any], keys: Keys, salt: bytes, recovery_key: str, hall_recovery: str, made: str
) -> tuple[dict[str, Any], tuple[KeySlot, ...]]:
    """The card that wraps ``keys``, and the slots that had to be left out because only their secret could renew them.

    ``salt``: first bytes of the data file that they open; ``hall_recovery``: public half of the hall's recovery key, ""
    where the slot's own note of it is to be used; ``made``: civil day of the new recovery key, ISO.
    """
    kept: list[dict[str, Any]] = []
    plain = keys.data + keys.master
    on_paper = {"wrapped": wrap(plain, secret_of(recovery_key), keys.profile_id), "made": made}
    for slot in raw_slots(card):
        kind, renewed = slot["kind"], dict(slot)
        public = sealed_to(slot.get("wrapped")) if kind == SlotKind.HALL_RECOVERY else ""
        if kind == SlotKind.RECOVERY:
            renewed |= on_paper
        elif kind == SlotKind.HALL_RECOVERY and (hall_recovery or public):
            renewed |= {"wrapped": seal_to_hall(plain, hall_recovery or public, keys.profile_id)}
        elif isinstance(slot.get("params"), dict) and "public" in slot["params"] and is_undamaged(slot):
            try:
                renewed |= {"wrapped": seal_to_slot(slot, keys.profile_id, plain)}
            except (ValueError, TypeError):  # damaged by hand, or before slots had a sum
                continue
            renewed = with_sum(renewed)
        elif kind not in AUTOMATIC:
            continue
        kept.append(renewed)
    if not any(slot["kind"] == SlotKind.RECOVERY for slot in kept):  # lost from a damaged card
        kind = SlotKind.RECOVERY.value
        kept.append({"id": kind, "kind": kind, **on_paper})
    left = {slot["id"] for slot in kept}
    gone = tuple(slot for slot in slots_in(card) if slot.id not in left)
    return card_with({**card, "check": check_of(keys), "salt": salt.hex()}, kept), gone
