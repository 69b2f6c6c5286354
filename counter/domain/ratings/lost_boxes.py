"""Boxes that were lost with a PC: what a restored window tells of them, so that the office counts them as lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event


@dataclass(frozen=True, slots=True)
class LostOfDay:
    """``anonymous``: closed invitations of a civil day (ISO) whose anonymous box is gone; ``still_open``: invitations
    that were open, of which both are.
    """

    day: str
    anonymous: int
    still_open: int


@event("ratings.lost", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RatingsLost:
    """``ratings.lost`` (subject ``rating_losses``): what a backup did not hold, as no backup may (decision 0012)."""

    days: tuple[LostOfDay, ...]


def lost_days(
    boxed: Iterable[str], batched: Iterable[tuple[str, int]], still_open: Iterable[str]
) -> tuple[LostOfDay, ...]:
    """What is lost. ``boxed``: the day of each named box; ``batched``: days with their number of anonymous boxes;
    ``still_open``: the day of each invitation that was never closed.
    """
    closed, opened = Counter(boxed), Counter(still_open)
    for day, boxes in batched:
        closed[day] -= boxes
    days = sorted({day for day, n in closed.items() if n > 0} | set(opened))
    return tuple(LostOfDay(day, max(0, closed[day]), opened[day]) for day in days if day)
