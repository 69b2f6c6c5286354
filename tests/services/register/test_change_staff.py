"""People change in the register: joining, leaving, away with a deputy; a hall keeps a supervisor."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.organ_people import check_representative
from counter.domain.hall.register.records import RegisteredMandate, RegisteredStaff
from counter.domain.hall.register.register import change_to
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.organ_people import people_of_organs, person_by_pin
from counter.services.hall.people import people_of, person_today, today_of
from counter.services.hall.staff import absence_notice, sign_on
from counter.services.register.change_staff import (
    Absence,
    enlist,
    registered_person,
    restated,
    retire,
    set_absence,
    strike_off,
)
from counter.services.register.issue_register import issue_register
from tests.settings import demo_hall

FARMING = "农牧局"
PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("W02", "乌日娜", "clerk", "2345"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("R01", "哈斯巴根", "representative", "4444", FARMING),
    StaffSeed("R02", "娜仁花", "representative", "5555", FARMING),
    StaffSeed("R03", "其木格", "representative", "6666", "市场监督管理局"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "hall"
    create_profile(folder, demo_hall(), PEOPLE)
    return folder


@pytest.fixture
def app(made: Path, tmp_path: Path) -> Iterator[AppContext]:
    shutil.copytree(made, tmp_path / "hall", copy_function=shutil.copy2)
    with open_app(tmp_path / "hall") as opened:
        yield opened


def lead(app: AppContext) -> StaffRow:
    row = person_today(app.journal, "S01")
    assert row is not None
    return row


def entrust(app: AppContext, *mandates: RegisteredMandate) -> None:
    today = today_of(app.journal)
    issue_register(app.journal, [change_to(m, today) for m in mandates], by=lead(app))


def letter(app: AppContext, staff: str, *acts: str, number: str = "授字〔2026〕1号") -> RegisteredMandate:
    return RegisteredMandate(number, FARMING, staff, acts, today_of(app.journal) - timedelta(days=9))


def confirms(app: AppContext, code: str, pin: str) -> str | None:
    """Number of the mandate by which that representative confirms."""
    return check_representative(person_by_pin(app, code, pin), FARMING, ()).mandate


def test_that_a_person_leaves_after_the_last_day_and_never_before_today(app: AppContext) -> None:
    today = today_of(app.journal)
    retire(app.journal, "w01", today, by=lead(app))
    assert person_today(app.journal, "W01") is not None
    gone = {row.code: row.active for row in people_of(app.journal).on(today + timedelta(days=1))}
    assert gone["W01"] is False
    with pytest.raises(BadInput, match="不能早于今天"):
        retire(app.journal, "W02", today - timedelta(days=1), by=lead(app))


@pytest.mark.parametrize("how", ["leave", "remove", "role"])
def test_that_the_last_supervisor_stays(app: AppContext, how: str) -> None:
    today = today_of(app.journal)
    person = registered_person(app.journal, "S01")
    acts = {
        "leave": lambda: retire(app.journal, "S01", today + timedelta(days=9), by=lead(app)),
        "remove": lambda: strike_off(app.journal, "S01", by=lead(app)),
        "role": lambda: enlist(
            app.journal, restated(person, RegisteredStaff("S01", "苏日娜", "clerk")), by=lead(app)
        ),
    }
    with pytest.raises(RuleRefused, match="没有值班负责人"):
        acts[how]()
    assert hall_register(app.journal).number == 0


def test_that_a_representative_struck_off_by_one_person_waits_for_a_second(app: AppContext) -> None:
    register = strike_off(app.journal, "R01", by=lead(app))
    assert [one.issue.number for one in register.unconfirmed()] == [1, 2]  # 1 is the set-up
    assert [one.issue.number for one in strike_off(app.journal, "W01", by=lead(app)).unconfirmed()] == [1, 2]


def test_that_a_clerk_away_is_told_so_and_may_work(app: AppContext) -> None:
    today = today_of(app.journal)
    set_absence(app.journal, "W01", Absence(today, today + timedelta(days=3), "W02"), by=lead(app))
    row = sign_on(app.journal, code="W01", pin="1234")
    told = absence_notice(app.journal, row)
    assert "不在岗，由W02 乌日娜代班" in told
    set_absence(app.journal, "W01", None, by=lead(app))
    assert absence_notice(app.journal, row) == ""
    with pytest.raises(BadInput):
        set_absence(app.journal, "W01", None, by=lead(app))


@pytest.mark.parametrize(("deputy", "words"), [("W01", "另一个人"), ("R01", "同一岗位"), ("X99", "没有工号")])
def test_that_a_deputy_is_somebody_else_of_the_same_post(app: AppContext, deputy: str, words: str) -> None:
    absence = Absence(today_of(app.journal), None, deputy)
    with pytest.raises(BadInput, match=words):
        set_absence(app.journal, "W01", absence, by=lead(app))
    with pytest.raises(BadInput, match="同一岗位"):
        set_absence(app.journal, "R01", Absence(today_of(app.journal), None, "R03"), by=lead(app))


def test_that_a_deputy_confirms_with_the_own_mandate_while_the_representative_is_away(
    app: AppContext,
) -> None:
    assert confirms(app, "R01", "4444") == ""  # no mandates in the register: the list alone counts
    entrust(app, letter(app, "R01", "decide"), letter(app, "R02", number="授字〔2026〕2号"))
    assert confirms(app, "R01", "4444") == "授字〔2026〕1号"
    today = today_of(app.journal)
    set_absence(app.journal, "R01", Absence(today, None, "R02"), by=lead(app))
    with pytest.raises(RuleRefused, match="由R02 娜仁花代班"):
        confirms(app, "R01", "4444")
    assert confirms(app, "R02", "5555") == "授字〔2026〕2号"


def test_that_once_an_organ_has_a_mandate_nobody_of_it_confirms_without_one(app: AppContext) -> None:
    today = today_of(app.journal)
    ended = RegisteredMandate(
        "授字〔2025〕1号", FARMING, "R01", (), today - timedelta(days=99), today - timedelta(days=1)
    )
    entrust(app, ended)
    for code, pin in (("R01", "4444"), ("R02", "5555")):
        with pytest.raises(RuleRefused, match="有效的授权书"):
            confirms(app, code, pin)
    others = {p.code: p.mandate for p in people_of_organs(app)}
    assert others == {"R01": None, "R02": None, "R03": ""}


def test_that_a_mandate_to_sign_papers_confirms_nothing_here(app: AppContext) -> None:
    entrust(app, letter(app, "R01", "sign"))
    with pytest.raises(RuleRefused, match="有效的授权书"):
        confirms(app, "R01", "4444")


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (RegisteredStaff("W 3", "某", "clerk"), "code"),
        (RegisteredStaff("Ｗ３", "某", "clerk"), "code"),
        (RegisteredStaff("W" * 21, "某", "clerk"), "code"),
        (RegisteredStaff("W03", " ", "clerk"), "name"),
        (RegisteredStaff("W03", "某\u202e", "clerk"), "name"),
        (RegisteredStaff("W03", "某", "king"), "role"),
        (RegisteredStaff("W03", "某", "representative"), "organ"),
        (RegisteredStaff("W03", "某", "clerk", FARMING), "organ"),
        (RegisteredStaff("W03", "某", "clerk", duties=("扫地",)), "duties"),
        (RegisteredStaff("W03", "某", "clerk", phone="无"), "phone"),
    ],
)
def test_that_a_person_who_cannot_be_one_is_refused_at_its_field(
    app: AppContext, person: RegisteredStaff, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        enlist(app.journal, person, by=lead(app))
    assert refused.value.field == field
    assert hall_register(app.journal).number == 0
