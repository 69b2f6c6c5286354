"""The card of other keys: every slot that can be wrapped anew without its secret, and a new recovery key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter.db.keys.card_slots import card_with, raw_slots, slots_in, with_sum
from counter.db.keys.key_folder import Keys, check_of
from counter.db.keys.recovery_wrapping import wrap
from counter.db.keys.slots.sealing_to_slot import MARK, has_mark, seal_to_slot, slot_mark
from counter.services.keys.hall_recovery import seal_to_hall, sealed_to
from counter.services.keys.recovery_key import secret_of
from counter.services.keys.slot_kinds import AUTOMATIC, KeySlot, SlotKind


@dataclass(frozen=True, slots=True, repr=False)
class RenewedRecovery:
    """What the recovery slots are made of. ``key``: the new recovery key; ``made``: its civil day, ISO; ``hall``: the
    public half of the hall's recovery key, "" where the slot's own note of it is to be used; ``hall_noted``: whether
    that note is the one that was written with the keys open.

    Has no repr: secrets never reach a log.
    """

    key: str
    made: str
    hall: str = ""
    hall_noted: bool = True


def renewed_card(
    card: Mapping[str, Any], old: Keys, keys: Keys, salt: bytes, recovery: RenewedRecovery
) -> tuple[dict[str, Any], tuple[KeySlot, ...]]:
    """The card that wraps ``keys``, and the slots that had to be left out: only their secret could renew them, or
    nobody who had the ``old`` keys open put them there.

    ``salt``: first bytes of the data file that they open.
    """
    kept: list[dict[str, Any]] = []
    plain = keys.data + keys.master
    on_paper = {"wrapped": wrap(plain, secret_of(recovery.key), keys.profile_id), "made": recovery.made}
    for slot in raw_slots(card):
        kind, renewed = slot["kind"], dict(slot)
        public = recovery.hall or (sealed_to(slot.get("wrapped")) if recovery.hall_noted else "")
        if kind == SlotKind.RECOVERY:
            renewed |= on_paper
        elif kind == SlotKind.HALL_RECOVERY and public:
            renewed |= {"wrapped": seal_to_hall(plain, public, keys.profile_id)}
        elif isinstance(slot.get("params"), dict) and has_mark(slot, old.profile_id, old.master):
            renewed |= {"wrapped": seal_to_slot(slot, keys.profile_id, plain)}
            renewed = with_sum({**renewed, MARK: slot_mark(slot, keys.profile_id, keys.master)})
        elif kind not in AUTOMATIC:
            continue
        kept.append(renewed)
    if not any(slot["kind"] == SlotKind.RECOVERY for slot in kept):  # lost from a damaged card
        kind = SlotKind.RECOVERY.value
        kept.append({"id": kind, "kind": kind, **on_paper})
    left = {slot["id"] for slot in kept}
    gone = tuple(slot for slot in slots_in(card) if slot.id not in left)
    return card_with({**card, "check": check_of(keys), "salt": salt.hex()}, kept), gone
