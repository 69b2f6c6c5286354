"""Events of restoring: what came back, what is missing, who confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.hall.backup.header import BackedUpHead
from counter.domain.hall.backup.loss import LostEntries, SeriesEnd
from counter.domain.journal.kinds import Slot, event

SUBJECT = "restoring"
"""The subject of these events."""


@event("profile.restored", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ProfileRestored:
    """``profile.restored``: the profile came out of a backup; the epoch before this entry's ended there.

    ``backup``: the salt of the file; ``made_at``: UTC ISO; ``entries``: lost for certain; ``series``: higher numbers
    than these may have been given out; ``forgotten``: how many people were forgotten again.
    """

    backup: str
    made_at: str
    head: BackedUpHead
    entries: tuple[LostEntries, ...]
    series: tuple[SeriesEnd, ...]
    forgotten: int


@event("restoring.confirmed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RestoringConfirmed:
    """``restoring.confirmed``: two people have read what is missing (one where the hall has no second).

    ``backup``: as above; ``by``, ``agreed_by``: codes, the second empty where nobody else could agree.
    """

    backup: str
    by: str
    agreed_by: str
