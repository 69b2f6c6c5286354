"""Scans: wherever the focus is, once, whole, and refused in words when they are of no use."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from counter.domain.document.numbering import grouped
from counter.domain.people.applicant import ApplicantKind
from counter.domain.visit.material import Brought
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field, LongField
from tests.ui.fake_facade import case_number
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
    assert hands.see(QLabel, "detailNumber").text() == grouped(case_number(1))
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
    field = hands.see(Field, "person_id_number")
    field.setFocus()
    hands.scan("E12345678", end="\t")
    assert field.text() == "E12345678"
    assert hands.focus() is not field


@pytest.mark.parametrize(
    ("payload", "said"),
    [("https://example.cn/s?id=20261120", "网址"), ("WX-20261120-77", "没有改动任何内容")],
)
def test_that_what_is_no_name_never_stays_in_a_name(hands: Hands, payload: str, said: str) -> None:
    hands.key(Key.Key_F7)
    hands.write("巴图")
    hands.scan(payload)
    assert hands.see(Field, "person_name").text() == "巴图"
    assert said in hands.message()


def test_that_a_scan_never_becomes_the_reason_of_a_second_case(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    hands.next_visit()
    hands.ready_to_decide()
    hands.qtbot.waitUntil(lambda: hands.shows("duplicateNote"))
    hands.see(Field, "duplicate_reason").setFocus()
    hands.scan(CARD)
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.duplicate_reason == ""


def test_that_a_scan_into_the_find_box_leaves_the_questions_in_sight_and_no_number(hands: Hands) -> None:
    hands.begin()
    hands.see(Field, "findBox").setFocus()
    hands.scan(f"巴图吉雅,{CARD}")
    assert hands.shows("q_entity")
    assert hands.see(Field, "findBox").text().startswith("我要开小餐馆")
    assert CARD not in hands.see(QLabel, "nothingFound").text()
    assert number_of(hands) == CARD


def test_that_a_number_typed_into_the_find_box_is_not_printed_whole(hands: Hands) -> None:
    hands.write(CARD)
    assert hands.shows("nothingFound")
    assert CARD not in hands.see(QLabel, "nothingFound").text()


def stamped(hands: Hands, text: str, gaps: list[int], *, repeats: bool = False) -> None:
    """Keys with the times a keyboard gives them, all handled at once. ``repeats``: a digit that comes again is marked
    as a key held down.
    """
    at, before = 1_000_000, ""
    for char, gap in zip(text + "\r", gaps, strict=True):
        at += gap
        key = Key.Key_Return if char == "\r" else Key(0)
        repeat, before = repeats and char == before, char
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char, repeat)
            event.setTimestamp(at)
            QCoreApplication.sendEvent(hands.focus(), event)
    hands.settle()


def test_that_a_slow_scanner_ticks_no_row(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    stamped(hands, CARD, [40] * 8 + [100] * 11)
    assert number_of(hands) == CARD
    assert brought(hands) == {}


@pytest.mark.parametrize("at", ["findBox", "checklist"])
def test_that_a_reader_too_fast_for_x11_is_whole_with_its_double_digits(hands: Hands, at: str) -> None:
    if at == "checklist":
        hands.begin()
        hands.answer()
    assert hands.focus().objectName() == at
    stamped(hands, CARD, [1] * 19, repeats=True)
    assert number_of(hands) == CARD


def test_that_a_digit_held_down_is_no_part_of_a_scan(hands: Hands) -> None:
    hands.write("")
    stamped(hands, CARD, [500] + [30] * 18, repeats=True)
    assert number_of(hands) == ""


def test_that_keys_count_by_when_they_were_struck_not_by_when_they_were_handled(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    scanner = hands.window.shell.scanner
    assert scanner is not None
    clock = iter(range(0, 1_000_000, 1000))
    scanner.clock = lambda: float(next(clock))
    stamped(hands, CARD, [10] * 19)
    assert number_of(hands) == CARD
    assert brought(hands) == {}


def test_that_a_command_never_overtakes_the_key_struck_before_it(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.see(ChecklistView, "checklist").setFocus()
    front = hands.window.windowHandle()
    hands.qtbot.keyClick(front, Key.Key_1)  # held back for a moment, for it may begin a scan
    hands.qtbot.keyClick(front, Key.Key_F7)
    hands.settle()
    assert len(brought(hands)) == 1
    assert hands.focus().objectName() == "person_name"
    assert hands.see(Field, "person_name").text() == ""


def test_that_a_scan_whose_keys_waited_in_the_queue_of_a_busy_window_is_whole(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    target, at = hands.focus(), 1_000_000
    scanner = hands.window.shell.scanner
    assert scanner is not None

    def strike(char: str) -> None:
        nonlocal at
        at += 1
        key = Key.Key_Return if char == "\r" else Key(0)
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char)
        event.setTimestamp(at)
        QCoreApplication.sendEvent(target, event)

    strike(CARD[0])
    now = scanner.clock()
    scanner.clock = lambda: (
        now + 500
    )  # meanwhile the window was busy, and its timers are asked before its keys
    for wait in scanner.findChildren(QTimer):
        wait.timeout.emit()
    for char in f"{CARD[1:]}\r":
        strike(char)
    hands.settle()
    assert number_of(hands) == CARD
    assert brought(hands) == {}


@pytest.mark.parametrize("end", ["\n", ""])
def test_that_a_scanner_set_to_a_line_feed_or_to_no_end_ticks_no_row(hands: Hands, end: str) -> None:
    hands.begin()
    hands.answer()
    hands.scan(CARD, end)
    assert number_of(hands) == CARD
    assert brought(hands) == {}


def test_that_a_persons_digits_are_no_scan(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    stamped(hands, "12", [90] * 3)
    assert len(brought(hands)) == 2


def brought(hands: Hands) -> Mapping[str, Brought]:
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    return visit.brought


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
    scanner = hands.window.shell.scanner
    assert scanner is not None
    clock = iter(range(0, 100_000, 60))
    scanner.clock = lambda: float(next(clock))
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


def test_that_a_code_without_an_end_stays_in_a_long_text_where_it_was_scanned(hands: Hands) -> None:
    """Somebody scans the number of a parcel into a reason: nothing but an end tells that it was for the window."""
    field = LongField("reason", "理由", parent=hands.window)
    field.show()
    field.setFocus()
    hands.scan("SF1234567890123456", end="")
    assert field.toPlainText() == "SF1234567890123456"
    field.deleteLater()
