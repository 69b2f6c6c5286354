"""No key has two meanings under the finger: what a hurried or clumsy hand strikes too often does nothing else."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.checklist.reason_editor import ReasonEditor
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from tests.ui.hands import Hands, Key
from tests.ui.visit.test_intake import visit_of


@pytest.mark.parametrize("spilled", ["1", "2", "3", "4", "11", "222", "m"])
def test_that_keys_too_many_after_the_last_answer_mark_nothing(hands: Hands, spilled: str) -> None:
    hands.begin()
    hands.answer_only()
    answered = visit_of(hands).answers
    hands.keys(spilled)
    assert visit_of(hands).brought == {}
    assert visit_of(hands).answers == answered
    assert hands.focus().objectName() == "toMaterials"
    assert not hands.button("toMaterials").visibleRegion().isEmpty(), "it is in sight"


def test_that_the_last_answer_can_be_changed_at_once_with_one_key_back(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    hands.key(Key.Key_Up)
    box = hands.focus().parentWidget()
    assert isinstance(box, QuestionBox)


def test_that_the_bulk_key_says_the_same_right_after_the_last_answer(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    hands.keys("A")
    assert hands.focus().objectName() == "checklist"
    brought = visit_of(hands).brought
    assert brought
    assert not any(one.original_seen for one in brought.values())


def test_that_a_bundle_begun_again_does_not_lead_digits_to_the_materials(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.begin()
    hands.keys("1")
    assert visit_of(hands).brought == {}
    assert hands.focus().objectName() == "toMaterials"


def test_that_a_doubled_digit_answers_one_question(hands: Hands) -> None:
    hands.begin()
    hands.twice("1")
    assert list(visit_of(hands).answers) == ["q_entity"]


def test_that_another_digit_right_after_answers_the_next_question(hands: Hands) -> None:
    hands.begin()
    handle = hands.window.windowHandle()
    for key in (Key.Key_1, Key.Key_2):
        QTest.keyClick(handle, key)
    hands.settle()
    assert len(visit_of(hands).answers) == 2


@pytest.mark.parametrize("key", ["1", "2", " "])
def test_that_a_doubled_key_marks_one_paper(hands: Hands, key: str) -> None:
    hands.begin()
    hands.answer()
    first = hands.see(ChecklistView, "checklist").current_line()
    hands.twice(key)
    assert list(visit_of(hands).brought) == [first]


def test_that_the_same_key_at_a_persons_pace_is_another_stroke() -> None:
    strokes = StrokeFilter()

    def strike(at: int, key: Qt.Key = Key.Key_1) -> bool:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "1")
        event.setTimestamp(at)
        return strokes.again(event)

    assert [strike(at) for at in (1000, 1040, 1100, 1250)] == [False, True, True, False]
    assert not strike(1260, Key.Key_2)


def first_two(hands: Hands) -> tuple[str, str]:
    """The first two papers of the list, which has the focus; the first is current afterwards."""
    papers = hands.see(ChecklistView, "checklist")
    hands.key(Key.Key_Home)
    first = papers.current_line()
    hands.key(Key.Key_Down)
    second = papers.current_line()
    hands.key(Key.Key_Home)
    return first, second


def test_that_a_doubled_enter_after_the_last_question_leaves_the_first_paper_current(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    assert hands.focus().objectName() == "toMaterials"
    hands.twice("\r")
    papers = hands.see(ChecklistView, "checklist")
    assert papers.hasFocus()
    assert papers.current_line() == first_two(hands)[0]


def test_that_a_doubled_enter_in_the_list_passes_one_paper(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    second = first_two(hands)[1]
    hands.twice("\r")
    assert hands.see(ChecklistView, "checklist").current_line() == second


def test_that_a_doubled_enter_behind_a_reason_leaves_the_next_paper_current(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    second = first_two(hands)[1]
    hands.keys("3")
    hands.write("缺页")
    hands.twice("\r")
    assert hands.see(ChecklistView, "checklist").current_line() == second


def test_that_a_doubled_enter_on_the_last_answer_stops_before_the_materials(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    hands.key(Key.Key_Up)
    assert isinstance(hands.focus().parentWidget(), QuestionBox)
    hands.twice("\r")
    assert hands.focus().objectName() == "toMaterials"


def test_that_the_key_that_opens_an_editor_writes_nothing_into_it(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.twice("3")
    assert hands.focus().objectName() == "reasonField"
    assert hands.see(Field, "reasonField").text() == ""


def test_that_digits_too_many_are_no_reason_that_an_applicant_reads(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("3333")
    hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "reasonField"
    assert "文字" in hands.see(ReasonEditor, "reasonEditor").problem
    assert visit_of(hands).brought == {}
    hands.write("缺页")
    hands.key(Key.Key_Return)
    (one,) = visit_of(hands).brought.values()
    assert one.note.endswith("缺页")


def test_that_a_doubled_digit_of_the_kind_is_no_part_of_a_name(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F7)
    hands.see(Chip, "kind_person").setFocus()
    hands.twice("3")
    assert hands.focus().objectName() == "organisation_name"
    assert hands.see(Field, "organisation_name").text() == ""


def test_that_the_word_for_the_rest_struck_twice_is_one_word(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    at = int(time.monotonic() * 1000)
    for stamp in (at, at + 40):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_0, hands.CONTROL, "0")
        event.setTimestamp(stamp)
        QCoreApplication.sendEvent(hands.see(ChecklistView, "checklist"), event)
    assert visit_of(hands).brought
    hands.settle()
    hands.key(Key.Key_0, hands.CONTROL)
    assert visit_of(hands).brought == {}, "at a person's pace it is taken back"
