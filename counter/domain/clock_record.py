"""What entries say of an item's clocks: stopped, going on, dated anew; and the common clock of licences together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.item_record import Pause, ToldGap
from counter.domain.verdict import Due


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """``clock.paused``: a special procedure of an item began; its written notice has a number and a day of service."""

    item: str
    name: str
    pause: Pause
    notice: str
    served: date
    days: int | None = None


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """``clock.resumed``: it ended on ``day``; ``due`` and ``statutory`` are the days as they now stand."""

    item: str
    name: str
    day: date
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class DatesSet:
    """``dates.set``: days that were held while the clock was in doubt, or that run anew from a later service."""

    item: str
    name: str
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    gaps: tuple[ToldGap, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class EventDated:
    """``event.dated``: several licences of one matter are handled together: all of it is due by then (许可法 42)."""

    due: Due
    basis: str
