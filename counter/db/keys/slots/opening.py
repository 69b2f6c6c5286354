"""Open the keys of a profile by a slot that asks a person, and hand them to the key holder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from counter.db.keys.card_slots import MOST_OF_A_KIND, is_undamaged, raw_slots
from counter.db.keys.key_folder import (
    KEYS_FILE,
    Keys,
    card_of,
    checked_keys,
    hold_keys,
    open_with_recovery,
    require_same_set,
)
from counter.db.keys.slots.derivation import cost_in, derive
from counter.db.keys.slots.key_stick import find_sticks
from counter.db.keys.slots.sealing_to_slot import open_slot, public_of_slot, sealed_parts
from counter.db.keys.slots.wrong_tries import WrongTries
from counter.domain.errors import WorldTrouble
from counter.services.keys.slot_kinds import TITLES, SecretRefused, SlotKind

_DAMAGED = (
    f"密钥登记文件 {KEYS_FILE} 里{{}}要用的那一段损坏，什么也没有改动。"
    f"请用别的方式打开，或从备份只取回 {KEYS_FILE}。"
)
_TAKEN_AWAY = (
    f"这一种打开方式（{{}}）已经去掉了，密钥登记文件 {KEYS_FILE} 被换回了旧的，没有打开。"
    f"请放回现在的 {KEYS_FILE}，或用恢复密钥打开；再由两位负责人查明是谁换的，并换密钥（counter keys rotate data）："
    "不换，拿着旧文件和旧口令的人用别的办法还能打开。"
)
_WRONG = {
    SlotKind.PHRASE: ("口令词不对：词都在词表里，但不是这台电脑的那一组。请对照原件再输。", "phrase"),
    SlotKind.STICK: ("钥匙盘对，口令不对。请再输一次。", "pin"),
}
_ONE_DAMAGED = f"{KEYS_FILE} 里另有一个{{}}损坏：要是输的就是那一个，请用别的方式打开。"

GoneSlots = Callable[[Keys], Collection[str]]
"""Ids of slots that were taken away, as the profile's own entries say."""


def unlock(
    folder: Path, kind: SlotKind, secret: str, stick: Path | None = None, gone: GoneSlots = lambda _: ()
) -> Keys:
    """Open a slot of that kind and hand the keys to the holder.

    ``secret``: the phrase in its canonical form (``services.keys.phrase``), the PIN, or the recovery key as typed;
    ``stick``: the stick's folder, None looks for it. Raises SecretRefused for a wrong secret or stick, WorldTrouble
    where it has to wait, the card is damaged, or an older card lists a slot that is ``gone``. Recovery keys always
    open: nobody who writes to the folder can lock a hall out of its data.
    """
    keys = open_keys(folder, kind, secret, stick, gone)
    hold_keys(keys)
    return keys


def open_keys(
    folder: Path, kind: SlotKind, secret: str, stick: Path | None = None, gone: GoneSlots = lambda _: ()
) -> Keys:
    """As ``unlock``, without handing the keys to anybody."""
    if kind in (SlotKind.RECOVERY, SlotKind.HALL_RECOVERY):
        keys = open_with_recovery(folder, secret, by_hall=kind is SlotKind.HALL_RECOVERY)
        require_same_set(folder, card_of(folder))
        return keys
    card = card_of(folder)
    slots = [slot for slot in raw_slots(card) if slot["kind"] == kind][:MOST_OF_A_KIND]
    if not slots or kind not in (*_WRONG, SlotKind.TPM):
        raise SecretRefused(f"这份资料没有设“{TITLES[kind]}”，请换一种方式打开。", field="kind")
    whole = [slot for slot in slots if _is_whole(slot, kind)]
    try:
        if not whole:
            raise ValueError("damaged slots")
        if kind is SlotKind.TPM:
            from counter.db.keys.slots.tpm_chip import unseal_any

            slot, plain = unseal_any(whole, card["profile"], secret)
        else:
            slot, plain = _guessed(card, whole, kind, secret, stick, damaged=len(whole) < len(slots))
        keys = checked_keys(card, plain)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorldTrouble(_DAMAGED.format(TITLES[kind])) from error
    require_same_set(folder, card)
    if slot["id"] in gone(keys):
        raise WorldTrouble(_TAKEN_AWAY.format(TITLES[kind]), field="slot")
    return keys


def _is_whole(slot: Mapping[str, Any], kind: SlotKind) -> bool:
    """Whether what the slot says can be used: damage costs nobody a try."""
    try:
        sealed_parts(slot)
        bytes.fromhex(slot["params"]["public"])
        if kind is not SlotKind.TPM:
            bytes.fromhex(slot["params"]["salt"])
            cost_in(slot["params"])
        return is_undamaged(slot)
    except (ValueError, KeyError, TypeError):
        return False


def _guessed(
    card: dict[str, Any], slots: list[Any], kind: SlotKind, secret: str, stick: Path | None, *, damaged: bool
) -> tuple[Mapping[str, Any], bytes]:
    """The slot and the 64 bytes by a secret that can be guessed: tries are counted. ``damaged``: another slot of the
    kind cannot be tried. Raises ValueError where the secret is right and what it opens is damaged.
    """
    held = dict.fromkeys((slot["id"] for slot in slots), b"")
    if kind is SlotKind.STICK:
        held = {slot["id"]: content for slot, content in find_sticks(slots, stick)}
    tries = WrongTries(card["profile"])
    tries.begin()
    for slot in slots:
        if slot["id"] in held:
            derived = slot_secret(slot, secret, held[slot["id"]])
            plain = open_slot(slot, card["profile"], derived)
            if plain is not None:
                tries.succeeded()
                return slot, plain
            if public_of_slot(derived) == slot["params"]["public"]:
                tries.succeeded()
                raise ValueError("right secret, damaged wrapping")
    sentence, field = _WRONG[kind]
    raise SecretRefused(sentence + (_ONE_DAMAGED.format(TITLES[kind]) if damaged else ""), field=field)


def slot_secret(slot: dict[str, Any], secret: str, beside: bytes) -> bytes:
    """The 32 bytes that open a slot. ``beside``: a stick's 32 bytes, or none."""
    salt = bytes.fromhex(slot["params"]["salt"])
    derived = derive(secret, salt, cost_in(slot["params"]))
    if not beside:
        return derived
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"counter key stick 1").derive(derived + beside)
