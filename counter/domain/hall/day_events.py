"""The end of a window's day (日结) and of a shift (交班): what their sheets state, as entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from counter.domain.hall.day_counts import HandCount
from counter.domain.journal.kinds import Slot, event

SUBJECT = "day_close"
"""The subject of all closings of a station."""

SHIFTS = "shift"
"""The subject of all shifts that were handed over at a station."""


class FigureKind(StrEnum):
    """A figure of the day, in the order of the sheet."""

    TAKEN = "taken"
    DECIDED = "decided"
    WAITING = "waiting"
    DRAFTS = "drafts"
    UNPRINTED = "unprinted"
    FAILED = "failed"
    UNSEALED = "unsealed"
    UNSENT = "unsent"
    DOUBTS = "doubts"
    KEY_REQUESTS = "key_requests"


_LABELS = {
    FigureKind.TAKEN: "当日收件",
    FigureKind.DECIDED: "当日办结事项",
    FigureKind.WAITING: "在办件",
    FigureKind.DRAFTS: "收了材料未出凭证",
    FigureKind.UNPRINTED: "未出纸",
    FigureKind.FAILED: "没打出来",
    FigureKind.UNSEALED: "未盖章",
    FigureKind.UNSENT: "待上报记录",
    FigureKind.DOUBTS: "时间待核记录",
    FigureKind.KEY_REQUESTS: "申请查看待答复",
}


def figure_label(what: str) -> str:
    """A figure in plain Chinese; one of a newer program by its key."""
    return _LABELS[FigureKind(what)] if what in set(FigureKind) else what


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One figure. ``what``: a ``FigureKind``, as text because a newer program may know more."""

    what: str
    count: int


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
    ``figures``, ``counts``: as they stood when it was closed, empty in entries of earlier programs. ``reason``: why it
    was closed again, names nobody; ``after``: the number of the entry of the closing before, 0 for none.
    """

    day: date
    sheet: int
    entries: int
    series: tuple[SeriesOfDay, ...] = ()
    figures: tuple[DayFigure, ...] = ()
    counts: tuple[HandCount, ...] = ()

    reason: str = ""
    after: int = 0

    LATER: ClassVar = ("figures", "counts", "reason", "after")


@dataclass(frozen=True, slots=True)
class ShiftTask:
    """One thing that is open when the shift ends: number of the case, "" for none, and what it is."""

    number: str
    words: str


@event("shift.handed_over", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ShiftHandedOver:
    """``shift.handed_over``: ``giver`` gave the window to ``taker``, both by their own PIN; ``shift``: 1, 2 … of a day.

    ``counts``: what the giver counted; ``taken``: what the taker did, each by ``counts``' order. ``open``: how many
    tasks the giver has, ``pressing`` of them overdue or due today, ``tasks`` the first of them: the cases stay the
    giver's. The rest as of ``DayClosed``.
    """

    day: date
    shift: int
    giver: str
    taker: str
    entries: int
    series: tuple[SeriesOfDay, ...]
    figures: tuple[DayFigure, ...]
    counts: tuple[HandCount, ...]
    taken: tuple[int | None, ...]
    open: int
    pressing: int
    tasks: tuple[ShiftTask, ...] = ()
