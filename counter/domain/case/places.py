"""What exactly an event writes: the slot of its kind, and by its own fields which item, paper or line in it."""

from __future__ import annotations

from typing import Any

from counter.domain.case.item_events import CustodyMoved, Hands
from counter.domain.journal.kinds import EventKind, Slot

Place = tuple[Slot, str]
"""A slot, and what exactly in it (``Conflict.key``)."""


def places_of(kind: EventKind[Any], event: Any) -> tuple[Place, ...]:
    """The places that an event writes: its kind's slot, and by its own fields what exactly in it."""
    match kind.slot:
        case Slot.ITEM:
            keys = event.items if hasattr(event, "items") else (event.item,)
        case Slot.LINE:
            keys = tuple(getattr(line, "line", line) for line in event.lines)
        case Slot.PAPER:
            keys = (event.paper,)
        case Slot.ORIGINAL:
            keys = _sent_out(event)
        case Slot.CERTIFICATE:
            keys = event.certificates if hasattr(event, "certificates") else (event.certificate,)
        case Slot.PERSON:
            keys = (event.who,)
        case Slot.NAMED:
            return ((Slot(event.in_slot), event.key),)
        case None | Slot.NONE | Slot.OWN:
            return ()
        case _:
            keys = ("",)
    return tuple((kind.slot, key) for key in keys)


def _sent_out(event: CustodyMoved) -> tuple[str, ...]:
    """Lines of which sheets left the window: what comes back contradicts nothing."""
    return () if event.hands is Hands.TO_WINDOW else tuple(moved.line for moved in event.moved)
