"""Several windows that each write about one case and pull from each other now and then, without a journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from counter.domain.case import events, item_events
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import ConflictSettled, ConflictSettledSealed
from counter.domain.case.fold import fold
from counter.domain.case.item_events import NotifiedGap, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementReceived
from counter.domain.journal.causality import Causes, base_of
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import EventKind, Meeting, kind_of
from counter.domain.visit.checklist import ChecklistItem, Line
from counter.domain.visit.verdict import Outcome
from tests import builders
from tests.stories import ORGAN, Story, due

LINES = (builders.line("lease"), builders.line("form"))


class Windows:
    """Window A opens the case; ``at`` writes an entry at one window, ``tell`` hands what one knows to others.

    ``entries``: everything that was written; ``truth``: for each id the ids that its author knew.
    """

    def __init__(
        self, *items: ChecklistItem, lines: tuple[Line, ...] = LINES, names: str = "ABC", strangers: str = ""
    ) -> None:
        story = Story(*items, lines=lines)
        opening = replace(story.entries[0], id="e000", station="A", actor="A01")
        self.at_time = story.at
        self.strangers = strangers
        self.entries = [opening]
        self.truth: dict[str, frozenset[str]] = {opening.id: frozenset()}
        self.known: dict[str, set[str]] = {name: set() for name in names}
        self.known["A"].add(opening.id)

    def tell(self, one: str, *others: str) -> None:
        """The others learn what that window knows; ratings stay."""
        told = {e.id for e in self.of(one) if not is_withheld(e.kind) or e.station == one}
        for other in others:
            self.known[other] |= {e.id for e in self.entries if e.id in told and not is_withheld(e.kind)}

    def tell_all(self) -> None:
        """Everybody learns everything."""
        for one in self.known:
            self.tell(one, *(set(self.known) - {one}))

    def at(self, station: str, event: object, sealed: object | None = None) -> str:
        """Write an event at that window, upon all that it knows; the new entry's id."""
        kind = kind_of(type(event))
        written = kind.written(event, sealed)
        self.at_time += timedelta(minutes=1)
        heads = Causes(tuple(e for e in self.of(station) if not is_withheld(e.kind))).heads
        stream = (self.station_of(station, kind), ord(station) - ord("A") + 1)
        entry = replace(
            self.entries[0],
            id=f"e{len(self.entries):03}",
            station=stream[0],
            epoch=stream[1],
            actor=f"{station}01",
            seq=1 + sum((e.station, e.epoch) == stream for e in self.entries),
            at=self.at_time,
            kind=kind.name,
            previous_entry_id=base_of(heads),
            payload=written.payload,
            personal=written.personal,
        )
        self.truth[entry.id] = frozenset(self.known[station])
        self.entries.append(entry)
        self.known[station].add(entry.id)
        return entry.id

    def station_of(self, window: str, kind: EventKind[Any]) -> str:
        """As whom a window writes. Decisions meet where two machines write as the owner, as a window that was put back
        does: what others decide has no effect (``test_authority``). ``strangers``: these write as themselves.
        """
        decides = kind.meets is not None and (kind.meets.decides or kind.meets is Meeting.ABSORBS)
        if window in self.strangers or not (decides or kind.name == "paper.issued"):
            return window
        known = [e for e in self.of(window) if e is not self.entries[0]]
        handed = any(e.kind == "case.handed_over" for e in known)
        return folded([self.entries[0], *known]).owner if handed else "A"

    def of(self, station: str) -> tuple[Entry, ...]:
        """What that window has."""
        return tuple(e for e in self.entries if e.id in self.known[station])

    def case(self, station: str | None = None) -> Case:
        """The case as that window sees it; None: of all entries."""
        return folded(self.entries if station is None else self.of(station))


def folded(entries: Iterable[Entry]) -> Case:
    """The case of these entries."""
    case = fold(tuple(entries))
    assert case is not None
    return case


# ── what they write ──────────────────────────────────────────────────────────────────────────────────

FOOD = "food"
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


def accepted(day: str = "2026-12-18", item: str = FOOD) -> events.ItemAccepted:
    return events.ItemAccepted(item, "许可", ORGAN, Outcome.ACCEPT, "L6", due=due(day), statutory=due(day))


def told(day: str, item: str = FOOD, *, returned: bool = False) -> item_events.ItemTold:
    gap = NotifiedGap("lease", "租赁合同", "missing", "", due(day))
    return item_events.ItemTold(item, "许可", ORGAN, (gap,), 1, due(day), returned)


def concluded(result: Result, number: str = "1号", item: str = FOOD) -> item_events.ItemConcluded:
    return item_events.ItemConcluded(item, "许可", ORGAN, result, date(2026, 12, 1), number)


def brought(state: str = "received", copies: int = 1, line: str = "lease") -> SupplementReceived:
    return SupplementReceived({line: events.BroughtRecord(state, False, copies)}, NOW)


def issued(paper: str) -> events.PaperIssued:
    return events.PaperIssued(paper, "acceptance", "受理通知书", f"{paper}号", ORGAN, (FOOD,), "")


def item_of(case: Case, item: str = FOOD) -> ItemState:
    found = case.item(item)
    assert found is not None
    return found.state


def two(one: object, other: object) -> Windows:
    """A and B each write upon what both knew, and then hear of each other."""
    windows = Windows()
    windows.tell("A", "B", "C")
    windows.at("A", one)
    windows.at("B", other)
    windows.tell_all()
    return windows


def settled(case: Case, stands: int, *papers: str) -> ConflictSettled:
    (one,) = case.conflicts
    claims = tuple(claim.entry for claim in one.claims)
    return ConflictSettled(
        one.slot, one.key, claims, claims[stands], one.claims[stands].station, "S01", papers
    )


REASON = ConflictSettledSealed("以先到窗口的为准")
