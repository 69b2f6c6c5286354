"""A staff code that passes to another person; a deputy who is there."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.hall.register.deputies import deputy_away
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.tenure import tenure_on, unclear_name

JUNE = date(2026, 6, 1)
JULY = date(2026, 7, 1)
END = date(2026, 12, 31)


def person(name: str = "阿木古郎", since: date | None = None, until: date | None = None) -> RegisteredStaff:
    return RegisteredStaff("W01", name, "clerk", since=since, until=until)


def change(day: date, record: RegisteredStaff | None) -> RegisterChange:
    return RegisterChange(day, "staff", "W01", record)


FIRST = change(date(2026, 1, 1), person())


@pytest.mark.parametrize(
    ("later", "passes"),
    [
        ([change(JULY, None), change(JULY, person("其其格"))], True),  # struck off and used again on one day
        ([change(JULY, person("其其格", since=JULY))], True),  # the line was written over
        ([change(JUNE, person(until=JUNE)), change(JULY, person("其其格"))], True),  # left, then written over
        ([change(JULY, None), change(JULY, person(since=JULY))], True),  # came back, or a namesake
        ([change(JULY, person("阿木古朗"))], False),  # a name put right
        ([change(JULY, person(since=JUNE))], False),  # a first day put right
        ([change(JUNE, None), change(JULY, person())], False),  # struck off by mistake
        ([change(JUNE, person(until=JUNE)), change(JULY, person())], False),  # stayed after all
    ],
)
def test_that_a_code_passes_to_another_person_where_two_of_name_first_day_and_use_differ(
    later: list[RegisterChange], passes: bool
) -> None:
    tenure = tenure_on([FIRST, *later], END)
    assert tenure is not None
    assert (tenure.since == JULY) is passes
    assert tenure.owns("阿木古郎", JUNE) is not passes
    stated = later[-1].record
    assert stated is not None
    assert tenure.owns(stated.name, JULY)
    before = tenure_on([FIRST, *later], date(2026, 5, 31))
    assert before is not None
    assert before.owns("阿木古郎", JUNE)


def test_that_who_held_the_code_before_cannot_set_a_pin_for_who_holds_it_now() -> None:
    tenure = tenure_on([FIRST, change(JULY, person("其其格", since=JULY))], END)
    assert tenure is not None
    assert not tenure.owns("阿木古郎", END)  # at a window that learnt of it later
    assert tenure_on([FIRST], date(2025, 1, 1)) is None


def test_that_another_name_alone_says_whether_it_is_another_person() -> None:
    assert "起始日期" in unclear_name(person(), person("其其格"), "")
    for reason in ("改名", "更正姓名：错一个字"):
        assert unclear_name(person(), person("其其格"), reason) == ""
    assert unclear_name(person(), person("其其格", since=JULY), "") == ""
    assert unclear_name(person(), person(until=END), "") == ""
    assert unclear_name(None, person(), "") == ""


@pytest.mark.parametrize(
    ("since", "until", "away"),
    [
        (JUNE, None, True), (JULY, JULY, True), (date(2026, 6, 20), date(2026, 7, 5), True),
        (JUNE, date(2026, 6, 30), False), (date(2026, 7, 11), None, False), (None, None, False),
    ],
)  # fmt: skip
def test_that_a_deputy_is_there_on_the_days_of_the_absence(
    since: date | None, until: date | None, away: bool
) -> None:
    absent = RegisteredStaff(
        "R01", "哈斯", "clerk", away_since=JULY, away_until=date(2026, 7, 10), deputy="R02"
    )
    deputy = RegisteredStaff("R02", "娜仁花", "clerk", away_since=since, away_until=until)
    told = deputy_away(absent, deputy)
    assert bool(told) is away
    assert not told or "娜仁花自己" in told
