"""Add a slot to a profile's card and remove one; the data is not encrypted anew.

Whoever calls has the keys open. The card is replaced atomically: a kill leaves the old slots or the new ones. What lies
outside the card (key file, keyring, stick) is written before a slot is listed and taken away before it is struck off: a
secret is never left where no slot tells of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from counter.db.file.errors import explained
from counter.db.file.files import sync_folder
from counter.db.keys.card_slots import MOST_OF_A_KIND, card_with, raw_slots, slots_in, with_sum
from counter.db.keys.key_folder import KEYS_FILE, Keys, begun, card_of, write_card
from counter.db.keys.key_stores import KEY_FILE, KeyringStore, forget, keyring_works, store_named
from counter.db.keys.next_keys import overwrite
from counter.db.keys.slots.derivation import Cost, measured_cost
from counter.db.keys.slots.key_stick import check_pin, make_stick, print_of, take_back
from counter.db.keys.slots.opening import slot_secret
from counter.db.keys.slots.sealing_to_slot import MARK, public_of_slot, seal_to_slot, slot_mark
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import (
    AUTOMATIC,
    LONGEST_LABEL,
    TITLES,
    KeySlot,
    NewSlot,
    SlotKind,
    removable_slot,
)


def add_slot(
    folder: Path, keys: Keys, new: NewSlot, made: str, record: Callable[[KeySlot], object] = lambda _: None
) -> KeySlot:
    """Add a slot; ``made``: the civil day, ISO; ``record``: called when all but the card is written.

    Raises BadInput for an unusable secret or stick, or too many slots, WorldTrouble where something cannot be written;
    then nothing is changed.
    """
    same = [slot for slot in raw_slots(_card(folder)) if slot["kind"] == new.kind]
    if new.kind in AUTOMATIC and same:
        raise BadInput(f"已经设了“{TITLES[new.kind]}”。", field="kind")
    if len(same) >= MOST_OF_A_KIND:
        raise BadInput(f"“{TITLES[new.kind]}”最多设 {MOST_OF_A_KIND} 个，请先去掉不用的。", field="kind")
    slot: dict[str, Any] = {"id": secrets.token_hex(4), "kind": new.kind.value, "made": made}
    if new.label.strip():
        slot["label"] = new.label.strip()[:LONGEST_LABEL]
    undo = _fill(slot, folder, keys, new)
    made_slot = slots_in({"version": 2, "slots": [slot]})[0]
    try:
        record(made_slot)
        card = _card(folder)  # another program may have changed it while the cost was measured
        write_card(folder, card_with(card, [*raw_slots(card), with_sum(slot) if "wrapped" in slot else slot]))
    except BaseException:
        undo()
        raise
    return made_slot


def _fill(slot: dict[str, Any], folder: Path, keys: Keys, new: NewSlot) -> Callable[[], object]:
    """Complete a slot and what belongs to it outside the card; returns what takes the latter back."""
    plain = keys.data + keys.master
    if new.kind in AUTOMATIC:
        if new.kind is SlotKind.KEYRING and not keyring_works():
            raise BadInput("这台电脑的系统钥匙串现在用不了，请选别的方式。", field="kind")
        with explained():
            store_named(new.kind, folder).write(keys.profile_id, plain)
        return lambda: _forget_store(folder, keys.profile_id, new.kind)
    if new.kind is SlotKind.TPM:
        from counter.db.keys.slots.tpm_chip import seal_in_chip

        slot["params"], secret = seal_in_chip(check_pin(new.secret))
    elif new.kind is SlotKind.STICK:
        if new.stick is None:
            raise BadInput("请写明钥匙盘在哪里。", field="stick")
        pin, cost = check_pin(new.secret), measured_cost()
        on_stick = make_stick(new.stick, slot["id"], folder)
        slot["params"] = {**_fresh(cost), "stick": print_of(on_stick)}
        secret = slot_secret(slot, pin, on_stick)
    elif new.kind is SlotKind.PHRASE:
        slot["params"] = _fresh(measured_cost())
        secret = slot_secret(slot, new.secret, b"")
    else:
        raise BadInput("恢复密钥在设置时交给您，不在这里添加。", field="kind")
    slot["params"]["public"] = public_of_slot(secret)
    slot["wrapped"] = seal_to_slot(slot, keys.profile_id, plain)
    slot[MARK] = slot_mark(slot, keys.profile_id, keys.master)
    stick = new.stick
    return lambda: None if stick is None else take_back(stick, slot["id"])


def _fresh(cost: Cost) -> dict[str, Any]:
    return {**cost.params(), "salt": secrets.token_hex(16)}


def remove_slot(folder: Path, slot_id: str) -> KeySlot:
    """Remove a slot. Raises as ``removable_slot``, and WorldTrouble where its secrets cannot be taken away."""
    card = _card(folder)
    found = removable_slot(slots_in(card), slot_id)
    left = [slot for slot in raw_slots(card) if slot["id"] != slot_id]
    _forget_store(folder, card["profile"], found.kind)
    write_card(folder, card_with(card, left))
    return found


def left_key_file(folder: Path) -> bool:
    """Whether a key file lies in the folder that no slot tells of."""
    return (folder / KEY_FILE).exists() and not any(
        s.kind is SlotKind.FILE for s in slots_in(card_of(folder))
    )


def _card(folder: Path) -> dict[str, Any]:
    """The card of the finished profile, or of the set-up under way."""
    return card_of(folder) if (folder / KEYS_FILE).exists() else (begun(folder) or card_of(folder))


def _forget_store(folder: Path, profile_id: str, kind: SlotKind) -> None:
    """Take the secrets out of a store. A file is overwritten first; what a disk keeps of it beneath is its own."""
    if kind is SlotKind.KEYRING:
        forget(KeyringStore.name, profile_id)
        kept = None
        with suppress(WorldTrouble):  # a keyring that does not answer opens nothing either
            kept = KeyringStore().read(profile_id)
        if kept is not None:
            raise WorldTrouble("系统钥匙串没有删掉密钥，打开方式没有去掉。请解锁钥匙串再试。")
    if kind is not SlotKind.FILE:
        return
    file = folder / KEY_FILE
    with explained():
        if not file.exists():
            return
        overwrite(file)
        file.unlink()
        sync_folder(folder)
