"""Change the key slots of a profile: two persons, and an entry that says which slot, never what opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.hall.rights import Capability
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.phrase import PhraseWords
from counter.services.keys.slot_kinds import KeySlot, NewSlot, SlotKind
from counter.services.keys.trusted import append


@dataclass(frozen=True, slots=True)
class SlotState:
    """``held``: the key holder has the keys; ``locked_memory``: they cannot reach the swap (None: nobody holds them);
    ``can_hold``: this system has a key holder; ``left_key_file``: a key file lies there that no slot tells of;
    ``cannot_hold``: why the holder cannot work here and what to do, "" where it can.
    """

    held: bool
    locked_memory: bool | None
    can_hold: bool
    left_key_file: bool
    cannot_hold: str = ""


class SlotKeeper(Protocol):
    """The slots of one profile on this machine. All but ``words`` and ``check_pin`` may take seconds and
    raise ``CounterError``."""

    @property
    def words(self) -> PhraseWords:
        """The words of phrases."""
        ...

    def slots(self) -> tuple[KeySlot, ...]:
        """The slots of the profile."""
        ...

    def usable(self) -> tuple[SlotKind, ...]:
        """Kinds that can be made on this machine, the recommended first."""
        ...

    def state(self) -> SlotState:
        """Whether the keys are held, and how."""
        ...

    def locked(self) -> tuple[SlotKind, ...]:
        """The kinds that a person can open now; empty where the profile opens by itself or is open."""
        ...

    def unlock(self, kind: SlotKind, typed: str, stick: Path | None = None) -> bool:
        """Open a slot with what a person typed; whether every program of this account has the keys now, and not only
        this one.
        """
        ...

    def lock(self) -> bool:
        """Take the keys from the key holder; whether it had them."""
        ...

    def check_pin(self, pin: str) -> None:
        """Raises BadInput for a PIN that a stick or a chip does not take; at once."""
        ...

    def add(self, new: NewSlot, made: date, record: Callable[[KeySlot], object]) -> KeySlot:
        """Add a slot; ``record`` is called before it is listed."""
        ...

    def remove(self, slot_id: str) -> KeySlot:
        """Remove a slot."""
        ...


def add_key_slot(
    journal: Journal,
    keeper: SlotKeeper,
    new: NewSlot,
    *,
    code: str,
    pin: str,
    today: date,
    agreed: str = "",
) -> KeySlot:
    """Add a slot and record it. ``agreed``: code of a second person whose PIN was just checked.

    The entry is written before the slot opens anything. Raises RuleRefused for who may not, and with one person where a
    second exists; BadInput for an unusable secret.
    """
    by, agreed = check_who_changes_slots(journal, code=code, pin=pin, agreed=agreed)

    def record(slot: KeySlot) -> None:
        append(journal, KeySlotAdded(slot.id, slot.kind, agreed), actor=by)

    return keeper.add(new, today, record)


def remove_key_slot(
    journal: Journal, keeper: SlotKeeper, slot_id: str, *, code: str, pin: str, agreed: str = ""
) -> KeySlot:
    """Remove a slot and record it afterwards: an entry never says that a slot is gone while it opens. Raises as
    ``add_key_slot``, and BadInput for the recovery key and the last everyday slot.
    """
    by, agreed = check_who_changes_slots(journal, code=code, pin=pin, agreed=agreed)
    slot = keeper.remove(slot_id)
    append(journal, KeySlotRemoved(slot.id, slot.kind, agreed), actor=by)
    return slot


def replace_phrase(
    journal: Journal,
    keeper: SlotKeeper,
    new: NewSlot,
    *,
    code: str,
    pin: str,
    today: date,
    agreed: str = "",
) -> tuple[KeySlot, int]:
    """A new phrase in place of every old one: the new one opens before an old one is removed. The new slot, and how
    many were removed. Raises as ``add_key_slot``.
    """
    old = [slot for slot in keeper.slots() if slot.kind is SlotKind.PHRASE]
    made = add_key_slot(journal, keeper, new, code=code, pin=pin, today=today, agreed=agreed)
    for slot in old:
        remove_key_slot(journal, keeper, slot.id, code=code, pin=pin, agreed=agreed)
    return made, len(old)


def check_who_changes_slots(journal: Journal, *, code: str, pin: str, agreed: str) -> tuple[str, str]:
    """The codes of who changes slots and of the second person. Raises RuleRefused."""
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    return by.code, check_second(journal, by, agreed, "改打开方式")
