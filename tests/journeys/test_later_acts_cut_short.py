"""The acts after filing (hand-out, serving, 交班, call, 日结, report, archive) killed in the middle, or by two at once.

Each is there whole or not at all; done twice it is done once; what was made twice is the same paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.domain.case.acts.acts import Serve, Stamp
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.case.results.certificate import CertificateState
from counter.domain.document.document import PaperKind
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.hall.hall import StaffSeed
from counter.domain.visit.visit import Visit
from counter.services.case.archive_case import archive_case
from counter.services.case.deliver_papers import serve
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.day.close_day import close_day, closed_day
from counter.services.day.hand_over_shift import hand_over_shift
from counter.services.ledger.report import HandIn, hand_in, monthly_report
from counter.services.ledger.template_file import template_in
from counter.services.papers.copy_paper import copy_paper
from counter.services.reminders.record_call import CallDone, record_call
from counter.services.results.hand_out import ProofMade, prepare_hand_out, record_hand_out
from tests.journeys.dying import (
    AFTER_COMMIT,
    BEFORE_COMMIT,
    DONE,
    FIRST_ENTRY,
    KILLED,
    REFUSED,
    attempt,
    both,
)
from tests.services.case.test_archive import finished, scheduled
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.services.papers.test_receipt_counts import EXISTING
from tests.services.results.test_hand_out import HIMSELF, everything, granted, seen
from tests.settings import demo_hall, somebody

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Five in the afternoon: the last day of the month's report."""


@dataclass
class Waiting:
    """A profile in which each act waits to be done. ``dones``: how often it is on record, by act."""

    profile: Path
    proof: ProofMade
    called: str
    archived: str

    def person(self, app: AppContext, code: str = "W01") -> StaffRow:
        return next(row for row in app.journal.staff() if row.code == code)

    # ── the acts ─────────────────────────────────────────────────────────────────────────────────────

    def hand_out(self, app: AppContext) -> None:
        record_hand_out(app, self.proof.case, self.proof.hand_out, self.person(app))

    def call(self, app: AppContext) -> None:
        record_call(app, self.called, CallDone(ReminderOutcome.REACHED), self.person(app))

    def day(self, app: AppContext) -> None:
        day = MONDAY.date()
        close_day(app, day, clerk=self.person(app), counts=CountsByHand(0, 0, None, confirmed=True))

    def report(self, app: AppContext) -> None:
        template = template_in(config.resources_folder(), config.read_toml)
        hand_in(app, self.person(app, "S01"), 2026, 11, template, HandIn({}))

    def archive(self, app: AppContext) -> None:
        archive_case(app, self.archived, self.person(app), "WS·2026-10-0001", wait_days=0)

    def shift(self, app: AppContext) -> None:
        counts = CountsByHand(confirmed=True)
        hand_over_shift(app, Consent("W01", "1234"), Consent("S01", "9876"), counts, counts)

    def serve(self, app: AppContext) -> None:
        case = read_case(app.journal, self.called)
        paper = next(p for p in case.papers if p.kind == PaperKind.ACCEPTANCE_NOTICE)
        act = Serve((paper.id,), Way.WINDOW, MONDAY.date(), "高娃", handed_over=True)
        serve(app, self.called, act, self.person(app))

    # ── what is on record ────────────────────────────────────────────────────────────────────────────

    def on_record(self, app: AppContext, kind: str) -> int:
        """How many entries of that kind there are in this file."""
        since = datetime(2026, 1, 1, tzinfo=UTC)
        return len(app.journal.entries_between((kind,), since, datetime(2028, 1, 1, tzinfo=UTC)))


ACTS: dict[str, tuple[Callable[[Waiting, AppContext], None], str, int]] = {
    "hand out": (Waiting.hand_out, "result.handed_out", 2),
    "serve": (Waiting.serve, "paper.served", 1),
    "hand the shift over": (Waiting.shift, "shift.handed_over", 1),
    "call": (Waiting.call, "reminder.sent", 1),
    "close the day": (Waiting.day, "day.closed", 1),
    "hand in the report": (Waiting.report, "report.handed_in", 1),
    "archive": (Waiting.archive, "case.archived", 1),
}
"""Act → what does it, the entry it leaves, and how many of them."""


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    folder = tmp_path_factory.mktemp("cut") / "p"
    clock = SetClock(FRIDAY)
    create_profile(folder, demo_hall(), (*PEOPLE, StaffSeed("S02", "哈斯", "supervisor", "5926")), clock)
    with open_app(folder, clock) as app:
        office = Office(app, clock)
        scheduled(office)
        archived = finished(office)
        for number in ("1", "2"):
            granted(office, number)
        chosen = everything(seen(office))
        proof = prepare_hand_out(app, chosen, HIMSELF, office.clerk)
        for _ in range(2):  # printed twice: two sheets of one paper
            copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=proof.case,
                wanted=proof.paper,
                clerk="W01",
                keep=bytes,
            )
        case = office.file(_reminded(office))
        notice = next(p.id for p in case.papers if p.kind == PaperKind.ACCEPTANCE_NOTICE)
        called = office.do(case, Stamp((notice,), handed_over=True)).id
    return Waiting(folder, proof, called, archived.id)


def _reminded(office: Office) -> Visit:
    other = somebody(name="高娃", id_number="999999198502024569")
    return replace(office.visit(answers=EXISTING, applicant=other), remind=True)


@pytest.mark.parametrize("name", ACTS)
def test_that_an_act_killed_in_the_middle_is_whole_or_not_there_and_done_by_two_it_is_done_once(
    waiting: Waiting, name: str
) -> None:
    deed, kind, entries = ACTS[name]

    def act(app: AppContext) -> None:
        deed(waiting, app)

    before = state(waiting, kind)
    for moment in (FIRST_ENTRY, BEFORE_COMMIT):
        assert attempt(waiting.profile, MONDAY, act, moment, of=kind) == KILLED
        assert state(waiting, kind) == before, moment
    ends = both(waiting.profile, MONDAY, act, AFTER_COMMIT, of=kind)
    assert set(ends) != {REFUSED}
    place, count = state(waiting, kind)
    assert count == entries
    assert attempt(waiting.profile, MONDAY, act) in (REFUSED, DONE)
    assert state(waiting, kind) == (place, count), "once more says so, and writes nothing"


def state(waiting: Waiting, kind: str) -> tuple[tuple[int, bytes], int]:
    """The end of the chain, and how often the act is on record; the file is whole."""
    with open_app(waiting.profile, SetClock(MONDAY)) as app:
        assert check(app.journal).faults == ()  # type: ignore[arg-type]
        return app.journal.place(), waiting.on_record(app, kind)


def test_that_all_of_it_is_there_afterwards(waiting: Waiting) -> None:
    with open_app(waiting.profile, SetClock(MONDAY)) as app:
        case = read_case(app.journal, waiting.proof.case)
        assert {c.state for c in case.certificates} == {CertificateState.HANDED}
        assert case.paper(waiting.proof.paper).copies == 2  # type: ignore[union-attr]
        assert not any(item.state is ItemState.CONFLICT for item in case.items)
        assert closed_day(app.journal, MONDAY.date()) is not None
        template = template_in(config.resources_folder(), config.read_toml)
        found = monthly_report(app, waiting.person(app, "S01"), 2026, 11, template)
        assert found.frozen is not None
        assert read_case(app.journal, waiting.archived).archived is not None
