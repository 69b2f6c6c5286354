"""Events of a window that closes for good (撤窗): its cases go to another window, then it takes nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.journal.kinds import Slot, event

SUBJECT = "window"
"""The subject of a station's closing."""

LISTS = "window_list"
"""The subject of the lists that were printed."""


class ClosingStage(StrEnum):
    """How far a closing has come."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case that goes away. ``originals``: what lies here of it or went along, in words; ``gone``: it belongs to the
    other window already.
    """

    number: str
    bundle: str
    originals: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class LyingThing:
    """A paper or certificate that lies here: number of its case, name, sheets or pieces, and the place."""

    number: str
    name: str
    count: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class LyingPaper:
    """A paper of ours that is not printed, not sealed or not served: number of its case, and what."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class LyingVisit:
    """An unfinished visit of whose papers some lie here: what is applied for, how many, who began it and when."""

    bundle: str
    papers: int
    clerk: str
    day: date


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


@event("window.listed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class WindowListed:
    """``window.listed``: the 移交清单 as it was printed, by its actor; the head on it is this very entry.

    ``sheet``: 1, 2 … of this window; ``stage``: a ``ClosingStage``; ``to``, ``agreed_by``: of the closing, "" before
    it. ``cases``: all that go or went; ``originals``: of cases that stay; the rest as of ``WindowHoldings``.
    """

    day: date
    sheet: int
    stage: str
    to: str
    agreed_by: str
    cases: tuple[ListedCase, ...]
    originals: tuple[LyingThing, ...]
    certificates: tuple[LyingThing, ...]
    papers: tuple[LyingPaper, ...]
    drafts: tuple[LyingVisit, ...]
    series: tuple[str, ...]
    unreported: int
