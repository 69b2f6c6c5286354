"""Who applies: what is missing is said, and only acceptance ever waits for it (DESIGN §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.people.applicant import (
    Agent,
    Applicant,
    ApplicantKind,
    Guardian,
    IdType,
    Person,
    check_applicant,
    unrepresented,
)

TODAY = date(2026, 11, 20)
ADULT = Person("巴图吉雅", IdType.RESIDENT_ID, "999999199001011238", "10000005678")
CHILD = Person("娜仁", IdType.RESIDENT_ID, "99999920200229123X", "")
WRONG = replace(ADULT, id_number="999999199001011231")


def person(who: Person, **more: object) -> Applicant:
    return Applicant(ApplicantKind.PERSON, who.name, who, **more)  # type: ignore[arg-type]


def blocking(applicant: Applicant) -> set[str]:
    return {field for field, _, blocks in check_applicant(applicant, TODAY) if blocks}


def hints(applicant: Applicant) -> set[str]:
    return {field for field, _, blocks in check_applicant(applicant, TODAY) if not blocks}


def test_a_complete_adult_has_nothing_to_mend() -> None:
    assert check_applicant(person(ADULT), TODAY) == ()


def test_a_wrong_check_digit_waits_before_acceptance_until_corrected_or_confirmed() -> None:
    assert blocking(person(WRONG)) == {"person.id_number"}
    assert blocking(person(replace(WRONG, id_confirmed=True))) == set()


def test_confirming_an_empty_number_confirms_nothing() -> None:
    assert blocking(person(replace(ADULT, id_number="", id_confirmed=True))) == {"person.id_number"}


def test_somebody_without_papers_yet_may_be_accepted() -> None:
    assert blocking(person(replace(ADULT, id_type=IdType.NONE_YET, id_number=""))) == set()


def test_that_one_person_is_not_registered_under_two_names() -> None:
    """As a file or a script can say it: addressed by one name, known by the number of another."""
    two = replace(person(ADULT), name="苏日娜")
    assert blocking(two) == {"person.name"}
    assert blocking(replace(two, name=" 巴图吉雅 ")) == set()  # the same name, written otherwise


def test_a_missing_phone_is_only_a_hint() -> None:
    assert hints(person(replace(ADULT, phone=""))) == {"person.phone"}


def test_an_empty_name_is_told() -> None:
    assert "person.name" in blocking(person(replace(ADULT, name=" \n")))


def test_a_minor_brings_a_guardian_as_a_hint() -> None:
    assert "guardian" in hints(person(CHILD))
    assert "guardian" not in hints(person(CHILD, guardian=Guardian(ADULT, "母亲")))
    assert "guardian" in hints(person(Person("新生儿", IdType.BIRTH_CERT, "Y150000001")))


@pytest.mark.parametrize(("birthday", "minor"), [("20081120", False), ("20081121", True)])
def test_eighteen_begins_on_the_birthday(birthday: str, minor: bool) -> None:
    from stdnum.iso7064 import mod_11_2

    body = f"999999{birthday}123"
    who = replace(ADULT, id_number=body + str(mod_11_2.calc_check_digit(body)))
    assert ("guardian" in hints(person(who))) is minor


def test_a_guardian_is_judged_like_anybody_and_the_relation_asked_for() -> None:
    found = person(CHILD, guardian=Guardian(WRONG))
    assert "guardian.id_number" in blocking(found)
    assert "guardian.relation" in hints(found)


def test_an_agent_needs_name_number_and_scope() -> None:
    bare = person(ADULT, agent=Agent(Person("")))
    assert blocking(bare) == {"agent.name", "agent.id_number", "agent.scope"}
    whole = person(ADULT, agent=Agent(replace(ADULT, name="李四"), "代为提交材料"))
    assert blocking(whole) == set()
    assert blocking(person(ADULT, agent=Agent(ADULT, "代" * 501))) == {"agent.scope"}


def test_an_organisation_needs_a_name_and_its_code_or_a_reason() -> None:
    bare = Applicant(ApplicantKind.ORGANISATION, "")
    assert blocking(bare) == {"name", "uscc"}
    told = Applicant(ApplicantKind.ORGANISATION, "某嘎查村民委员会", note="尚未赋码")
    assert blocking(told) == set()
    assert hints(told) == {"uscc"}


def test_a_credit_code_with_wrong_check_only_warns() -> None:
    found = Applicant(ApplicantKind.ORGANISATION, "某公司", uscc="91350211M0000XUF46")
    assert blocking(found) == set()
    assert hints(found) == {"uscc"}


def test_the_head_of_an_organisation_needs_no_number_but_a_wrong_one_is_told() -> None:
    base = Applicant(ApplicantKind.ORGANISATION, "某公司", uscc="11440232MB2D06811W")
    assert blocking(replace(base, person=Person("张三"))) == set()
    assert blocking(replace(base, person=WRONG)) == {"person.id_number"}


def test_a_planned_organisation_needs_its_intended_name_and_somebody() -> None:
    assert blocking(Applicant(ApplicantKind.PLANNED, "")) == {"name", "person.name"}
    assert blocking(Applicant(ApplicantKind.PLANNED, "草原餐饮店", ADULT)) == set()


def test_a_long_company_name_is_kept() -> None:
    assert blocking(Applicant(ApplicantKind.ORGANISATION, "甲" * 120, uscc="11440232MB2D06811W")) == set()
    assert blocking(Applicant(ApplicantKind.ORGANISATION, "甲" * 121, uscc="11440232MB2D06811W")) == {"name"}


@given(st.text(max_size=70), st.sampled_from(IdType), st.text(max_size=25), st.text(max_size=20))
def test_every_finding_is_one_sentence(name: str, id_type: IdType, number: str, phone: str) -> None:
    for field, sentence, _ in check_applicant(person(Person(name, id_type, number, phone)), TODAY):
        assert field
        assert sentence.endswith("。")
        assert sentence.count("\n") == 0


def numbered(birthday: str) -> Person:
    from stdnum.iso7064 import mod_11_2

    body = f"999999{birthday}123"
    return replace(ADULT, id_number=body + str(mod_11_2.calc_check_digit(body)))


@pytest.mark.parametrize(("birthday", "alone"), [("20181120", False), ("20181121", True)])
def test_that_who_is_under_eight_applies_through_a_guardian(birthday: str, alone: bool) -> None:
    who = numbered(birthday)
    assert bool(unrepresented(person(who), TODAY)) is alone
    assert unrepresented(person(who, guardian=Guardian(ADULT, "母亲")), TODAY) == ""


@pytest.mark.parametrize(
    ("birthday", "day", "alone"),
    [
        ("20200229", date(2028, 2, 28), True),
        ("20200229", date(2028, 2, 29), False),
        ("20080301", date(2016, 2, 29), True),
    ],
)
def test_that_a_birthday_of_29_february_counts_where_the_year_has_one(
    birthday: str, day: date, alone: bool
) -> None:
    assert bool(unrepresented(person(numbered(birthday)), day)) is alone


def test_that_where_the_year_has_none_it_is_reached_on_the_first_of_march() -> None:
    """民法典 202: the last day of the period is that of the month, 28 February; it is over the day after."""
    minor = person(numbered("20080229"))
    days = (date(2026, 2, 28), date(2026, 3, 1))
    assert ["guardian" in {f for f, _, _ in check_applicant(minor, day)} for day in days] == [True, False]


@pytest.mark.parametrize("id_type", [IdType.BIRTH_CERT, IdType.NONE_YET])
def test_that_nobody_without_a_paper_of_his_own_is_accepted_alone(id_type: IdType) -> None:
    who = Person("娜仁", id_type, "Y150000001" if id_type is IdType.BIRTH_CERT else "")
    assert unrepresented(person(who), TODAY)
    assert unrepresented(person(who, guardian=Guardian(ADULT, "母亲")), TODAY) == ""
    assert unrepresented(person(ADULT), TODAY) == ""


@pytest.mark.parametrize(
    ("birthday", "blocks", "warns"),
    [
        ("20101121", True, False),
        ("20101120", False, True),
        ("20081121", False, True),
        ("20081120", False, False),
    ],
)
def test_that_a_guardian_is_of_full_capacity(birthday: str, blocks: bool, warns: bool) -> None:
    found = person(CHILD, guardian=Guardian(numbered(birthday), "姐姐"))
    assert ("guardian.id_number" in blocking(found)) is blocks
    assert ("guardian.id_number" in hints(found)) is warns


def test_that_nobody_is_his_own_guardian() -> None:
    assert "guardian.id_number" in blocking(person(ADULT, guardian=Guardian(ADULT, "本人")))
    assert "guardian.id_number" not in blocking(person(CHILD, guardian=Guardian(ADULT, "母亲")))


@pytest.mark.parametrize(
    ("birthday", "blocks", "warns"),
    [
        ("20181121", True, False),
        ("20181120", False, True),
        ("20081121", False, True),
        ("20081120", False, False),
    ],
)
def test_that_who_is_under_eight_acts_for_nobody(birthday: str, blocks: bool, warns: bool) -> None:
    found = person(replace(ADULT, name="乌云"), agent=Agent(numbered(birthday), "代为提交"))
    assert ("agent.id_number" in blocking(found)) is blocks
    assert ("agent.id_number" in hints(found)) is warns


def test_that_an_agent_who_is_the_applicant_is_pointed_at() -> None:
    assert "agent.id_number" in hints(person(ADULT, agent=Agent(ADULT, "代为提交")))
    other = replace(ADULT, name="乌云", id_number="99999920200229123X")
    assert "agent.id_number" not in hints(person(ADULT, agent=Agent(other, "代为提交")))
