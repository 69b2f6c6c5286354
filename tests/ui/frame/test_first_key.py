"""The first key of what may be a scan: at once where it can be taken back whole (decision 0091)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.visit.current_visit import CurrentVisit
from tests.ui.hands import Hands, Key


def number_of(hands: Hands) -> str:
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    return applicant.person.id_number if applicant and applicant.person else ""


def _visits(hands: Hands) -> CurrentVisit:
    assert hands.window.intake is not None
    return hands.window.intake.visits


def _answers(hands: Hands) -> Mapping[str, tuple[str, ...]]:
    visit = _visits(hands).visit
    assert visit is not None
    return visit.answers


def _stroke(hands: Hands, char: str, at: int) -> int:
    """One key with the keyboard's own timestamp; nothing is waited for."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Key(ord(char)), Qt.KeyboardModifier.NoModifier, char)
        event.setTimestamp(at)
        QCoreApplication.sendEvent(hands.focus(), event)
    return at


@pytest.mark.parametrize("card", ["110101199001019999", "210101199001019999"])
def test_that_a_card_whose_first_digit_answers_takes_the_answer_back(hands: Hands, card: str) -> None:
    hands.begin()
    question = hands.focus()
    hands.scan(card)
    assert number_of(hands) == card
    visits = _visits(hands)
    assert visits.visit is not None
    assert visits.visit.answers == {}
    assert visits.undo() != ""  # the person whose card it is
    assert visits.undo() == ""  # and nothing else ever was
    assert hands.focus() is question


def test_that_a_card_whose_first_digit_marks_a_paper_takes_the_mark_back(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    papers = hands.see(ChecklistView, "checklist")
    line, answers = papers.current_line(), dict(_answers(hands))
    hands.scan("110101199001019999")
    assert number_of(hands) == "110101199001019999"
    visit = _visits(hands).visit
    assert visit is not None
    assert visit.brought == {}
    assert visit.answers == answers
    assert papers.current_line() == line


def test_that_what_was_done_before_a_scan_can_still_be_done_again(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_1)
    hands.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.scan("1901234567892")  # of no use: nothing else is a step
    assert _visits(hands).redo() != ""


def test_that_a_digit_answers_and_marks_without_waiting_for_a_scan(hands: Hands) -> None:
    hands.begin()
    at = _stroke(hands, "1", 1_000_000)
    assert _answers(hands) != {}  # nothing was waited for
    hands.settle()
    hands.answer()
    _stroke(hands, "1", at + 1000)
    visit = _visits(hands).visit
    assert visit is not None
    assert visit.brought != {}


def test_that_two_digits_in_one_gap_answer_two_questions(hands: Hands) -> None:
    hands.begin()
    at = _stroke(hands, "1", 1_000_000)
    _stroke(hands, "2", at + 45)
    assert len(_answers(hands)) == 1
    hands.settle()
    assert len(_answers(hands)) == 2


def test_that_a_space_never_waits(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    _stroke(hands, " ", 1_000_000)
    visit = _visits(hands).visit
    assert visit is not None
    assert visit.brought != {}
