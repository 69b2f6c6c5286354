"""Event of wrong PINs in a row: it stays when the count of tries is forgotten after a right one."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event

SUBJECT = "pins"


@event("pin.locked", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class PinLocked:
    """``pin.locked`` (subject ``pins``): a wrong PIN locked a code for a while; ``wrong``: how many in a row.

    ``code``: of a person on the list; empty for any other, because a PIN may have been typed in its place. Never what
    was typed. The actor is empty: nobody's identity was proved.
    """

    code: str
    wrong: int
