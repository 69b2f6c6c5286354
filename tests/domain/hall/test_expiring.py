"""What of the register ends soon is told in time, and what then falls to 收件转办."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter.domain.hall.register.checks import GuideNames, faults_of, name_is_of_a_form, new_faults
from counter.domain.hall.register.expiring import coverage, endings
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredMandate,
    RegisteredStaff,
    RegisterRecord,
    section_of,
)
from counter.domain.hall.register.register import RegisterOnDay
from tests.settings import demo_guide

TODAY = date(2026, 11, 23)
MARKET = "市场监督管理局"
GUIDE = demo_guide()
OF_MARKET = tuple(item.id for item in GUIDE.items.values() if item.organ == MARKET)


def on(*records: RegisterRecord, day: date = TODAY) -> RegisterOnDay:
    return RegisterOnDay(day, 1, {(section_of(r), r.key): r for r in records})


def agreement(
    days: int,
    number: str = "一",
    since: int = -300,
    items: tuple[str, ...] = (),
    acts: tuple[str, ...] = ("accept", "deliver"),
) -> RegisteredAgreement:
    at = TODAY + timedelta(days=since)
    return RegisteredAgreement(number, MARKET, acts, at, TODAY + timedelta(days=days), items)


@pytest.mark.parametrize(("days", "told"), [(31, False), (30, True), (0, True), (-1, True), (-31, False)])
def test_that_an_agreement_is_told_from_thirty_days_before_its_end(days: int, told: bool) -> None:
    found = endings(on(agreement(days)), GUIDE)
    assert bool(found) is told
    if told:
        assert set(found[0].items) == set(OF_MARKET)
        assert "只能收件转办" in found[0].words(TODAY)


def test_that_an_agreement_that_another_continues_is_not_told() -> None:
    assert endings(on(agreement(5), agreement(400, "二", 6)), GUIDE) == ()
    (gap,) = endings(on(agreement(5), agreement(400, "二", 7)), GUIDE)
    assert gap.last == TODAY + timedelta(days=5)


def test_that_only_the_items_that_are_lost_are_named() -> None:
    kept, lost = OF_MARKET[:1], OF_MARKET[1:]
    (found,) = endings(on(agreement(5), agreement(400, "二", 0, kept)), GUIDE)
    assert set(found.items) == set(lost)


def test_that_the_end_of_handing_out_is_not_called_the_end_of_accepting() -> None:
    deliver, accept = agreement(5, acts=("deliver",)), agreement(400, "二", acts=("accept",))
    (found,) = endings(on(deliver, accept), GUIDE)
    assert found.items == ()
    assert found.words(TODAY).endswith(f"；之后{len(OF_MARKET)}个事项的办理结果由部门自己送达")


def test_that_coverage_is_what_a_verdict_makes_of_it() -> None:
    quick, late = agreement(5, acts=("on_the_spot",)), agreement(400, "二", acts=("deliver",))
    assert all(c.sent_on and c.until is None for c in coverage(on(quick, late), GUIDE))
    accepted = [c for c in coverage(on(agreement(5), late), GUIDE) if not c.sent_on]
    assert {c.until for c in accepted} == {TODAY + timedelta(days=5)}  # not the day handing out ends


def test_that_a_mandate_that_ends_is_told_with_the_persons_name() -> None:
    person = RegisteredStaff("R01", "图雅", "representative", MARKET)
    ends = RegisteredMandate("授一", MARKET, "R01", ("decide",), TODAY, TODAY + timedelta(days=3))
    (found,) = endings(on(person, ends), GUIDE)
    assert found.words(TODAY) == f"{MARKET}给图雅的授权书 授一 2026-11-26 到期（还有3天）"
    renewed = RegisteredMandate("授二", MARKET, "R01", ("decide",), TODAY, TODAY + timedelta(days=300))
    assert endings(on(person, ends, renewed), GUIDE) == ()


def test_that_coverage_names_every_item_of_the_guide() -> None:
    found = coverage(on(agreement(5)), GUIDE)
    assert [c.item.id for c in found] == list(GUIDE.items)
    assert {c.item.organ for c in found if not c.sent_on} == {MARKET}


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("乌兰浩特市政务服务中心", True),
        ("乌兰浩特市政务服务中心（演示）", True),
        ("兴安盟政务服务中心税务分中心", True),
        ("乌兰浩特市义勒力特镇便民服务中心", True),
        ("科右前旗俄体镇便民服务中心", True),
        ("俄体镇双花嘎查便民服务站", True),
        ("乌兰浩特市办事大厅", False),
        ("政务服务中心", False),
        ("便民服务站", False),
    ],
)
def test_that_a_halls_name_has_one_of_the_four_forms(name: str, fits: bool) -> None:
    assert name_is_of_a_form(name) is fits


def test_that_a_fault_that_was_there_before_does_not_keep_another_change_out() -> None:
    names = GuideNames({MARKET: frozenset(OF_MARKET)}, frozenset(), frozenset())
    hall = RegisteredHall("乌兰浩特市政务服务中心", phone="不对")
    keeper = RegisteredStaff("S01", "苏日娜", "supervisor")
    before = (hall, keeper)
    assert [f.field for f in faults_of(before, TODAY, names)] == ["phone"]
    after = (hall, keeper, RegisteredStaff("W 1", "乌云", "clerk"))
    assert [f.field for f in new_faults(before, after, TODAY, names)] == ["code"]


def test_that_the_last_supervisor_does_not_leave() -> None:
    hall = RegisteredHall("乌兰浩特市政务服务中心")
    keeper = RegisteredStaff("S01", "苏日娜", "supervisor", until=TODAY - timedelta(days=1))
    found = faults_of((hall, keeper), TODAY)
    assert any("没有在岗的值班负责人" in fault.sentence for fault in found)
