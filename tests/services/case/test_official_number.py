"""官方办件编号: of the right form, once, correctable with a reason, found, in ledger and export; what the three acts of
every stage offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.domain.case.acts.acts import (
    AgreeReminders,
    Decide,
    PassOn,
    Possible,
    RecordOfficialNumber,
    TakeNamed,
)
from counter.domain.case.acts.offers_here import possible_here
from counter.domain.case.case import Case
from counter.domain.case.official_events import check_official, official_words
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.ledger.cells import CELLS, Shown
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.platform_export import export_for_platform
from counter.services.ledger.up_to_date import current_ledger
from tests.services.ledger.test_platform_export import CODE, coded, lead, sheets
from tests.services.office import FRIDAY, Office, leaving, office_on

NUMBER = f"{CODE}202611200001"
OTHER = f"{CODE}202611200002"
TODAY = date(2026, 11, 20)
SPAN = LedgerSpan(TODAY, TODAY)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("official") / "profile") as opened:
        yield opened


def filed(office: Office) -> Case:
    return office.file(replace(office.visit(8), duplicate_reason="另一家"), FilingMode.KEEP)


SERIALS = count(1)


def serial() -> str:
    """A number that no case has yet."""
    return f"{CODE}20261119{next(SERIALS):04d}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (NUMBER[:-1], "43位，这里有42位"),
        ("", "这里有0位"),
        (NUMBER.replace("X", "I"), "没有字母"),
        (NUMBER.replace("123456789", "12345678A"), "后25位都是数字"),
        (f"{CODE}202613400001", "应当是日期"),
        (f"{CODE}202611210001", "还没有到"),
        (f"{CODE}202611200000", "从0001起"),
    ],
)
def test_that_what_has_not_the_form_is_refused_with_how_to_mend_it(text: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong) as told:
        check_official(text, TODAY)
    assert told.value.field == "number"


def test_that_spaces_and_small_letters_are_the_same_number() -> None:
    assert check_official(official_words(NUMBER).lower(), TODAY) == NUMBER
    assert official_words(NUMBER).replace(" ", "") == NUMBER


def test_that_a_number_is_recorded_once_and_the_case_is_found_by_it(office: Office) -> None:
    one, two = filed(office), filed(office)
    number, item = serial(), one.items[0].id
    after = office.do(one, RecordOfficialNumber(number, item))
    assert after.official_for(item) == number
    assert f"登记“{one.items[0].asked.name}”的官方办件编号 {number}" in after.history[-1].text
    for text in (number, official_words(number).lower(), number[-12:]):
        assert [row.case for row in office.app.journal.find_cases(text)] == [one.id], text
    row = office.app.journal.case_row(number)
    assert row is not None
    assert row.case == one.id
    with pytest.raises(RuleRefused, match="已经登记给办件"):
        office.do(two, RecordOfficialNumber(number))
    with pytest.raises(BadInput, match="已经登记在这里"):
        office.do(after, RecordOfficialNumber(number, item, "再看一遍"))
    with pytest.raises(BadInput, match="已经登记给本件的"):
        office.do(after, RecordOfficialNumber(number))
    assert office.now(two).official == ()
    assert not check(office.app.journal).faults
    assert rebuild_rows(office.app.journal).faults == ()
    assert [row.case for row in office.app.journal.find_cases(number)] == [one.id]


def test_that_a_wrong_number_is_put_right_with_a_reason_and_is_free_again(office: Office) -> None:
    one, two = filed(office), filed(office)
    wrong = serial()
    case = office.do(one, RecordOfficialNumber(wrong))
    right = serial()
    with pytest.raises(BadInput, match="为什么改"):
        office.do(case, RecordOfficialNumber(right))
    case = office.do(case, RecordOfficialNumber(right, reason="抄错一位"))
    assert (case.official_of(""), case.official_for(case.items[0].id)) == (right, right)
    assert f"原来登记的 {wrong} 错了" in case.history[-1].text
    assert office.do(two, RecordOfficialNumber(wrong)).official_of("") == wrong
    case = office.do(case, RecordOfficialNumber("", reason="是另一个系统的"))
    assert case.official == ()
    assert office.app.journal.case_row(right) is None
    with pytest.raises(BadInput, match="43位"):
        office.do(case, RecordOfficialNumber("", reason="没有登记过"))


def test_that_the_ledger_has_number_and_follower_and_the_platform_its_number(office: Office) -> None:
    case = office.file(replace(office.visit(), duplicate_reason="另一家"))
    number, item = serial(), case.items[0].id
    office.do(case, RecordOfficialNumber(number, item))
    shown = Shown(office.app.calendar, TODAY, people={"W01": "阿木古郎"})
    (line,) = [
        one
        for one in current_ledger(office.app).lines(None, SPAN, office.app.calendar, None)
        if (one.row.case, one.row.item) == (case.id, item)
    ]
    assert CELLS["official_number"](line, shown) == number
    assert CELLS["follower"](line, shown) == "阿木古郎（W01）"
    office.do(office.now(case), PassOn("S01", "休假"))
    lines = current_ledger(office.app).lines(None, SPAN, office.app.calendar, None)
    assert {one.row.follower for one in lines if one.row.case == case.id} == {"S01"}
    app = coded(office.app, item)
    file, found = export_for_platform(app, lead(app), SPAN)
    rows = sheets(file.content)["up_pro_material"]
    assert number in {row[0] for row in rows}
    (mine,) = [one for one in found if one.number == case.number and one.name == case.items[0].asked.name]
    assert not any("官方办件编号" in what for what in mine.lacks)
    office.do(office.now(case), RecordOfficialNumber(f"2{number[1:]}", item, "另一个机关的"))
    _, found = export_for_platform(app, lead(app), SPAN)
    (mine,) = [one for one in found if one.number == case.number and one.name == case.items[0].asked.name]
    assert any("前31位" in what for what in mine.lacks)


def offered(office: Office, case: Case) -> dict[type, Possible]:
    station = office.app.journal.station().code
    return {one.kind: one for one in possible_here(case, office.app.setting(), station)}


def test_that_the_acts_of_every_stage_are_offered_while_they_can_be_done(office: Office) -> None:
    case = filed(office)
    found = offered(office, case)
    assert Decide in found
    assert {RecordOfficialNumber, PassOn, AgreeReminders} <= set(found)
    assert "现在由 W01 跟踪" in found[PassOn].why
    assert "现在不提醒" in found[AgreeReminders].why
    case = office.do(case, AgreeReminders(agreed=True, number="10000005678"))
    assert case.reminding.wanted
    assert "现在按申请人的意思提醒" in offered(office, case)[AgreeReminders].why
    case = office.do(case, AgreeReminders(agreed=False))
    assert not case.reminding.wanted
    with pytest.raises(BadInput, match=r"电话|号码"):
        office.do(case, AgreeReminders(agreed=True, number="12"))
    case = office.do(case, leaving(tuple(i.id for i in case.items)))
    found = offered(office, case)
    assert RecordOfficialNumber in found  # the platform's number may come last
    assert not {PassOn, AgreeReminders} & set(found)
    elsewhere = {one.kind for one in possible_here(case, office.app.setting(), "15222199")}
    assert not {RecordOfficialNumber, PassOn, AgreeReminders, TakeNamed} & elsewhere


def test_that_two_who_saw_the_same_do_not_overwrite_each_other(office: Office) -> None:
    case = filed(office)
    office.do(case, PassOn("S01", "休假"), case.base)
    with pytest.raises(StaleBase):
        office.do(case, RecordOfficialNumber(serial()), case.base)
    assert FRIDAY.date() == TODAY
