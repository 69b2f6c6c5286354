"""Events of the key slots of this machine: a way to open its keys was added or taken away. They hold no secret."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event


@event("keys.slot_added", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeySlotAdded:
    """``keys.slot_added``: ``kind_of_slot`` as ``services.keys.slot_kinds`` names it; ``agreed_by``: code of the second
    person.
    """

    slot: str
    kind_of_slot: str
    agreed_by: str = ""


@event("keys.slot_removed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeySlotRemoved:
    """``keys.slot_removed``: that slot opens nothing any more; fields as of ``keys.slot_added``."""

    slot: str
    kind_of_slot: str
    agreed_by: str = ""
