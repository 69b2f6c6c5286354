"""Events of a window that closes for good (撤窗): its cases go to another window, then it takes nothing new."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event

SUBJECT = "window"
"""The subject of a station's closing."""


@event("window.closing", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class WindowClosing:
    """``window.closing``: from now on nothing new is taken here; the cases go to the station ``to``, one by one.

    ``agreed_by``: a second person; ``reason``: said by the hall, names nobody.
    """

    to: str
    agreed_by: str
    reason: str


@event("window.closed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class WindowClosed:
    """``window.closed``: nothing is left here that another window has to do. ``cases``: how many went to ``to``."""

    to: str
    cases: int
