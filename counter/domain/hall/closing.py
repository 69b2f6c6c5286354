"""Whether a window takes anything new (撤窗), and what is held at it when it closes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.errors import RuleRefused
from counter.domain.hall.closing_events import (
    ClosingStage,
    ListedCase,
    LyingPaper,
    LyingThing,
    LyingVisit,
    WindowClosed,
    WindowClosing,
    WindowListed,
)
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Closing:
    """``to``: the window that gets the cases; ``done``: they are all there."""

    to: str
    reason: str
    agreed_by: str
    done: bool = False
    cases: int = 0


def closing_of(entries: Iterable[Entry]) -> Closing | None:
    """The closing that these entries of the subject tell of; None of a window that is open."""
    found: Closing | None = None
    for entry in entries:
        if (begun := kind_of(WindowClosing).read(entry)) is not None:
            found = Closing(begun.to, begun.reason, begun.agreed_by)
        elif found is not None and (closed := kind_of(WindowClosed).read(entry)) is not None:
            found = Closing(closed.to, found.reason, found.agreed_by, done=True, cases=closed.cases)
    return found


def refuse_closed(closing: Closing | None) -> None:
    """Raises RuleRefused at a window that closes or is closed: nothing new is taken there."""
    if closing is not None:
        raise RuleRefused(
            f"本窗口已撤窗，不再收件：请申请人到窗口 {closing.to} 或大厅别的窗口办理。", rule="closed_window"
        )


@dataclass(frozen=True, slots=True)
class WindowHoldings:
    """What is held at a window that closes. ``cases``: all that go, with those that went; ``originals``: applicants'
    papers of cases that stay; ``certificates``: on this window's shelf; ``papers``: not printed, not sealed or not
    served; ``drafts``: visits whose papers lie here without a receipt; ``series``: the last number of each, as printed;
    ``unreported``: entries that nobody else has.
    """

    cases: tuple[ListedCase, ...] = ()
    originals: tuple[LyingThing, ...] = ()
    certificates: tuple[LyingThing, ...] = ()
    papers: tuple[LyingPaper, ...] = ()
    drafts: tuple[LyingVisit, ...] = ()
    series: tuple[str, ...] = ()
    unreported: int = 0

    @property
    def waiting(self) -> int:
        """How many cases have still to go."""
        return sum(not one.gone for one in self.cases)


def listed(held: WindowHoldings, closing: Closing | None, day: date, sheet: int) -> WindowListed:
    """The list of a day as an entry of its own."""
    begun = ClosingStage.DONE if closing is not None and closing.done else ClosingStage.BEGUN
    stage = ClosingStage.OPEN if closing is None else begun
    return WindowListed(
        day=day,
        sheet=sheet,
        stage=stage.value,
        to="" if closing is None else closing.to,
        agreed_by="" if closing is None else closing.agreed_by,
        cases=held.cases,
        originals=held.originals,
        certificates=held.certificates,
        papers=held.papers,
        drafts=held.drafts,
        series=held.series,
        unreported=held.unreported,
    )


def same_list(one: WindowListed, other: WindowListed) -> bool:
    """Whether both say the same of the same day; a list is itself a record that has not been reported yet."""
    return replace(one, sheet=other.sheet, unreported=other.unreported) == other
