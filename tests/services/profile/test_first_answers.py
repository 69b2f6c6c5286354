"""Answers of a set-up by hand: told at the field, kept as a draft without PINs, made into settings and records."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.register.records import RegisteredHall, RegisteredWindow
from counter.services.profile.first_answers import (
    NO_ANSWERS,
    FirstAnswers,
    FirstPerson,
    ProfileKind,
    check_hall,
    check_people,
    check_person,
    check_window,
    draft_text,
    plan_of,
    read_draft,
    with_person,
    without_person,
)

S01 = FirstPerson("S01", "苏日娜", "supervisor")
GOOD = FirstAnswers(
    jurisdiction="xingan",
    region="乌兰浩特市",
    region_code="152201",
    name="乌兰浩特市政务服务中心",
    address="兴安北路1号",
    phone="1000000-0001",
    complaint="1000000-0009",
    hours="9:00-17:00",
    number="01",
    place="一楼",
    others="02、03",
    people=(S01,),
)
PINS = {"S01": "5926"}


def changed(**values: str) -> FirstAnswers:
    return msgspec.structs.replace(GOOD, **values)


def test_that_good_answers_make_settings_people_and_records() -> None:
    assert check_hall(GOOD) == ""
    check_window(GOOD)
    check_people(GOOD, PINS, ProfileKind.WINDOW)
    plan = plan_of(GOOD, PINS, ProfileKind.WINDOW, {"station": "99999999", "switches": {"x": True}})
    assert (plan.hall.station, plan.hall.window, plan.hall.switches) == ("15220101", "01", {"x": True})
    assert [(p.code, p.pin) for p in plan.staff] == [("S01", "5926")]
    assert plan.records[0] == RegisteredHall(GOOD.name, GOOD.address, GOOD.phone, GOOD.hours, GOOD.complaint)
    windows = [r for r in plan.records if isinstance(r, RegisteredWindow)]
    assert [(w.station, w.place) for w in windows] == [
        ("15220101", "一楼"),
        ("15220102", ""),
        ("15220103", ""),
    ]


def test_that_another_name_than_the_four_forms_is_told_and_taken() -> None:
    doubt = check_hall(changed(name="乌兰浩特市行政服务大厅"))
    assert "第二十九条" in doubt
    assert "可以照用" in doubt


def test_that_an_office_is_no_window_and_has_no_register() -> None:
    plan = plan_of(GOOD, PINS, ProfileKind.OFFICE, {})
    assert (plan.hall.office, plan.hall.station, plan.records) == (True, "15220190", ())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"region_code": ""}, "region"),
        ({"name": "  "}, "name"),
        ({"name": "大厅\x00"}, "name"),
        ({"phone": "请打电话"}, "phone"),
        ({"complaint": "1"}, "complaint"),
    ],
)
def test_that_a_wrong_answer_of_the_hall_is_told_at_its_field(wrong: Mapping[str, str], field: str) -> None:
    with pytest.raises(BadInput) as told:
        check_hall(changed(**wrong))
    assert told.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "1"}, "number"),
        ({"number": "９9"}, "number"),
        ({"number": "90"}, "number"),
        ({"others": "02、3"}, "others"),
        ({"others": "02、02"}, "others"),
        ({"others": "01"}, "others"),
        ({"others": "91"}, "others"),
    ],
)
def test_that_a_wrong_window_is_told_at_its_field(wrong: Mapping[str, str], field: str) -> None:
    with pytest.raises(BadInput) as told:
        check_window(changed(**wrong))
    assert told.value.field == field


@pytest.mark.parametrize(
    ("person", "pin", "again", "field"),
    [
        (FirstPerson("S 1", "苏日娜", "supervisor"), "5926", "5926", "code"),
        (FirstPerson("S01", " ", "supervisor"), "5926", "5926", "person"),
        (FirstPerson("S01", "苏日娜", "admin"), "5926", "5926", "role"),
        (S01, "468", "468", "pin"),
        (S01, "４６８０", "４６８０", "pin"),
        (S01, "5926", "5927", "again"),
        (S01, "1357", "1357", "pin"),
    ],
)
def test_that_a_wrong_person_is_told_at_the_field(
    person: FirstPerson, pin: str, again: str, field: str
) -> None:
    with pytest.raises(BadInput) as told:
        check_person(person, pin, again)
    assert told.value.field == field


def test_that_people_need_a_supervisor_pins_and_a_bureau_two() -> None:
    clerk = with_person(without_person(GOOD, "S01"), FirstPerson("W01", "阿木古郎", "clerk"))
    for answers, pins, kind in (
        (clerk, {"W01": "1"}, ProfileKind.WINDOW),
        (GOOD, {}, ProfileKind.WINDOW),
        (GOOD, PINS, ProfileKind.BUREAU),
    ):
        with pytest.raises(BadInput):
            check_people(answers, pins, kind)


def test_that_a_draft_keeps_the_answers_and_no_pin_and_a_damaged_one_is_none() -> None:
    assert read_draft(draft_text(GOOD)) == GOOD
    assert b"5926" not in draft_text(GOOD)
    for damaged in (b"", b"[]", b"\xff\xfe", b'{"people": 3}', b"[" * 100_000):
        assert read_draft(damaged) == NO_ANSWERS
