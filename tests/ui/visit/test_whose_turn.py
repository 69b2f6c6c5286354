"""What a person met at a real display: which row or question has the turn, and where the hand comes back to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.question_box import QuestionBox
from tests.ui.hands import Hands, Key
from tests.ui.visit.test_intake import visit_of
from tests.ui.visit.test_next_place import at, in_the_list


def test_that_the_paper_whose_turn_it_is_is_marked_once_the_questions_are_done(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    papers = hands.see(ChecklistView, "checklist")
    assert at(hands) == "checklist"
    assert papers.selectionModel().isSelected(papers.currentIndex())


def test_that_a_click_marks_the_row_under_it_also_far_down_a_list_nobody_was_in(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    papers = hands.see(ChecklistView, "checklist")
    papers.scrollToBottom()
    last = papers.model().index(papers.model().rowCount() - 1, 0)
    below = papers.verticalScrollBar().value()
    QTest.mouseClick(papers.viewport(), Qt.MouseButton.LeftButton, pos=papers.visualRect(last).center())
    assert (papers.currentIndex().row(), papers.verticalScrollBar().value()) == (last.row(), below)
    assert papers.selectionModel().isSelected(last)


def test_that_the_questions_in_sight_are_numbered_without_a_gap(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    boxes = hands.window.intake.left.situation.findChildren(QuestionBox)
    seen = sorted(int(box.order.text()) for box in boxes if box.isVisible())
    folded = [int(box.order.text()) for box in boxes if not box.isVisible()]
    assert seen == list(range(1, len(seen) + 1))
    assert folded
    assert min(folded) > max(seen)


def test_that_who_insists_is_asked_on_and_answers_nothing_anew(hands: Hands) -> None:
    hands.begin("sxr")
    hands.keys("1")  # not for individuals
    hands.button("insist_bundle").setFocus()
    hands.key(Key.Key_Return)
    hands.keys("2")
    visit = visit_of(hands)
    assert visit.insisted == ("bundle",)
    assert visit.answers["q_entity"] == ("individual",)
    assert len(visit.answers) == 2


def test_that_where_nothing_can_be_issued_the_answer_to_change_has_the_focus(hands: Hands) -> None:
    hands.begin("wb")
    hands.keys("1")  # not for individuals
    hands.key(Key.Key_F9)
    hands.keys("2")
    assert visit_of(hands).answers["q_entity"] != ("individual",)
    assert visit_of(hands).bundle == 7


def test_that_a_look_at_another_page_comes_back_into_the_form(hands: Hands) -> None:
    in_the_list(hands)
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    assert at(hands) == "person_id_number"
    hands.key(Key.Key_F2)
    hands.key(Key.Key_F1)
    assert (at(hands), hands.shows("person_id_number")) == ("person_id_number", True)
    hands.key(Key.Key_Escape)
    assert at(hands) == "checklist"
