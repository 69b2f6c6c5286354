"""更正登记 at the window: one thing, typed again from the document; a number with a supervisor beside the clerk."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.document.document import PaperKind
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from tests.services.office import papers
from tests.ui.case.acts.conftest import At
from tests.ui.hands import Key

FORM = "correctRegistrationForm"


def test_that_a_name_is_put_right_by_keys_and_the_notice_is_what_comes_next(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("Ins", FORM)
    assert at.see(Choices, "correctPart").isAncestorOf(at.focus())
    at.key(Key.Key_Return)
    assert at.focus().objectName() == "correctRight"
    at.write("巴图吉娅")
    at.key(Key.Key_Return)
    assert at.focus().objectName() == "correctReason"
    at.write("对照居民身份证原件")
    at.key(Key.Key_F9)
    at.armed(f"{FORM}Do")
    assert "巴图吉雅 改成 巴图吉娅" in at.button(f"{FORM}Do").accessibleName(), (
        "read once more before it counts"
    )
    at.key(Key.Key_F9)
    at.settle()
    now = at.now(case)
    assert now.applicant is not None
    assert now.applicant.name == "巴图吉娅"
    assert papers(now, PaperKind.ERRATUM)


def test_that_the_first_press_asks_for_what_is_missing_and_does_not_arm(at: At) -> None:
    at.opened(at.filed(at.visit()))
    at.open_act("Ins", FORM)
    at.see(Field, "correctRight").setFocus()
    at.write("巴图吉娅")
    at.key(Key.Key_F9)
    assert at.focus().objectName() == "correctReason"
    assert not at.button(f"{FORM}Do").property("armed")


def test_that_a_number_asks_for_the_supervisor_and_a_name_does_not(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("Ins", FORM)
    assert not at.see(Field, "correctRight").isHidden()
    assert not at.shows("supervisor")
    at.see(Choices, "correctPart").take_focus()
    at.keys("2")
    assert at.see(SupervisorFields, "supervisor")
    at.see(Field, "correctRight").setFocus()
    at.write("999999199003070012")
    at.see(Field, "correctReason").setFocus()
    at.write("对照居民身份证原件")
    at.key(Key.Key_F9)
    assert at.focus().objectName() == "supervisorCode"  # nothing is asked twice: it says what is missing
    assert at.now(case) == case
    at.write("S01")
    at.see(Field, "supervisorPin").setFocus()
    at.write("9876")
    at.confirm(FORM)
    assert _number(at.now(case).applicant) == "999999199003070012"


def _number(applicant: Applicant | None) -> str:
    assert applicant is not None
    assert applicant.person is not None
    return applicant.person.id_number


def test_that_a_telephone_is_asked_for_and_not_read_from_a_document(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("Ins", FORM)
    assert at.see(Field, "correctRight").accessibleName() == "证件上是"
    at.see(Choices, "correctPart").take_focus()
    at.keys("3")
    assert at.see(Field, "correctRight").accessibleName() == "现在的电话"
    at.see(Field, "correctRight").setFocus()
    at.write("139 4888 0000")
    at.see(Field, "correctReason").setFocus()
    at.write("申请人当面说的")
    at.confirm(FORM)
    now = at.now(case)
    assert now.applicant is not None
    assert now.applicant.person is not None
    assert now.applicant.person.phone == "13948880000"
    assert len(now.papers) == len(case.papers)


def test_that_who_acts_for_an_organisation_is_offered_under_that_name(at: At) -> None:
    firm = Applicant(
        ApplicantKind.ORGANISATION,
        "草原肉业有限公司",
        Person("其其格", id_number="99999919850202450X"),
        uscc="91150502MA0N0RQ57A",
    )
    at.opened(at.filed(replace(at.visit(), applicant=firm), FilingMode.KEEP))
    at.open_act("Ins", FORM)
    offered = {chip.accessibleName() for chip in at.see(Choices, "correctWho").findChildren(Chip)}
    assert offered == {"单位", "法定代表人（负责人）"}
    at.see(Choices, "correctWho").take_focus()
    at.keys("2")
    parts = {chip.accessibleName() for chip in at.see(Choices, "correctPart").findChildren(Chip)}
    assert "电话（没有登记）" in parts
