"""What a page read is not read again before something is written, by whomever; then it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.tasks.task import TaskKind
from counter.services.context.app import AppContext
from counter.services.context.case_search import CaseFilter
from counter.services.context.ledger_ports import LedgerSpan
from counter.ui.facades.ledger import LedgerFacade
from counter.ui.facades.rounds import RoundsFacade
from counter.ui.facades.window import WindowFacade
from tests.facades import facade_on
from tests.services.tasks.test_list_tasks import SetClock, at_noon, draft, journal_of, put
from tests.statements import statements

Reading = Callable[[WindowFacade], object]

SPAN = LedgerSpan(date(2026, 11, 1), date(2026, 11, 20))


def caught_up(facade: WindowFacade) -> LedgerFacade:
    """As the page asks: first the rows of what was written since, then the figures. The first ones number the days for
    their connection, which it counts as writing.
    """
    ledger = LedgerFacade(facade)
    while not ledger.catch_up().complete:
        pass
    for read in (ledger.read, ledger.trends):
        read(SPAN, facade.staff()[0])
    return ledger


READINGS: dict[str, Reading] = {
    "tasks": lambda facade: facade.tasks(facade.staff()[0], None),
    "counts": lambda facade: facade.task_counts(facade.staff()[0]),
    "cases": lambda facade: facade.find_cases("", CaseFilter()),
    "choices": lambda facade: facade.case_choices(),
    "rounds": lambda facade: RoundsFacade(facade).view(),
    "held": lambda facade: facade.days.held(),
    "ledger": lambda facade: caught_up(facade).read(SPAN, facade.staff()[0]),
    "trends": lambda facade: caught_up(facade).trends(SPAN, facade.staff()[0]),
}
every_reading = pytest.mark.parametrize("read", READINGS.values(), ids=READINGS)


@every_reading
def test_that_nothing_is_read_again_while_nobody_writes(app: AppContext, read: Reading) -> None:
    put(app, (TaskKind.NOTICE, -3))
    facade = facade_on(app)
    with statements(journal_of(app)) as first:
        found = read(facade)
    with statements(journal_of(app)) as again:
        assert read(facade) is found
    assert len(again) < len(first)
    assert not [said for said in again if "task_rows" in said and "'deemed'" not in said]


@every_reading
def test_that_it_is_read_again_after_this_window_wrote(app: AppContext, read: Reading) -> None:
    put(app, (TaskKind.NOTICE, -3))
    facade = facade_on(app)
    before = read(facade)
    put(app, (TaskKind.GAP, -2))
    after = read(facade)
    assert after is not before
    assert read(facade) is after


@every_reading
def test_that_it_is_read_again_after_another_lane_or_program_wrote(app: AppContext, read: Reading) -> None:
    put(app, (TaskKind.NOTICE, -3))
    facade = facade_on(app)
    before = read(facade)

    def write_elsewhere() -> None:
        with open_app(app.journal.profile) as other:  # type: ignore[attr-defined]
            put(other, (TaskKind.GAP, -2))

    thread = threading.Thread(target=write_elsewhere)
    thread.start()
    thread.join()
    assert read(facade) is not before


@every_reading
def test_that_it_is_read_again_on_another_day(app: AppContext, read: Reading) -> None:
    put(app, (TaskKind.NOTICE, -3))
    clock = SetClock(app.clock.read().at)
    facade = facade_on(replace(app, clock=clock))
    before = read(facade)
    clock.at += timedelta(days=1)
    assert read(facade) is not before


@every_reading
def test_that_it_is_read_again_under_other_settings(app: AppContext, read: Reading) -> None:
    put(app, (TaskKind.NOTICE, -3))
    facade = facade_on(app)
    before = read(facade)
    facade.change(jurisdiction=replace(app.jurisdiction, remind_days=app.jurisdiction.remind_days + 5))
    assert read(facade) is not before


def test_that_papers_without_a_receipt_are_listed_and_counted_once_they_lay_here_too_long(
    app: AppContext,
) -> None:
    clock = SetClock(at_noon(app).clock.read().at)
    app = replace(app, clock=clock)
    draft(app, "W01", 3, minutes=20)
    facade = facade_on(app)
    clerk = facade.staff()[0]
    assert facade.tasks(clerk, None) == ()
    assert facade.task_counts(clerk).total == 0
    clock.at += timedelta(minutes=11)
    (work,) = facade.tasks(clerk, None)
    assert work.first.kind is TaskKind.HELD
    assert facade.task_counts(clerk).total == 1


def test_that_every_way_of_asking_has_its_own_answer(app: AppContext) -> None:
    put(app, (TaskKind.NOTICE, -3), (TaskKind.GAP, 5))
    facade = facade_on(app)
    clerk = facade.staff()[0]
    for kind in (None, TaskKind.GAP, None, TaskKind.NOTICE):
        listed = [task.kind for work in facade.tasks(clerk, kind) for task in work.tasks]
        assert sorted(listed) == sorted([TaskKind.NOTICE, TaskKind.GAP] if kind is None else [kind])
    (case,) = facade.find_cases("").rows
    assert facade.find_cases("nobody").rows == ()
    assert facade.find_cases(case.number).rows == facade.find_cases("").rows == (case,)
