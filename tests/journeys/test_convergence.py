"""Whatever windows do, lose and get back: after all have met, it is the same everywhere, and nothing is lost.

A state machine over real profiles (DESIGN §5): acts, a hub, sticks, kills, restores, clocks, a doubled window. The
truth of who saw what is kept beside them, and what the program shows is held against it after every step. ``MACHINES``
in the environment says how many machines run; by night 2,000.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import chain
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from counter.domain.journal.exchange.batch import pack_batch, unpack_batch
from counter.domain.journal.exchange.standing import BatchOutcome
from counter.services.context.ports import CaseRow
from counter.services.exchange.own_batches import unorder_from
from tests.journeys.convergence.county_hub import CountyHub
from tests.journeys.convergence.real_windows import MARK, Backup, County, Window, ids_of, public, year
from tests.journeys.convergence.what_people_do import by_entry, by_service, file_case, forget
from tests.journeys.convergence.who_saw_what import Truth

MACHINES = int(os.environ.get("MACHINES", "0"))
STEPS = 40

WINDOW = st.integers(0, 3)
CASE = st.sampled_from((0, 0, 1, 2))
WHICH = st.integers(0, 40)


class Machine(RuleBasedStateMachine):
    """Three windows and perhaps the double of one, a hub, and every file that was ever made."""

    county: ClassVar[County]

    def __init__(self) -> None:
        super().__init__()
        self.truth = Truth()
        self.windows: list[Window] = self.county.windows(self.truth)
        self.hub = CountyHub()
        self.sticks: list[tuple[bytes, ...]] = []
        self.backups: list[tuple[Window, Backup]] = []
        self.cases: list[str] = []

    @initialize()
    def begin(self) -> None:
        """One case everybody may know of."""
        self.file(0, 0)
        self.windows[0].push(self.hub, 9)
        for window in self.windows:
            window.pull(self.hub, 9)

    # ── people ───────────────────────────────────────────────────────────────────────────────────────

    @precondition(lambda self: len(self.cases) < 3)
    @rule(w=WINDOW, bundle=st.integers(0, 2))
    def file(self, w: int, bundle: int) -> None:
        window = self.window(w)
        window.act(lambda: file_case(window, bundle))
        self.seen(window)

    @rule(w=WINDOW, c=CASE, which=WHICH)
    def act(self, w: int, c: int, which: int) -> None:
        window, case = self.window(w), self.case(c)
        window.act(lambda: by_service(window, case, which))
        self.seen(window)

    @rule(w=WINDOW, c=CASE, which=WHICH)
    def bring(self, w: int, c: int, which: int) -> None:
        self.write(w, c, "bring", which)

    @rule(w=WINDOW, c=CASE, which=WHICH, careless=st.booleans())
    def decide(self, w: int, c: int, which: int, careless: bool) -> None:
        """``careless``: by a program that does not ask whose case it is."""
        self.write(w, c, "decide", which, careless=careless)

    @rule(w=WINDOW, c=CASE, which=WHICH, careless=st.booleans())
    def void(self, w: int, c: int, which: int, careless: bool) -> None:
        self.write(w, c, "void", which, careless=careless)

    @rule(w=WINDOW, c=CASE, which=WHICH)
    def serve(self, w: int, c: int, which: int) -> None:
        self.write(w, c, "serve", which)

    @rule(w=WINDOW, c=CASE, which=WHICH, careless=st.booleans())
    def hand_over(self, w: int, c: int, which: int, careless: bool) -> None:
        self.write(w, c, "hand over", which, careless=careless)

    @rule(w=WINDOW, c=CASE, which=WHICH, careless=st.booleans())
    def other(self, w: int, c: int, which: int, careless: bool) -> None:
        self.write(w, c, "other", which, careless=careless)

    @precondition(lambda self: self.disputed())
    @rule(which=WHICH, careless=st.booleans())
    def settle(self, which: int, careless: bool) -> None:
        found = self.disputed()
        w, case = found[which % len(found)]
        self.write(w, case, "settle", which, careless=careless)

    def disputed(self) -> list[tuple[int, int]]:
        """Windows that see a conflict, and in which case."""
        every = [(w, c) for w in range(len(self.windows)) for c in range(len(self.cases))]
        return [(w, c) for w, c in every if self.truth.conflicts(self.cases[c], self.windows[w].known.ids)]

    def write(self, w: int, c: int, what: str, which: int, *, careless: bool = False) -> None:
        window, case = self.window(w), self.case(c)
        window.act(lambda: by_entry(window, case, what, which, careless=careless))
        self.seen(window)

    @precondition(lambda self: len(self.cases) > 2)
    @rule(w=WINDOW, c=CASE)
    def forget(self, w: int, c: int) -> None:
        window, case = self.window(w), self.case(c)
        window.act(lambda: forget(window, case))
        self.seen(window)

    # ── exchange ─────────────────────────────────────────────────────────────────────────────────────

    @rule(w=WINDOW, most=st.integers(1, 3), answered=st.booleans())
    def push(self, w: int, most: int, answered: bool) -> None:
        window = self.window(w)
        window.push(self.hub, most, answered=answered)
        self.seen(window)

    @rule(w=WINDOW, most=st.integers(1, 6))
    def pull(self, w: int, most: int) -> None:
        window = self.window(w)
        window.pull(self.hub, most)
        self.seen(window)

    @rule(w=WINDOW)
    def learn_keys(self, w: int) -> None:
        window = self.window(w)
        window.learn_keys(self.hub.halls.values(), self.hub.certificates.values())
        self.seen(window)

    @rule(w=WINDOW)
    def pack(self, w: int) -> None:
        window = self.window(w)
        halls, certificates = window.keys()
        self.hub.halls |= {h.public_key: h for h in halls}
        self.hub.certificates |= {c.public_key: c for c in certificates}
        self.sticks.append(tuple(map(pack_batch, window.batches())))
        self.seen(window)

    @precondition(lambda self: self.sticks)
    @rule(w=WINDOW, which=WHICH, backwards=st.booleans())
    def unpack(self, w: int, which: int, backwards: bool) -> None:
        window, stick = self.window(w), self.sticks[which % len(self.sticks)]
        batches = [unpack_batch(packed) for packed in stick]
        window.take_in(batches[::-1] if backwards else batches, "stick")
        self.seen(window)

    @precondition(lambda self: self.sticks)
    @rule(w=WINDOW, which=WHICH, at=st.integers(1, 5_000))
    def unpack_cut(self, w: int, which: int, at: int) -> None:
        window = self.window(w)
        for packed in self.sticks[which % len(self.sticks)][:1]:
            (result,) = window.take_in([packed[: -min(at, len(packed))]], "stick")
            assert result.outcome is BatchOutcome.REFUSED
            self.seen(window)

    @rule(w=WINDOW, pos=st.integers(1, 6))
    def order_anew(self, w: int, pos: int) -> None:
        """The window reads the hub's order again from a place."""
        window = self.window(w)
        pulled = int(window.journal.exchange().mark(MARK) or 0)
        unorder_from(window.app, pos)
        with window.journal.transaction() as tx:
            tx.exchange().set_mark(MARK, str(min(pos - 1, pulled)))
            tx.commit()
        self.seen(window)

    # ── what breaks ──────────────────────────────────────────────────────────────────────────────────

    @rule(w=WINDOW, c=CASE, which=WHICH, steps=st.integers(1, 400))
    def killed_in_an_act(self, w: int, c: int, which: int, steps: int) -> None:
        window, case = self.window(w), self.case(c)
        acts = (
            lambda: file_case(window, c),
            lambda: by_service(window, case, which),
            lambda: by_entry(window, case, "decide", which),
        )
        window.kill_in(steps, acts[which % 3])
        self.seen(window)

    @rule(w=WINDOW, most=st.integers(1, 6), steps=st.integers(1, 1_500))
    def killed_while_pulling(self, w: int, most: int, steps: int) -> None:
        window = self.window(w)
        window.kill_in(steps, lambda: window.pull(self.hub, most))
        self.seen(window)

    @rule(w=WINDOW)
    def back_up(self, w: int) -> None:
        window = self.window(w)
        self.backups.append((window, window.back_up()))
        self.seen(window)

    @precondition(lambda self: self.backups)
    @rule(which=WHICH)
    def restore(self, which: int) -> None:
        window, backup = self.backups[which % len(self.backups)]
        window.restore(backup)
        self.seen(window)

    @precondition(lambda self: len(self.windows) == 3)
    @rule(w=WINDOW)
    def double(self, w: int) -> None:
        self.windows.append(self.county.double(self.window(w)))
        self.seen(self.windows[-1])

    @rule(w=WINDOW, by=st.sampled_from((-1, 1)))
    def set_clock(self, w: int, by: int) -> None:
        year(self.window(w).clock, by)

    @rule(w=WINDOW)
    def check(self, w: int) -> None:
        assert self.window(w).faults() == []

    # ── what holds ───────────────────────────────────────────────────────────────────────────────────

    def window(self, number: int) -> Window:
        return self.windows[number % len(self.windows)]

    def case(self, number: int) -> str:
        return self.cases[number % len(self.cases)] if self.cases else "0" * 8

    def seen(self, window: Window) -> None:
        """After a step at a window: it has what the model says, and shows the conflicts that there are."""
        self.cases += [
            e.subject
            for e in self.truth.entries.values()
            if e.kind == "case.opened" and e.subject not in self.cases
        ]
        assert set(window.stored()) == window.known.ids
        for case_id in self.cases:
            case = window.case(case_id)
            if case is not None:
                shown = {(c.slot.value, c.key): {m.entry for m in c.claims} for c in case.conflicts}
                assert shown == self.truth.conflicts(case_id, window.known.ids)

    def teardown(self) -> None:
        """Everybody meets; then everything is the same."""
        try:
            if self.cases:
                self.meet()
                self.compare()
        finally:
            for window in self.windows:
                window.close()

    @rule()
    def meet(self) -> None:
        """All exchange until nothing is new: keys, the hub, and every stick that was ever written."""
        for _ in range(3):
            for window in self.windows:
                window.learn_keys(self.hub.halls.values(), self.hub.certificates.values())
                for stick in self.sticks:
                    window.take_in(map(unpack_batch, stick), "stick")
                window.push(self.hub, 99)
                window.push(self.hub, 99)  # the first may only have taken back what the hub had in other cuts
                window.pull(self.hub, 99)
        for window in self.windows:
            window.pull(self.hub, 99)
            assert window.journal.exchange().waiting().count == 0
            self.seen(window)

    def compare(self) -> None:
        first, *others = self.windows
        everything = set().union(*map(ids_of, self.hub.order)) | set().union(
            *(ids_of(unpack_batch(packed)) for packed in chain(*self.sticks)),
            *(w.known.ids for w in self.windows),
        )
        _check_numbers(self.windows)
        for window in self.windows:
            assert window.known.ids == everything
            assert window.faults() == []
        for case_id in self.cases:
            entries = first.journal.entries(case_id)
            shown = _shown(first, case_id)
            for other in others:
                theirs = other.journal.entries(case_id)
                assert public(theirs) == public(entries)
                assert [e.id for e in theirs if e.id in everything] == [
                    e.id for e in entries if e.id in everything
                ]
                assert _shown(other, case_id) == shown


def _shown(window: Window, case_id: str) -> tuple[Any, ...]:
    """The rows of a case, but for what only one station can know: the person, when a rating ended, what lies there."""
    row = window.journal.case_row(case_id)
    assert (row is None) is (window.case(case_id) is None)
    if row is None:
        return ()
    local = {"updated_at": "", "applicant": "", "names": (), "initials": (), "id_numbers": (), "phones": ()}
    assert isinstance(row, CaseRow)
    local["held"] = ""
    local["owner"] = row.owner or window.code  # a window's own cases bear no owner
    return replace(row, **local), window.journal.papers_of(case_id)  # type: ignore[arg-type]


def _check_numbers(windows: list[Window]) -> None:
    """No number was given out twice in the county."""
    given: dict[tuple[str, int, str, int], str] = {}
    numbers: dict[str, str] = {}
    for window in windows:
        for entry in window.stored().values():
            for series, number in entry.taken:
                key = (entry.station, entry.epoch, series, number)
                assert given.setdefault(key, entry.id) == entry.id, key
            said = entry.read()
            number = said.get("number") if entry.kind in ("case.opened", "paper.issued") else None
            if number:
                assert numbers.setdefault(f"{said.get('organ', '')} {number}", entry.id) == entry.id, number


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return County.prepared(tmp_path_factory.mktemp("county"))


def test_that_windows_that_met_are_the_same_whatever_happened_before(county: County) -> None:
    Machine.county = county
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=MACHINES or 16,
            stateful_step_count=STEPS,
            derandomize=not MACHINES,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
