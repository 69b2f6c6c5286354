"""Everything before filing can be taken back and done again, and each says what it was."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import ApplicantReply, Visit
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field
from counter.ui.visit.current_visit import CurrentVisit
from tests.ui.hands import Hands, Key


def visits_of(hands: Hands) -> CurrentVisit:
    """The visit in hand, as the page keeps it."""
    assert hands.window.intake is not None
    return hands.window.intake.visits


def visit_of(hands: Hands) -> Visit:
    """What was entered."""
    visit = visits_of(hands).visit
    assert visit is not None
    return visit


def undo(hands: Hands) -> str:
    """Ctrl+Z, and what the window says."""
    hands.key(Key.Key_Z, hands.CONTROL)
    return hands.message()


def redo(hands: Hands) -> str:
    """Ctrl+Y, and what the window says."""
    hands.key(Key.Key_Y, hands.CONTROL)
    return hands.message()


def at_the_papers(hands: Hands) -> ChecklistView:
    """The questions are answered, the focus is on the checklist."""
    hands.begin()
    hands.answer_typed()
    return hands.see(ChecklistView, "checklist")


def test_that_a_state_is_taken_back_and_said(hands: Hands) -> None:
    checklist = at_the_papers(hands)
    line = checklist.current_row().line  # type: ignore[union-attr]
    hands.keys("1")
    assert undo(hands) == f"撤销了：“{line.name}”从“没有记”改成“已收”。Ctrl+Y 重做。"
    assert line.id not in visit_of(hands).brought
    assert redo(hands) == f"重做了：“{line.name}”从“没有记”改成“已收”。"
    assert visit_of(hands).brought[line.id].state is MaterialState.RECEIVED


def test_that_a_bulk_key_is_one_step(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("A")
    many = len(visit_of(hands).brought)
    assert undo(hands) == f"撤销了：{many}份材料的记录。Ctrl+Y 重做。"
    assert dict(visit_of(hands).brought) == {}
    assert visits_of(hands).assumed_missing == 0


def test_that_others_missing_taken_back_may_be_said_again(hands: Hands) -> None:
    at_the_papers(hands)
    hands.key(Key.Key_0, hands.CONTROL)
    assert visits_of(hands).assumed_missing
    undo(hands)
    assert visits_of(hands).assumed_missing == 0
    redo(hands)
    covered = visits_of(hands).assumed_missing
    assert covered == len(visit_of(hands).brought)
    hands.key(Key.Key_0, hands.CONTROL)  # taken back by its own key, and that taken back
    assert visits_of(hands).assumed_missing == 0
    undo(hands)
    assert visits_of(hands).assumed_missing == covered


def test_that_an_answer_comes_back_with_the_papers_it_had_removed(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("A")
    before = visit_of(hands)
    question = next(q for q in visits_of(hands).assessment.asked if q.id == "q_premises")  # type: ignore[union-attr]
    other = next(o for o in question.options if o.id not in question.chosen)
    visits_of(hands).answer("q_premises", (other.id,))
    assert visit_of(hands).brought != before.brought
    assert undo(hands) == f"撤销了：“{question.text}”答“{other.label}”。Ctrl+Y 重做。"
    assert (visit_of(hands).answers, visit_of(hands).brought) == (before.answers, before.brought)
    assert dict(visit_of(hands).unasked) == dict(before.unasked)


def test_that_a_new_step_ends_what_could_be_done_again(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("1")
    undo(hands)
    hands.keys("2")
    assert redo(hands) == "没有可以重做的。"


def test_that_a_name_is_one_step_and_nobody_is_named(hands: Hands) -> None:
    at_the_papers(hands)
    hands.scan("乌云,999999198506151231")
    assert visit_of(hands).applicant is not None
    hands.see(ChecklistView, "checklist").setFocus(Qt.FocusReason.OtherFocusReason)
    said = undo(hands)
    assert said == "撤销了：申请人的登记。Ctrl+Y 重做。"
    assert visit_of(hands).applicant is None
    assert hands.window.intake.right.applicant.applicant is None  # type: ignore[union-attr]
    redo(hands)
    assert hands.window.intake.right.applicant.applicant.name == "乌云"  # type: ignore[union-attr]


def test_that_what_the_applicant_said_is_not_taken_back(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("1")
    reply = ApplicantReply(right=True, digest="d")
    visits_of(hands).hear(reply)
    undo(hands)
    assert visit_of(hands).said == reply
    assert dict(visit_of(hands).brought) == {}


def test_that_a_field_takes_back_its_own_letters(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("1")
    hands.key(Key.Key_F7)
    field = hands.focus()
    assert isinstance(field, Field)
    hands.write("乌")
    before = visit_of(hands).brought
    hands.key(Key.Key_Z, hands.CONTROL)
    assert field.text() == ""
    assert visit_of(hands).brought == before


def test_that_the_end_and_a_filed_visit_are_said(hands: Hands) -> None:
    hands.begin()
    assert undo(hands) == "没有可以撤销的了。"
    hands.answer_typed()
    hands.keys("A")
    hands.scan("乌云,999999198506151231")
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    assert "收回决定" in undo(hands)
    assert hands.shows("resultPanel")


def test_that_another_visit_takes_nothing_of_this_one_back(hands: Hands) -> None:
    at_the_papers(hands)
    hands.keys("1")
    hands.key(Key.Key_N, hands.CONTROL)
    hands.begin()
    assert undo(hands) == "没有可以撤销的了。"
