"""What follows when somebody leaves or is away is said of the organ's drafts, the colleagues, letters and deputies."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.hall.register.absence_words import Gone, absence_words, possible_deputies
from counter.domain.hall.register.records import (
    DECIDE,
    RegisteredMandate,
    RegisteredStaff,
    RegisterRecord,
    section_of,
)
from counter.domain.hall.register.register import RegisterOnDay
from tests.settings import demo_guide

TODAY, LATER, END = date(2026, 12, 1), date(2026, 12, 2), date(2027, 12, 31)
ORGAN = "市场监督管理局"
R01 = RegisteredStaff("R01", "那木拉", "representative", ORGAN)
R02 = RegisteredStaff("R02", "萨仁", "representative", ORGAN)
W01, W02 = RegisteredStaff("W01", "阿木古郎", "clerk"), RegisteredStaff("W02", "图雅", "clerk")
AWAY = RegisteredStaff("R03", "乌云", "representative", ORGAN, away_since=TODAY, deputy="R01")
LETTER = RegisteredMandate("乌市监授〔2026〕1号", ORGAN, "R01", (DECIDE,), TODAY, END)


def words(gone: Gone, *records: RegisterRecord) -> str:
    state = RegisterOnDay(TODAY, 1, {(section_of(r), r.key): r for r in records})
    return "；".join(absence_words(state, gone, demo_guide()))


@pytest.mark.parametrize(
    ("others", "deputy", "said"),
    [
        ((R02,), "R02", "由R02 萨仁用本人口令确认"),
        ((), "", "没有首席代表能确认"),
        ((R02, LETTER), "R02", "代班的人没有授权书，也不能确认"),
        ((AWAY,), "", "没有首席代表能确认"),
        ((AWAY,), "", "正代乌云的班"),
    ],
)
def test_that_an_absence_says_who_confirms_the_drafts_of_the_organ(
    others: tuple[RegisterRecord, ...], deputy: str, said: str
) -> None:
    told = words(Gone("R01", TODAY, END, deputy), R01, *others)
    assert said in told
    assert "个事项" in told


def test_that_who_leaves_for_good_is_still_named_by_a_letter_and_who_is_away_may_be() -> None:
    assert "还写着这个人" in words(Gone("R01", LATER, for_good=True), R01, LETTER)
    assert "还写着这个人" not in words(Gone("R01", LATER), R01, LETTER)


def test_that_colleagues_are_counted_from_the_first_day_without_the_person() -> None:
    gone = Gone("W01", LATER, for_good=True)
    assert words(gone, W01, W02) == "12月2日起还有1位窗口人员在岗"
    last_day_today = RegisteredStaff("W02", "图雅", "clerk", until=TODAY)
    assert words(gone, W01, last_day_today) == "12月2日起没有别的窗口人员在岗"


def test_that_a_deputy_is_of_the_same_role_and_organ_and_there_on_the_day() -> None:
    people = (R01, R02, W01, AWAY)
    state = RegisterOnDay(TODAY, 1, {("staff", p.key): p for p in people})
    assert possible_deputies(state, "R01", TODAY) == (R02,)
