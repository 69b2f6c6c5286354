"""The key slots of a profile on this machine (``services.keys.slots.SlotKeeper``), and whether it is locked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.domain.errors import BadInput
from counter.services.keys.phrase import PhraseWords
from counter.services.keys.slot_kinds import ASKED, KeysLocked, KeySlot, NewSlot, SlotKind
from counter.services.keys.slots import SlotState

if TYPE_CHECKING:
    from counter.db.keys.key_folder import Keys
    from counter.services.context.ports import Journal

PUT_BACK_REMEDY = (
    "请值班负责人查明是谁换的；再去掉一次（counter keys remove 编号），"
    "并由两位负责人换密钥（counter keys rotate data）：不换，拿着旧文件的人用别的办法还能打开。"
)


def slots_put_back(profile: Path, journal: Journal) -> str:
    """What to say where the card lists slots that entries have taken away: somebody laid an older one in its place; ""
    where it does not.
    """
    from counter.db.keys.key_folder import slots_of
    from counter.services.keys.recorded_slots import recorded_slots
    from counter.services.keys.trusted import SUBJECT

    station = f"station:{journal.station().code}"
    gone = recorded_slots((*journal.entries(SUBJECT), *journal.entries(station))).gone
    back = "、".join(f"{slot.title} {slot.id}" for slot in slots_of(profile) if slot.id in gone)
    return f"已经去掉的打开方式又列着：{back}。密钥登记文件 keys.json 被换回了旧的" if back else ""


class KeySlots:
    """The slots of one profile."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile

    @cached_property
    def words(self) -> PhraseWords:
        file = config.resources_folder() / "phrase" / "words.txt"
        return PhraseWords(file.read_text(encoding="utf-8").splitlines())

    def slots(self) -> tuple[KeySlot, ...]:
        from counter.db.keys.key_folder import slots_of

        return slots_of(self._profile)

    def usable(self) -> tuple[SlotKind, ...]:
        from counter.db.keys.key_stores import keyring_works
        from counter.db.keys.slots.tpm_chip import has_chip

        kinds = [SlotKind.PHRASE, SlotKind.STICK]
        if has_chip():
            kinds.append(SlotKind.TPM)
        if keyring_works():
            kinds.append(SlotKind.KEYRING)
        return (*kinds, SlotKind.FILE)

    def check_pin(self, pin: str) -> None:
        from counter.db.keys.slots.key_stick import check_pin

        check_pin(pin)

    def state(self) -> SlotState:
        from counter.db.keys.holder.client import can_hold, cannot_hold, memory_is_locked
        from counter.db.keys.key_folder import profile_id
        from counter.db.keys.slots.changing import left_key_file

        locked = memory_is_locked(profile_id(self._profile))
        left = left_key_file(self._profile)
        return SlotState(locked is not None, locked, can_hold(), left, cannot_hold())

    def locked(self) -> tuple[SlotKind, ...]:
        from counter.db.keys.key_folder import load_keys

        try:
            load_keys(self._profile)
        except KeysLocked as locked:
            return locked.kinds
        return ()

    def unlock(self, kind: SlotKind, typed: str, stick: Path | None = None) -> bool:
        from counter.db.keys.holder.client import can_hold, memory_is_locked
        from counter.db.keys.slots.opening import unlock

        secret = self.words.read(typed) if kind is SlotKind.PHRASE else typed.strip()
        try:
            keys = unlock(self._profile, kind, secret, stick, self._gone)
        except BadInput:
            hall = any(slot.kind is SlotKind.HALL_RECOVERY for slot in self.slots())
            if kind is not SlotKind.RECOVERY or not hall:
                raise
            keys = unlock(
                self._profile, SlotKind.HALL_RECOVERY, secret
            )  # people have the one paper or the other
        return can_hold() and memory_is_locked(keys.profile_id) is not None

    def plugged_stick(self) -> Path | None:
        """The key file on the plugged-in stick of this profile; None without one. Not for the UI thread."""
        from counter.db.keys.card_slots import raw_slots
        from counter.db.keys.key_folder import card_of
        from counter.db.keys.slots.key_stick import plugged_stick

        return plugged_stick(raw_slots(card_of(self._profile)))

    def lock(self) -> bool:
        from counter.db.keys.key_folder import lock_keys

        return lock_keys(self._profile)

    def add(self, new: NewSlot, made: date, record: Callable[[KeySlot], object]) -> KeySlot:
        from counter.db.keys.key_folder import hold_keys
        from counter.db.keys.slots.changing import add_slot

        keys = self._keys()
        slot = add_slot(self._profile, keys, new, made.isoformat(), record)
        if new.kind in ASKED:  # the automatic slot may go next: nobody is asked before the next start
            hold_keys(keys)
        return slot

    def remove(self, slot_id: str) -> KeySlot:
        from counter.db.keys.slots.changing import remove_slot

        self._keys()
        return remove_slot(self._profile, slot_id)

    def _gone(self, keys: Keys) -> Collection[str]:
        from counter.db.journal.slot_entries import slots_in_entries

        return slots_in_entries(self._profile, keys).gone

    def _keys(self) -> Keys:
        from counter.db.keys.key_folder import load_keys

        return load_keys(self._profile)
