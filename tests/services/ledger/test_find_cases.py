"""查件 narrowed and put in order (decision 0055): state, organ, days of receipt, clerk; of a text too; never slowly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.many_cases import fill
from bench.profiles import demo_profile
from counter.bootstrap.opening import guide_shelf, open_journal
from counter.db.journal.journal import SqlJournal
from counter.domain.case.fold.loose import case_here
from counter.services.context.case_search import CaseFilter, CaseOrder
from counter.services.context.ports import CaseRow
from counter.services.ledger.find_cases import case_choices, find_cases
from tests.services.ledger.visits import live
from tests.services.office import Office, office_on

BEGUN, ENDED = date(2026, 10, 26), date(2026, 11, 23)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A window that worked for four weeks."""
    with office_on(tmp_path_factory.mktemp("filter") / "profile") as office:
        live(office, 24, BEGUN, ENDED)
        yield office


def found(office: Office, text: str = "", limit: int = 100, **wanted: object) -> tuple[CaseRow, ...]:
    return find_cases(office.app, text, CaseFilter(**wanted)).rows[:limit]  # type: ignore[arg-type]


def test_that_each_choice_that_occurs_leaves_its_cases_and_together_all_of_them(office: Office) -> None:
    everything = {row.case for row in found(office)}
    choices = case_choices(office.app)
    assert len(everything) == 24
    assert len(choices.states) > 1
    by_state = [{row.case for row in found(office, state=state)} for state in choices.states]
    assert sum(map(len, by_state)) == 24
    assert set().union(*by_state) == everything
    for organ in choices.organs:
        cases = [case_here(office.app.journal.entries(row.case)) for row in found(office, organ=organ)]
        assert all(organ in {item.asked.organ for item in case.items} for case in cases if case)
    assert any(found(office, organ=organ) for organ in choices.organs)
    assert {row.case for clerk in choices.clerks for row in found(office, clerk=clerk)} == everything
    assert found(office, clerk="W99") == ()


def test_that_days_of_receipt_are_civil_days_both_included(office: Office) -> None:
    rows = found(office)
    days = sorted({row.opened_at[:10] for row in rows})  # the visits are at nine, the same day in UTC
    day = date.fromisoformat(days[1])
    mine = found(office, since=day, until=day)
    assert {row.opened_at[:10] for row in mine} == {days[1]}
    rest = found(office, since=day + timedelta(days=1)) + found(office, until=day - timedelta(days=1))
    assert len(mine) + len(rest) == len(rows)


@pytest.mark.parametrize("order", CaseOrder)
def test_that_every_order_turns_round_and_what_has_no_day_comes_last(
    office: Office, order: CaseOrder
) -> None:
    field = {"opened": "opened_at", "bundle": "bundle_name"}.get(order.value, order.value)
    for descending in (False, True):
        values = [getattr(row, field) for row in found(office, order=order, descending=descending)]
        dated = [value for value in values if value is not None]
        assert dated == sorted(dated, reverse=descending)
        assert values[: len(dated)] == dated


def test_that_a_text_is_narrowed_too_and_a_cut_list_says_so(office: Office) -> None:
    (state, *_) = office.app.journal.case_choices().states
    both = found(office, text="申请人1", state=state)
    assert both
    assert {row.case for row in both} == {
        row.case for row in found(office, text="申请人1") if row.state == state
    }
    journal = office.app.journal
    assert journal.find_cases("", 5, CaseFilter()).more
    assert [row.case for row in journal.find_cases("", 5, CaseFilter())] == [
        row.case for row in journal.find_cases("", 5)
    ]


def test_that_a_text_lists_the_same_cases_in_the_same_order_whether_or_not_it_is_narrowed(
    office: Office,
) -> None:
    """The one is not looked up a second time."""
    for text in ("", "a", "b", "其", "1", "01", "2026"):
        for limit in (3, 100):
            assert found(office, text, limit) == found(office, text, limit, since=BEGUN)


def test_that_twenty_thousand_cases_are_narrowed_in_a_moment(tmp_path: Path) -> None:
    with demo_profile() as profile:
        fill(profile, 20_000, 500)
        journal = open_journal(profile, guide_shelf())
        try:
            assert len(journal.find_cases("", 200, CaseFilter(clerk="W03", order=CaseOrder.APPLICANT))) == 200
            took = min(_narrowing(journal) for _ in range(3))
        finally:
            journal.close()
    assert took < 0.5  # some 20 ms on an idle machine


def _narrowing(journal: SqlJournal) -> float:
    begun = time.perf_counter()
    journal.find_cases("", 200, CaseFilter(clerk="W03", order=CaseOrder.APPLICANT))
    journal.find_cases("1", 200, CaseFilter(state="accepted", order=CaseOrder.DUE))
    return time.perf_counter() - begun
