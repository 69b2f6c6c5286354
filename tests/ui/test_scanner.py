"""Scans: wherever the focus is, once, whole, and refused in words when they are of no use."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from counter.domain.applicant import ApplicantKind
from counter.ui.widgets.checklist_view import ChecklistView
from counter.ui.widgets.field import Field
from tests.ui.fake_desk import case_number
from tests.ui.hands import Hands, Key

CARD = "999999199001011238"
OTHER_CARD = "999999198505052127"


def number_of(hands: Hands) -> str:
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    return applicant.person.id_number if applicant and applicant.person else ""


def test_that_a_card_scanned_over_the_checklist_sets_no_state(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    assert hands.focus().objectName() == "checklist"
    hands.scan(CARD)
    assert number_of(hands) == CARD
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.brought == {}


def test_that_a_card_scanned_over_a_question_answers_nothing(hands: Hands) -> None:
    hands.begin()
    hands.scan(CARD)
    assert number_of(hands) == CARD
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.answers == {}


def test_that_a_scan_leaves_no_remnant_in_the_field_that_had_the_focus(hands: Hands) -> None:
    hands.write("小餐馆")
    hands.scan(CARD)
    assert hands.see(Field, "findBox").text() == "小餐馆"
    assert number_of(hands) == CARD


def test_that_a_scan_before_the_bundle_is_chosen_is_kept_for_it(hands: Hands) -> None:
    hands.scan(CARD)
    hands.begin()
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.applicant is not None
    assert visit.applicant.person is not None
    assert visit.applicant.person.id_number == CARD


def test_that_a_scanner_ending_with_two_line_breaks_scans_once(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    line = hands.see(ChecklistView, "checklist").current_line()
    hands.scan(CARD, end="\r\r")
    assert number_of(hands) == CARD
    assert hands.see(ChecklistView, "checklist").current_line() == line


def test_that_the_same_card_twice_at_once_is_one_scan_and_another_card_is_another(hands: Hands) -> None:
    hands.begin()
    hands.scan(CARD)
    assert hands.window.intake is not None
    hands.window.intake.right.applicant.show_applicant(None)
    hands.scan(CARD)
    assert number_of(hands) == ""
    hands.scan(OTHER_CARD)
    assert number_of(hands) == OTHER_CARD


def test_that_a_wrong_check_digit_is_taken_and_named(hands: Hands) -> None:
    hands.begin()
    hands.scan("999999199001011230")
    assert number_of(hands) == "999999199001011230"
    assert hands.window.intake is not None
    words = [label.text() for label in hands.window.intake.right.applicant.findChildren(QLabel)]
    assert any("校验位" in text for text in words)


def test_that_a_credit_code_makes_the_applicant_an_organisation(hands: Hands) -> None:
    hands.begin()
    hands.scan(_credit_code())
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    assert applicant is not None
    assert applicant.kind is ApplicantKind.ORGANISATION
    assert applicant.uscc == _credit_code()


def test_that_a_case_barcode_opens_the_case_from_anywhere(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    hands.key(Key.Key_Escape)
    hands.scan(case_number(1))
    assert hands.see(QLabel, "detailNumber").text() == case_number(1)
    assert hands.shows("caseDetail")


def test_that_an_unknown_case_barcode_says_where_to_look(hands: Hands) -> None:
    hands.scan(case_number(99))
    assert case_number(99) in hands.message()


def test_that_a_useless_code_is_refused_in_one_sentence(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.scan("6901234567892")
    assert hands.message() != ""
    assert number_of(hands) == ""


def test_that_an_unknown_text_scanned_into_a_field_stays_there(hands: Hands) -> None:
    hands.key(Key.Key_F7)
    field = hands.focus()
    assert isinstance(field, Field)
    hands.scan("AB-2026-118", end="\t")
    assert field.text() == "AB-2026-118"
    assert hands.focus() is not field


def test_that_a_guardians_card_goes_to_the_guardian_being_written(hands: Hands) -> None:
    hands.begin()
    hands.scan(CARD)
    hands.key(Key.Key_F7)
    hands.button("add_guardian").setFocus()
    hands.key(Key.Key_Space)
    assert hands.focus().objectName() == "guardian_name"
    hands.scan(OTHER_CARD)
    assert hands.see(Field, "guardian_id_number").text() == OTHER_CARD
    assert number_of(hands) == CARD


def test_that_a_scan_while_locked_goes_nowhere(hands: Hands) -> None:
    hands.key(Key.Key_L, hands.CONTROL)
    hands.scan(CARD)
    assert number_of(hands) == ""
    assert hands.see(QWidget, "signOnCard").isVisible()


def test_that_slow_typing_is_never_a_scan(hands: Hands) -> None:
    scanner = hands.window.shell._scanner
    assert scanner is not None
    clock = iter(range(0, 100_000, 60))
    scanner._clock = lambda: float(next(clock))
    hands.key(Key.Key_F7)
    hands.key(Key.Key_Return)
    field = hands.see(Field, "person_id_number")
    for digit in CARD:
        hands.qtbot.keyClicks(field, digit)
    assert field.text() == CARD


def _credit_code() -> str:
    from stdnum.cn import uscc

    body = "91150000MA0N00000"
    return next(body + end for end in "0123456789ABCDEFGHJKLMNPQRTUWXY" if uscc.is_valid(body + end))
