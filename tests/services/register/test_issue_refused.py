"""What an issue of the register may not do: take rights behind a back, undo what is planned, act in the past."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.checks import new_faults
from counter.domain.hall.register.records import RegisteredHall, RegisteredStaff, RegisterRecord
from counter.domain.hall.register.register import RegisterOnDay, change_to, removal_of
from counter.domain.hall.register.settings import settings_on
from counter.services.context.ports import StaffRow
from counter.services.hall.duty_session import open_session, session_in_force
from counter.services.hall.hall_register import hall_register
from counter.services.register.issue_register import confirm_register, issue_register
from counter.services.register.register_file import register_text
from counter.services.tasks.records import check_may_see_records
from counter.services.tasks.training.make import training_seed
from tests.services.register.test_register import (
    HERE,
    MARKET,
    PEOPLE,
    Hall,
    agreement,
    hall,
    hall_day,
    made,
    renamed,
    window,
)

__all__ = ["hall", "made"]  # fixtures


def lead(code: str = "S02", name: str = "乌云", role: str = "supervisor", **more: date) -> RegisteredStaff:
    return RegisteredStaff(code, name, role, **more)


def test_that_one_supervisor_does_not_take_the_other_ones_rights_alone(hall: Hall) -> None:
    with pytest.raises(RuleRefused, match="要两个人"):
        hall.issue(lead(role="clerk"), agreed=None)
    with pytest.raises(RuleRefused, match="要两个人"):
        issue_register(hall.first.journal, (removal_of(lead(), hall.today),), by=hall.person())
    assert hall_register(hall.first.journal).number == 0
    assert hall.issue(lead(role="clerk")).number == 2


def test_that_no_change_is_in_force_in_the_past(hall: Hall) -> None:
    with pytest.raises(BadInput, match="从今天"):
        hall.issue(renamed(), day=hall.today - timedelta(days=1))


def test_that_who_leaves_today_is_not_brought_back_by_what_was_planned_before(hall: Hall) -> None:
    today, later = hall.today, hall.today + timedelta(days=3)
    hall.issue(RegisteredStaff("W01", "阿木古郎", "clerk", phone="0482-0000009"), day=later)
    hall.issue(RegisteredStaff("W01", "阿木古郎", "clerk", until=today))
    register = hall_register(hall.first.journal)
    assert "W01" not in register.on(later).staff
    hall.issue(RegisteredStaff("W01", "阿木古郎", "clerk"))
    state = hall_register(hall.first.journal).on(later)
    assert (state.staff["W01"].phone, state.staff["W01"].until) == ("0482-0000009", None)
    issue_register(
        hall.first.journal, (removal_of(lead("W01", "阿木古郎", "clerk"), today),), by=hall.person()
    )
    assert "W01" not in hall_register(hall.first.journal).on(later).staff


def test_that_the_hall_is_never_left_without_a_supervisor_on_a_later_day(hall: Hall) -> None:
    soon = hall.today + timedelta(days=3)
    hall.issue(lead(until=soon))
    with pytest.raises(BadInput, match="没有在岗的值班负责人") as refused:
        hall.issue(lead("S01", "苏日娜", until=soon + timedelta(days=1)))
    assert refused.value.field == f"人员 岗位 {(soon + timedelta(days=2)).isoformat()} 起"


@pytest.mark.parametrize("code", ["w05", "W" * 21])
def test_that_a_code_that_nobody_could_sign_on_with_is_refused(hall: Hall, code: str) -> None:
    with pytest.raises(BadInput, match="工号"):
        hall.issue(RegisteredStaff(code, "图雅", "clerk"))


def test_that_one_person_with_two_codes_is_no_second_person(tmp_path: Path) -> None:
    create_profile(tmp_path / "alone", window(HERE, "03"), PEOPLE[:2])
    with open_app(tmp_path / "alone") as app:
        keeper = next(s for s in app.journal.staff() if s.code == "S01")
        issue_register(app.journal, (change_to(agreement(), hall_day(0)),), by=keeper)
        with pytest.raises(RuleRefused, match="另一个人"):
            confirm_register(app.journal, by=replace(keeper, code="S09"))


def test_that_a_supervisor_confirms_also_where_an_administrator_keeps_the_register(tmp_path: Path) -> None:
    admin = StaffSeed("A01", "巴图", "admin", "7531")
    create_profile(tmp_path / "admin", window(HERE, "03"), (*PEOPLE[:2], admin))
    with open_app(tmp_path / "admin") as app:
        people = {s.code: s for s in app.journal.staff()}
        issue_register(
            app.journal, (change_to(renamed(phone="0482-0000001"), hall_day(0)),), by=people["A01"]
        )
        assert confirm_register(app.journal, by=people["S01"]).unconfirmed() == ()


def test_that_half_a_character_in_the_file_is_no_fault_of_the_program(hall: Hall) -> None:
    hall.issue(renamed())
    values = json.loads(register_text(hall.first.journal))
    values["keys"]["certificates"][0]["epoch"] = "\ud800"
    with pytest.raises(BadInput, match="不是大厅登记册"):
        hall.carry(json.dumps(values))


def test_that_rights_follow_the_register_and_not_the_list_of_this_window(hall: Hall) -> None:
    journal = hall.first.journal
    open_session(journal, hall.person("S02"))
    hall.issue(lead("W01", "阿木古郎"), RegisteredStaff("W07", "图雅", "clerk"))
    hall.issue(RegisteredStaff("S02", "乌云", "representative", MARKET))
    assert session_in_force(journal) is None
    assert check_may_see_records(journal, "W01").name == "阿木古郎"
    with pytest.raises(RuleRefused):
        check_may_see_records(journal, "S02")
    seed = {person.code: person.role for person in training_seed(hall.first).staff}
    assert seed == {"S01": "supervisor", "S02": "representative", "W01": "supervisor", "W07": "clerk"}


def test_that_the_last_person_of_the_register_stays(tmp_path: Path) -> None:
    create_profile(tmp_path / "alone", window(HERE, "03"), PEOPLE[1:2])
    with open_app(tmp_path / "alone") as app:
        (keeper,) = app.journal.staff()
        gone = removal_of(lead("S01", "苏日娜"), civil_date(app.journal.reading().at))
        with pytest.raises(BadInput, match="没有在岗的值班负责人"):
            issue_register(app.journal, (gone,), by=keeper)


def test_that_two_codes_of_one_name_are_told_and_do_not_keep_the_register_out() -> None:
    before, twin = (RegisteredHall("某政务服务中心"), lead("S01")), lead("S02")
    found = new_faults(before, (*before, twin), hall_day(0))
    assert {(f.key, f.field, f.grave) for f in found} == {("S01", "name", False), ("S02", "name", False)}


@pytest.mark.parametrize(("minutes", "locks_after"), [(0, 5), (1, 1), (15, 15), (16, None), (-1, None)])
def test_that_a_window_locks_after_one_to_fifteen_minutes(minutes: int, locks_after: int | None) -> None:
    hall = RegisteredHall("某政务服务中心", lock_minutes=minutes)
    found = [f for f in new_faults((), (hall, lead("S01")), hall_day(0)) if f.field == "lock_minutes"]
    assert bool(found) is (locks_after is None)
    if locks_after is not None:
        of_day = RegisterOnDay(hall_day(0), 1, {("hall", ""): hall})
        real = replace(window(HERE, "03"), demo=False)
        assert settings_on(real, of_day).locks_after == locks_after
        assert settings_on(window(HERE, "03"), of_day).locks_after == minutes, (
            "a demo only where it is written"
        )


def test_that_two_people_who_both_were_alone_once_confirm_each_other(tmp_path: Path) -> None:
    create_profile(tmp_path / "alone", window(HERE, "03"), PEOPLE[:2])
    with open_app(tmp_path / "alone") as app:
        first = next(s for s in app.journal.staff() if s.code == "S01")
        second, today = replace(first, code="S02", name="乌云"), civil_date(app.journal.reading().at)

        def issue(record: RegisterRecord, by: StaffRow, agreed: StaffRow | None = None) -> None:
            issue_register(app.journal, (change_to(record, today),), by=by, agreed=agreed)

        issue(lead(), first)
        issue(lead("S01", "苏日娜", until=today - timedelta(days=1)), first, second)
        issue(lead("S01", "苏日娜"), second)
        assert [one.issue.by for one in confirm_register(app.journal, by=first).unconfirmed()] == ["S01"]
        assert confirm_register(app.journal, by=second).unconfirmed() == ()


def test_that_what_was_edited_today_for_a_later_day_keeps_what_is_planned_in_between(hall: Hall) -> None:
    journal, later = hall.first.journal, hall.today + timedelta(days=5)
    hall.issue(renamed())
    hall.issue(renamed(phone="0482-0000002"), day=hall.today + timedelta(days=3))
    edited = change_to(RegisteredHall(renamed().name, "二号"), later)
    issue_register(journal, [edited], by=hall.person(), agreed=hall.person("S02"), seen_on=hall.today)
    state = hall_register(journal).on(later).hall
    assert state is not None
    assert (state.address, state.phone) == ("二号", "0482-0000002")
