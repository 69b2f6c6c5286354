"""Events of wrong PINs in a row: they stay when the count of tries is forgotten after a right one."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event

SUBJECT = "pins"


@event("pin.wrong", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class PinWrong:
    """``pin.wrong`` (subject ``pins``): a run of wrong PINs that locked nothing, once it is over.

    ``right``: the right one followed, else nobody went on, or the person got another PIN. ``wrong``: how many;
    ``last``: when the last one was (ISO, UTC), to the second; "" where the right one followed.

    One entry for a run. ``code``: of a person on the list. Never what was typed; the actor is empty.
    """

    code: str
    wrong: int
    last: str
    right: bool


@event("pin.locked", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class PinLocked:
    """``pin.locked`` (subject ``pins``): a wrong PIN locked a code for a while; ``wrong``: how many in a row.

    ``code``: of a person on the list; empty for any other, because a PIN may have been typed in its place. Never what
    was typed. The actor is empty: nobody's identity was proved.
    """

    code: str
    wrong: int
