"""Who it is for: odd input gives the right value or one clear sentence, and numbers stay masked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.kit.controls.field import Field
from counter.ui.visit.applicant.applicant_card import ApplicantCard
from tests.ui.hands import Hands, Key

CARD = "999999199001011238"


@pytest.fixture
def at_the_form(hands: Hands) -> Hands:
    """A visit has begun and the applicant's form is open at the name."""
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    assert hands.focus().objectName() == "person_name"
    return hands


def applicant(hands: Hands) -> Applicant:
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.applicant is not None
    return visit.applicant


def problems(hands: Hands) -> str:
    assert hands.window.intake is not None
    card = hands.window.intake.right.applicant
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_that_full_width_digits_and_a_small_x_become_the_number(at_the_form: Hands) -> None:
    at_the_form.key(Key.Key_Return)
    at_the_form.write("９９９９９９１９８５０１０１１２３x")
    at_the_form.key(Key.Key_Return)
    assert at_the_form.see(Field, "person_id_number").text() == "99999919850101123X"
    assert "校验位" not in problems(at_the_form)


def test_that_a_foreign_name_without_a_space_stays_within_the_card(at_the_form: Hands) -> None:
    at_the_form.write("MUHAMMADABDURRAHMANALFARISIIBNABDULLAH")
    at_the_form.key(Key.Key_Escape)
    at_the_form.settle()
    line = at_the_form.see(QLabel, "applicantLine0")
    assert line.accessibleName() == "MUHAMMADABDURRAHMANALFARISIIBNABDULLAH"
    area = line.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    assert line.visibleRegion().boundingRect().width() == line.width()


def test_that_a_name_of_two_hundred_letters_hides_nothing_of_what_is_wrong_with_it(
    at_the_form: Hands,
) -> None:
    at_the_form.window.resize(1024, 700)
    at_the_form.write("巴图吉雅" * 50)
    at_the_form.key(Key.Key_Escape)
    at_the_form.settle()
    assert at_the_form.window.intake is not None
    card = at_the_form.window.intake.right.applicant
    refusal = next(
        label for label in card.findChildren(QLabel) if "姓名有200个字" in label.text() and label.isVisible()
    )
    assert refusal.visibleRegion().boundingRect() == refusal.rect()
    assert "…（共200个字）" in problems(at_the_form)


def test_that_a_wrong_check_digit_is_one_clear_sentence_beside_the_field(at_the_form: Hands) -> None:
    at_the_form.key(Key.Key_Return)
    at_the_form.write("999999199001011230")
    at_the_form.key(Key.Key_Return)
    assert "校验位不对" in problems(at_the_form)


def test_that_the_clerk_may_confirm_a_number_that_really_reads_so(at_the_form: Hands) -> None:
    at_the_form.write("巴图吉雅")
    at_the_form.key(Key.Key_Return)
    at_the_form.write("999999199001011230")
    at_the_form.key(Key.Key_Return)
    at_the_form.button("person_id_confirm").setFocus()
    at_the_form.key(Key.Key_Space)
    person = applicant(at_the_form).person
    assert person is not None
    assert person.id_confirmed
    assert "校验位不对" not in problems(at_the_form)


def test_that_a_confirmed_number_stays_confirmed_until_it_changes(at_the_form: Hands) -> None:
    at_the_form.write("巴图吉雅")
    at_the_form.key(Key.Key_Return)
    at_the_form.write("999999199001011230")
    at_the_form.key(Key.Key_Return)
    at_the_form.button("person_id_confirm").setFocus()
    at_the_form.key(Key.Key_Space)
    at_the_form.see(Field, "person_phone").setFocus()
    at_the_form.write("10000005678")
    assert confirmed(at_the_form)
    at_the_form.see(Field, "person_name").setFocus()
    at_the_form.write("雅")
    assert confirmed(at_the_form)
    at_the_form.see(Field, "person_id_number").setFocus()
    at_the_form.key(Key.Key_End)
    at_the_form.key(Key.Key_Backspace)
    assert not confirmed(at_the_form)


def confirmed(hands: Hands) -> bool:
    person = applicant(hands).person
    assert person is not None
    return person.id_confirmed


def test_that_a_pasted_line_break_never_stays_in_a_field(at_the_form: Hands) -> None:
    QApplication.clipboard().setText("巴图\n吉雅\t\r\n")
    at_the_form.key(Key.Key_V, at_the_form.CONTROL)
    assert at_the_form.see(Field, "person_name").text() == "巴图吉雅"


def test_that_sixty_one_characters_of_a_name_are_named_as_too_many(at_the_form: Hands) -> None:
    at_the_form.write("巴" * 61)
    at_the_form.key(Key.Key_Return)
    assert "61" in problems(at_the_form)


def test_that_an_empty_name_leads_back_to_the_name(at_the_form: Hands) -> None:
    at_the_form.key(Key.Key_Return)
    at_the_form.write(CARD)
    at_the_form.key(Key.Key_F9)
    assert at_the_form.focus().objectName() == "person_name"
    assert at_the_form.facade.filed == []


def test_that_numbers_are_masked_and_shown_only_while_the_button_is_held(hands: Hands) -> None:
    hands.begin()
    hands.name_somebody()
    assert "999999********1238" in problems(hands)
    assert CARD not in problems(hands)
    see = hands.button("applicantSee")
    hands.qtbot.mousePress(see, Qt.MouseButton.LeftButton)
    assert CARD in problems(hands)
    hands.qtbot.mouseRelease(see, Qt.MouseButton.LeftButton)
    assert CARD not in problems(hands)


def test_that_a_planned_organisation_has_a_name_in_mind_and_a_representative(at_the_form: Hands) -> None:
    at_the_form.key(Key.Key_Tab, at_the_form.SHIFT)
    at_the_form.keys("3")
    assert at_the_form.focus().objectName() == "organisation_name"
    at_the_form.write("乌兰浩特市草原人家餐饮店")
    at_the_form.key(Key.Key_Return)
    assert at_the_form.focus().objectName() == "person_name"
    at_the_form.write("巴图吉雅")
    made = applicant(at_the_form)
    assert (made.kind, made.name) == (ApplicantKind.PLANNED, "乌兰浩特市草原人家餐饮店")
    assert made.person is not None
    assert made.person.name == "巴图吉雅"
    assert not at_the_form.shows("organisation_uscc")


def test_that_an_agent_is_written_with_the_scope_of_the_authorisation(at_the_form: Hands) -> None:
    at_the_form.write("巴图吉雅")
    at_the_form.button("add_agent").setFocus()
    at_the_form.key(Key.Key_Space)
    assert at_the_form.focus().objectName() == "agent_name"
    at_the_form.write("乌日娜")
    at_the_form.see(Field, "agent_scope").setFocus()
    at_the_form.write("代为提交材料、领取结果")
    agent = applicant(at_the_form).agent
    assert agent is not None
    assert (agent.person.name, agent.scope) == ("乌日娜", "代为提交材料、领取结果")


def test_that_taking_in_without_deciding_needs_two_presses_too(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.key(Key.Key_F9, hands.SHIFT)
    hands.armed("keepButton")
    assert hands.facade.filed == []
    hands.key(Key.Key_F9, hands.SHIFT)
    assert [decision for _, decision, _ in hands.facade.filed] == [FilingMode.KEEP]


def test_that_a_card_scanned_beside_the_scope_is_the_agents_and_never_the_applicants(hands: Hands) -> None:
    hands.begin()
    hands.scan("巴图吉雅,999999199001011238")
    hands.see(ApplicantCard, "applicantCard").focus_field("agent.name")
    hands.key(Key.Key_Return)
    for name, number in (("乌云", "999999198506151231"), ("其其格", "999999198807071235")):
        hands.scan(f"{name},{number}")
        assert hands.focus().objectName() == "agent_scope", "what no card says is written next"
        named = applicant(hands)
        assert named.agent is not None
        assert (named.name, named.agent.person.name) == ("巴图吉雅", name)


def test_that_what_is_typed_after_a_card_was_scanned_into_its_field_is_the_telephone(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.scan("999999199001011238")
    hands.write("10000005678")
    assert hands.see(Field, "person_id_number").text() == "999999199001011238"
    assert hands.see(Field, "person_phone").text() == "10000005678"


def test_that_a_number_typed_at_the_kind_of_document_goes_into_its_field(hands: Hands) -> None:
    """Who goes on by Tab comes to the list of documents first; of digits it knows nothing, and they were lost."""
    hands.begin()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Tab)
    assert hands.focus().objectName() == "person_id_type"
    hands.keys("999999199001011238")
    assert hands.see(Field, "person_id_number").text() == "999999199001011238"
    hands.key(Key.Key_Tab)
    hands.keys("10000005678")
    assert hands.see(Field, "person_phone").text() == "10000005678"


def test_that_a_card_scanned_at_the_kind_of_document_leads_to_the_telephone(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Tab)
    hands.scan("999999199001011238")
    assert hands.focus().objectName() == "person_phone"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("没有", "没有数字"), ("13800001234、13900005678", "只写一个"), ("1380000", "位数不对")],
)
def test_that_what_is_no_telephone_stays_as_typed_and_is_told(
    at_the_form: Hands, typed: str, told: str
) -> None:
    at_the_form.write("巴图吉雅")
    phone = at_the_form.see(Field, "person_phone")
    phone.setFocus()
    at_the_form.write(typed)
    at_the_form.key(Key.Key_Backtab)
    assert phone.text() == typed
    assert told in problems(at_the_form)
    person = applicant(at_the_form).person
    assert person is not None
    assert person.phone in ("", typed)


def test_that_who_only_hears_is_told_that_a_telephone_was_not_taken_over(
    at_the_form: Hands, heard: list[str]
) -> None:
    """The focus has gone on by then: nothing else would tell it."""
    at_the_form.see(Field, "person_phone").setFocus()
    at_the_form.write("没有")
    heard.clear()
    at_the_form.key(Key.Key_Backtab)
    assert [said for said in heard if "记不下来" in said]


def test_that_the_deciding_key_pressed_again_says_again_what_stands_in_its_way(
    hands: Hands, heard: list[str]
) -> None:
    """The focus is at the faulty field already, so that coming to it says nothing."""
    hands.begin()
    hands.answer()
    hands.keys("A")
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.write("999999198501011232")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_F9)
    assert hands.focus().objectName() == "person_id_number"
    heard.clear()
    hands.key(Key.Key_F9)
    assert [said for said in heard if "校验位不对" in said]


def test_that_a_card_scanned_before_the_name_leaves_the_hand_at_the_name(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    hands.see(Field, "person_id_number").setFocus()
    hands.scan("999999199001011238")
    assert hands.focus().objectName() == "person_name"
