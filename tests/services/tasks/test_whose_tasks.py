"""Whose 待办 it is: one's own, a stand-in's for the days named, the window's, the hall's for who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import HandOver
from counter.domain.errors import RuleRefused
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import change_to
from counter.domain.tasks.scope import TaskScope
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ports import StaffRow
from counter.services.hall.people import people_today
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.register.change_staff import Absence, retire, set_absence
from counter.services.register.issue_register import issue_register
from counter.services.tasks.list_tasks import TaskView, count_tasks, list_tasks
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on
from tests.services.case.test_hand_over import register
from tests.services.office import SUPERVISOR, Office

CLERK, LEAD = "W01", "S01"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path_factory.mktemp("whose")) as found:
        for office in (found.owner, found.other):
            register(office, (HERE, "3"), (THERE, "4"))
        yield found


def person(office: Office, code: str) -> StaffRow:
    return next(row for row in people_today(office.app.journal) if row.code == code)


def seen(office: Office, code: str, scope: TaskScope) -> list[TaskView]:
    found = list_tasks(office.app, clerk=person(office, code), scope=scope)
    assert count_tasks(office.app, clerk=person(office, code), scope=scope).total == len(found)
    return [view for view in found if view.number]


def test_that_a_clerks_cases_are_the_stand_ins_for_the_days_named_and_nothing_is_lost(
    windows: Neighbours,
) -> None:
    office = windows.owner
    journal, today = office.app.journal, civil_date(office.clock.at)
    people = [
        RegisteredStaff(row.code, row.name, row.role, row.organ) for row in journal.staff() if row.active
    ]
    people.append(RegisteredStaff("W02", "其其格", "clerk"))
    lead = person(office, LEAD)
    issue_register(journal, tuple(change_to(one, today) for one in people), by=lead)
    case = office.file(replace(office.visit(), duplicate_reason="另一处场地"), FilingMode.KEEP)
    own = seen(office, CLERK, TaskScope.MINE)
    assert {view.number for view in own} == {case.number}
    assert seen(office, "W02", TaskScope.MINE) == []
    assert {view.number for view in seen(office, "W02", TaskScope.WINDOW)} == {case.number}
    away = Absence(today, today + timedelta(days=3), "W02")
    set_absence(journal, CLERK, away, by=lead)
    for_him = seen(office, "W02", TaskScope.MINE)
    assert [view.kind for view in for_him] == [view.kind for view in own]
    assert {view.stands_for for view in for_him} == {person(office, CLERK).name}
    assert {view.by for view in for_him} == {person(office, CLERK).name}  # never the code of somebody known
    assert seen(office, CLERK, TaskScope.MINE)  # they stay his own too
    # who acts is who did it: the person on leave is no second person of the one who stands in, nor the other way
    stand_in = replace(person(office, "W02"), name=lead.name)
    with pytest.raises(RuleRefused, match="不能自己同意"):
        second_supervisor(journal, stand_in, SUPERVISOR, "移交")
    office.later(days=4)
    assert seen(office, "W02", TaskScope.MINE) == []  # back at the day, without anybody's doing
    assert {view.stands_for for view in seen(office, CLERK, TaskScope.MINE)} == {""}
    # who leaves for good leaves his cases to the supervisors
    assert case.number not in {view.number for view in seen(office, LEAD, TaskScope.MINE)}
    retire(journal, CLERK, civil_date(office.clock.at), by=lead)
    office.later(days=1)
    assert case.number in {view.number for view in seen(office, LEAD, TaskScope.MINE)}


def test_that_the_halls_tasks_are_for_who_may_see_others_work(windows: Neighbours) -> None:
    owner, other = windows.owner, windows.other
    for row in (r for r in other.app.journal.staff() if r.code == LEAD):
        assert row.role == "supervisor"
    other.later(days=0)
    case = other.file(replace(other.visit(), duplicate_reason="又一处场地"), FilingMode.KEEP)
    windows.meet()
    assert case.number not in {view.number for view in seen(owner, LEAD, TaskScope.WINDOW)}
    hall = [view for view in seen(owner, LEAD, TaskScope.HALL) if view.number == case.number]
    assert hall
    assert {view.station for view in hall} == {THERE}
    assert {view.kind for view in hall} == {
        view.kind for view in seen(other, LEAD, TaskScope.WINDOW) if view.number == case.number
    }
    with pytest.raises(RuleRefused, match="全厅的待办给"):
        list_tasks(other.app, clerk=other.clerk, scope=TaskScope.HALL)
    other.do(case, HandOver(HERE, "申请人搬到那边，方便就近办", SUPERVISOR))
    windows.meet()
    there = [v for v in seen(owner, LEAD, TaskScope.WINDOW) if v.number == case.number]
    assert {view.station for view in there} == {""}  # now it is to be done here
    assert date.fromisoformat("2026-11-20") <= civil_date(owner.clock.at)
