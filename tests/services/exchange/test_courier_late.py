"""What a hub gives an exchange place late goes on by stick, in whatever order things come and whatever file is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from counter.domain.journal.exchange.batch import EntryBatch, SentEntry, is_joint, range_of
from counter.services.exchange.give_order import place_batch, whole_batches
from counter.services.exchange.own_batches import acknowledge
from counter.services.exchange.pack_courier import courier_drafts
from counter.services.exchange.round_marks import begin_marks
from tests.services.exchange.stations import Station, case_id, station
from tests.services.exchange.sticks import copy, hall_and_townships, joins, take

ACTS = ("write", "part", "late", "report", "place", "down", "lost")


@dataclass
class Day:
    """A hall with a hub, a township without a line, and a window that reports to the hub.

    ``order``: the hub's, batches of the window as they are whole; ``given``: how many the hall has, whole or in part;
    ``parts``: places of those it has in part.
    """

    hall: Station
    near: Station
    line: Station
    folder: Path
    order: list[EntryBatch] = field(default_factory=list)
    pos: int = 0
    cases: int = 0
    given: int = 0
    parts: list[int] = field(default_factory=list)
    sticks: int = 0

    def act(self, what: str, which: int) -> None:
        getattr(self, f"_{what}")(which)

    def end(self) -> None:
        """All is delivered, and the stick goes round twice."""
        self._rest()
        for _ in range(2):
            self._report(0)
            self._place(0)
            self._down(0)

    def _write(self, which: int) -> None:
        """Two cases at the window with a line; the hub orders them."""
        for _ in range(2):
            self.cases += 1
            self.line.accept(self.cases)
        for batch in self.line.batches():
            self.pos += 1
            self.order.append(changed(batch, pos=self.pos))
            assert acknowledge(self.line.app, range_of(batch), self.pos)

    def _part(self, which: int) -> None:
        """The hub gives the hall the next batch, of one of its cases or of none."""
        if self.given == len(self.order):
            return
        batch = self.order[self.given]
        kept = case_id(1 + (self.cases + which) % max(1, self.cases)) if which else ""
        entries = tuple(one for one in batch.entries if isinstance(one, SentEntry) and one.subject == kept)
        assert all(one != "refused" for one in self.hall.outcomes([changed(batch, entries=entries)]))
        self.parts.append(self.given)
        self.given += 1

    def _late(self, which: int) -> None:
        """The hall follows a case later: the batch comes again."""
        if self.parts:
            at = self.parts.pop(which % len(self.parts))
            assert self.hall.outcomes([self.order[at]])[0] in ("new", "known")

    def _report(self, which: int) -> None:
        """The township writes, and its stick comes to the hall."""
        if which:
            self.near.accept(1000 + self.sticks)
        stick = self._stick()
        copy(self.near, stick)
        take(self.hall, stick)

    def _place(self, which: int) -> None:
        """The hub takes what was carried; of some its answer comes another day."""
        waiting = list(whole_batches(self.hall.app))
        for kept in waiting[: which or None]:
            self.pos += 1
            place_batch(self.hall.app, kept.range, self.pos)

    def _down(self, which: int) -> None:
        stick = self._stick()
        copy(self.hall, stick)
        for taken in take(self.near, stick):
            assert not taken.refused

    def _lost(self, which: int) -> None:
        copy(self.hall, self._stick())

    def _rest(self) -> None:
        for batch in (*self.order[self.given :], *(self.order[at] for at in self.parts)):
            self.hall.outcomes([batch])
        self.given, self.parts = len(self.order), []

    def _stick(self) -> Path:
        self.sticks += 1
        return self.folder / f"stick{self.sticks}"


@contextmanager
def a_day() -> Iterator[Day]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        hall, near, _ = stack.enter_context(hall_and_townships(folder))
        line = station(folder / "05", "05")
        stack.enter_context(closing(line.journal))
        joins(line, hall)
        begin_marks(hall.app, "hub")
        day = Day(hall, near, line, folder)
        day.act("report", 1)
        yield day


def had(at: Station, of: str) -> set[tuple[int, str]]:
    """Entries of cases of that station that are there."""
    rows = at.journal.connection().execute("SELECT seq, subject FROM taken_entries WHERE station = ?", (of,))
    return {(seq, subject) for seq, subject in rows.fetchall() if is_joint(subject)}


@settings(max_examples=20, derandomize=True, deadline=None, database=None, phases=(Phase.generate,))
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=8, max_size=30))
def test_that_a_township_gets_by_stick_whatever_its_hall_was_given_late(acts: list[tuple[str, int]]) -> None:
    with a_day() as day:
        for what, which in (("write", 0), *acts):
            day.act(what, which)
        day.end()
        assert had(day.hall, "05") == {
            (one.seq, one.subject)
            for batch in day.order
            for one in batch.entries
            if isinstance(one, SentEntry) and is_joint(one.subject)
        }
        assert had(day.near, "05") == had(day.hall, "05")
        assert day.near.faults() == day.hall.faults() == []


def test_that_a_late_part_goes_down_though_the_order_stands_still_and_then_no_more() -> None:
    with a_day() as day:
        for what, which in (("write", 0), ("part", 1), ("place", 0), ("down", 0), ("report", 1)):
            day.act(what, which)
        before = had(day.near, "05")
        day.act("late", 0)
        day.act("down", 0)
        assert len(had(day.near, "05")) > len(before)
        assert had(day.near, "05") == had(day.hall, "05")
        for what, which in (("place", 0), ("down", 0), ("report", 0)):
            day.act(what, which)
        assert [draft.head.runs for draft in courier_drafts(day.hall.app) if draft.head.runs] == []
