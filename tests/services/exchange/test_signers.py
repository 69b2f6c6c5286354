"""An act that takes a supervisor counts for a reader only where his register says that its signer was one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, CaseHandedOverSealed
from counter.domain.case.fold import fold
from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow, RegisterRecord
from counter.domain.hall.register.register import change_to
from counter.domain.hall.roles import StaffRole
from counter.services.case.case_writer import open_writer
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.hall_register import hall_register
from counter.services.register.issue_register import issue_register
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.office import Office


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as found:
        yield found


def known_to_both(both: Neighbours) -> Case:
    case = both.owner.file(replace(both.owner.visit(), duplicate_reason="另一处场地"))
    both.meet()
    return case


def claim(office: Office, case: Case, signer: str) -> None:
    """By a program that does not ask who signs."""
    with open_writer(office.app, case.id, office.clerk, adds=True) as writer:
        sealed = CaseHandedOverSealed("那台电脑坏了")
        writer.add(CaseHandedOver(THERE, signer, claimed=True), sealed)
        writer.commit()


def state(office: Office, *records: RegisterRecord) -> None:
    """The register states these from today on."""
    day = civil_date(office.clock.at)
    lead = next(row for row in office.app.journal.staff() if row.code == "S01")
    changes = tuple(change_to(one, day) for one in records)
    issue_register(office.app.journal, changes, by=lead, reason="人员调整")


def owner_here(both: Neighbours, case: Case) -> str:
    row = both.owner.app.journal.case_row(case.id)
    assert row is not None
    assert seen(both.owner, case.id).owner == row.owner or row.owner == ""
    return seen(both.owner, case.id).owner


def test_that_a_claim_signed_by_no_supervisor_is_seen_and_has_no_effect_until_the_register_bears_it_out(
    both: Neighbours,
) -> None:
    case = known_to_both(both)
    state(both.owner, RegisteredWindow(THERE, "9", "二号窗口"))
    claim(both.other, case, "W01")
    both.tell(both.other, both.owner)
    settle_held(both.owner.app)
    assert owner_here(both, case) == HERE
    there = seen(both.owner, case.id)
    [line] = [line.text for line in there.history if "没有效力" in line.text]
    assert "不是值班负责人" in line
    [conflict] = there.conflicts
    assert conflict.unauthorised
    assert any("不是值班负责人" in claim.words for claim in conflict.claims)
    assert not [f for f in check(both.owner.app.journal).faults if f.kind != "taken"]

    person = hall_register(both.owner.app.journal).on(civil_date(both.owner.clock.at)).staff["W01"]
    assert isinstance(person, RegisteredStaff)
    promoted = RegisteredStaff(person.code, person.name, StaffRole.SUPERVISOR)
    state(both.owner, promoted)
    settle_held(both.owner.app)
    assert owner_here(both, case) == THERE
    assert not [line for line in seen(both.owner, case.id).history if "没有效力" in line.text]


@pytest.mark.parametrize("named", [True, False])
def test_that_a_supervisors_claim_counts_and_of_a_window_that_is_not_named_nothing_is_doubted(
    both: Neighbours, *, named: bool
) -> None:
    case = known_to_both(both)
    if named:
        state(both.owner, RegisteredWindow(THERE, "9", "二号窗口"))
    claim(both.other, case, "S01" if named else "W01")
    both.tell(both.other, both.owner)
    assert owner_here(both, case) == THERE


def test_that_what_a_case_comes_to_is_read_of_all_its_windows_for_the_records_too(both: Neighbours) -> None:
    case = known_to_both(both)
    claim(both.other, case, "S01")
    both.tell(both.other, both.owner)
    journal = both.owner.app.journal
    alone = both.owner.file(replace(both.owner.visit(), duplicate_reason="第三处场地"))
    read = journal.closed_entries([case.id, alone.id])
    assert [one.id for one in read if one.subject == case.id] == [e.id for e in journal.entries(case.id)]
    assert {one.subject for one in read} == {case.id, alone.id}
    assert all(one.sealed is None for one in read)
    folded = fold([one for one in read if one.subject == case.id])
    assert folded is not None
    assert folded.owner == THERE
    kinds = {one.kind for one in journal.closed_entries([case.id], ["case.handed_over"])}
    assert kinds == {"case.handed_over"}
