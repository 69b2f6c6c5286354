"""Open the keys of a profile by a slot that asks a person, and hand them to the key holder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counter.db.keys.card_slots import raw_slots
from counter.db.keys.key_folder import KEYS_FILE, Keys, card_of, checked_keys, hold_keys, open_with_recovery
from counter.db.keys.slots.derivation import cost_in, derive
from counter.db.keys.slots.key_stick import find_sticks
from counter.db.keys.slots.sealing_to_slot import open_slot
from counter.db.keys.slots.wrong_tries import WrongTries
from counter.domain.errors import WorldTrouble
from counter.services.keys.slot_kinds import TITLES, SecretRefused, SlotKind

_MOST_OF_A_KIND = 8
_DAMAGED = (
    f"密钥登记文件 {KEYS_FILE} 里{{}}要用的那一段有损，什么也没有改动。"
    f"请用别的方式打开，或从备份只取回 {KEYS_FILE}。"
)
_WRONG = {
    SlotKind.PHRASE: ("口令词不对：词都在词表里，但不是这台电脑的那一组。请对照原件再输。", "phrase"),
    SlotKind.STICK: ("钥匙盘对，口令不对。请再输一次。", "pin"),
}


def unlock(folder: Path, kind: SlotKind, secret: str, stick: Path | None = None) -> Keys:
    """Open a slot of that kind and hand the keys to the holder.

    ``secret``: the phrase in its canonical form (``services.keys.phrase``), the PIN, or the recovery key as typed;
    ``stick``: the stick's folder, None looks for it. Raises SecretRefused for a wrong secret or stick, WorldTrouble
    where it has to wait or the card is damaged.
    """
    keys = open_keys(folder, kind, secret, stick)
    hold_keys(keys)
    return keys


def open_keys(folder: Path, kind: SlotKind, secret: str, stick: Path | None = None) -> Keys:
    """As ``unlock``, without handing the keys to anybody."""
    if kind in (SlotKind.RECOVERY, SlotKind.HALL_RECOVERY):
        return open_with_recovery(folder, secret, by_hall=kind is SlotKind.HALL_RECOVERY)
    card = card_of(folder)
    slots = [slot for slot in raw_slots(card) if slot["kind"] == kind][:_MOST_OF_A_KIND]
    if not slots or kind not in (*_WRONG, SlotKind.TPM):
        raise SecretRefused(f"这份资料没有设“{TITLES[kind]}”，请换一种方式打开。", field="kind")
    try:
        if kind is SlotKind.TPM:
            from counter.db.keys.slots.tpm_chip import unseal_any

            return checked_keys(card, unseal_any(slots, card["profile"], secret))
        return checked_keys(card, _guessed(card, slots, kind, secret, stick))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorldTrouble(_DAMAGED.format(TITLES[kind])) from error


def _guessed(
    card: dict[str, Any], slots: list[Any], kind: SlotKind, secret: str, stick: Path | None
) -> bytes:
    """The 64 bytes by a secret that can be guessed: tries are counted."""
    held = dict.fromkeys((slot["id"] for slot in slots), b"")
    if kind is SlotKind.STICK:
        held = {slot["id"]: content for slot, content in find_sticks(slots, stick)}
    tries = WrongTries(card["profile"])
    tries.begin()
    for slot in slots:
        if slot["id"] in held:
            plain = open_slot(slot, card["profile"], slot_secret(slot, secret, held[slot["id"]]))
            if plain is not None:
                tries.succeeded()
                return plain
    sentence, field = _WRONG[kind]
    raise SecretRefused(sentence, field=field)


def slot_secret(slot: dict[str, Any], secret: str, beside: bytes) -> bytes:
    """The 32 bytes that open a slot. ``beside``: a stick's 32 bytes, or none."""
    salt = bytes.fromhex(slot["params"]["salt"])
    derived = derive(secret, salt, cost_in(slot["params"]))
    if not beside:
        return derived
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"counter key stick 1").derive(derived + beside)
