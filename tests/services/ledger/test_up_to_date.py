"""The ledger lags behind the acts until it is read: nothing is lost by that, whenever the program ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.ledger.row import LEDGER_RULES
from counter.services.ledger import up_to_date
from counter.services.ledger.up_to_date import catch_up, current_in, current_ledger, write_next
from tests.services.office import FARM, Office, leaving, office_on


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def stored(office: Office, what: str = "case_id, item, state") -> list[tuple[Any, ...]]:
    journal: Any = office.app.journal
    assert isinstance(journal, SqlJournal)
    found = journal.connection().execute(f"SELECT {what} FROM ledger_rows ORDER BY case_id, item")
    return list(found)


def running(case: Case) -> str:
    return next(item.id for item in case.items if item.state is ItemState.ACCEPTED)


def test_that_an_act_writes_no_row_and_a_reading_all(office: Office) -> None:
    case = office.file(office.visit(FARM))
    assert not stored(office)
    assert check(office.app.journal).faults == ()
    current_ledger(office.app)
    assert [row[1] for row in stored(office)] == sorted(item.id for item in case.items)
    assert check(office.app.journal).faults == ()
    item = running(case)
    office.do(case, leaving((item,)))
    before = stored(office)
    assert check(office.app.journal).faults == ()
    current_ledger(office.app)
    changed = set(stored(office)) - set(before)
    assert (item, "withdrawn") in {row[1:] for row in changed}


def test_that_what_was_killed_between_two_batches_goes_on_from_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [office.file(office.visit(bundle)) for bundle in (8, 9, 12, 30, FARM)]
    monkeypatch.setattr(up_to_date, "AT_ONCE", 2)
    with office.app.journal.transaction() as tx:  # one batch, then the program ends
        write_next(tx, office.app.projector)
        tx.commit()
    some = {row[0] for row in stored(office)}
    assert some < {case.id for case in cases}
    assert check(office.app.journal).faults == ()
    with office.app.journal.transaction() as tx:  # killed before the batch is written
        write_next(tx, office.app.projector)
    assert {row[0] for row in stored(office)} == some
    current_ledger(office.app)
    assert {row[0] for row in stored(office)} == {case.id for case in cases}


def test_that_a_case_written_of_again_waits_for_its_last_entry_only(office: Office) -> None:
    first, second = office.file(office.visit(FARM)), office.file(office.visit(9))
    office.do(first, leaving((running(first),)))
    waiting = [
        one for one in office.app.journal.ledger().waiting(100).subjects if one in {first.id, second.id}
    ]
    assert waiting == [second.id, first.id]


def test_that_what_is_frozen_in_a_transaction_counts_what_came_just_before(office: Office) -> None:
    case = office.file(office.visit(9))
    with office.app.journal.transaction() as tx:
        assert not current_in(tx, office.app.projector).waiting(1).subjects
        tx.commit()
    assert {row[0] for row in stored(office)} == {case.id}


def test_that_a_rebuild_leaves_nothing_waiting_and_a_place_ahead_of_the_journal_is_a_fault(
    office: Office,
) -> None:
    office.file(office.visit(9))
    journal: Any = office.app.journal
    assert rebuild_rows(journal).faults == ()
    assert not journal.ledger().waiting(1).subjects
    rows = stored(office)
    assert rows
    ahead = f"{LEDGER_RULES}|999999"
    journal.connection().execute("UPDATE read_models SET basis = ? WHERE name = 'ledger_rows'", (ahead,))
    assert any("超过了最后一条记录" in fault.sentence for fault in check(journal).faults)
    assert rebuild_rows(journal).faults == ()


def test_that_a_row_changed_by_hand_shows_once_it_is_not_waiting(office: Office) -> None:
    office.file(office.visit(9))
    current_ledger(office.app)
    journal: Any = office.app.journal
    journal.connection().execute("UPDATE ledger_rows SET rounds = 7")
    assert any("台账" in fault.sentence for fault in check(journal).faults)


def test_that_catching_up_says_how_far_it_is_and_ends(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bundle in (8, 9, 12, 30, FARM):
        office.file(office.visit(bundle))
    monkeypatch.setattr(up_to_date, "AT_ONCE", 1)
    monkeypatch.setattr(up_to_date, "BATCHES", 2)
    told = [catch_up(office.app)]
    while not told[-1].complete:
        told.append(catch_up(office.app))
    percents = [one.percent for one in told]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert 100 not in percents[:-1]
    assert len(told) > 2
    assert not office.app.journal.ledger().waiting(1).subjects
