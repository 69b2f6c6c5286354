"""The end of a window's day (日结): what the first 日结单 states, as an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.journal.kinds import Slot, event

SUBJECT = "day_close"
"""The subject of all closings of a station."""


@dataclass(frozen=True, slots=True)
class SeriesOfDay:
    """The numbers of one series given out on a day, as the journal knew them at the closing.

    ``label``: the kinds of paper, in plain words; ``first``, ``last``: as printed. ``count``: how many of them there
    are; ``missing``: how many between the two are not there. ``voided``: 作废; ``reprinted``: more sheets than a paper
    has; ``unprinted``: nobody confirmed that a sheet came out.
    """

    label: str
    first: str
    last: str
    count: int
    missing: int
    voided: int
    reprinted: int
    unprinted: int


@event("day.closed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class DayClosed:
    """``day.closed``: the window's 日结单 of a day, by its actor. ``sheet``: 1, more where it was closed anew later.

    ``entries``: of that day by their own time, without this one. The head on the sheet is this entry itself.
    """

    day: date
    sheet: int
    entries: int
    series: tuple[SeriesOfDay, ...] = ()
