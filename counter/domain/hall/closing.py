"""Whether a window takes anything new (撤窗), and what is held at it when it closes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.errors import RuleRefused
from counter.domain.hall.closing_events import WindowClosed, WindowClosing
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
class HeldCase:
    """A case that goes away. ``originals``: what lies here of it, in words, "" for nothing."""

    number: str
    bundle: str
    originals: str = ""


@dataclass(frozen=True, slots=True)
class WindowHoldings:
    """What is held at a window that closes. ``papers``: not printed, not sealed or not served: number of the case and
    what; ``drafts``: visits whose papers lie here without a receipt; ``series``: the last number of each, as printed;
    ``unreported``: entries that nobody else has.
    """

    cases: tuple[HeldCase, ...]
    papers: tuple[tuple[str, str], ...]
    drafts: int
    series: tuple[str, ...]
    unreported: int
