"""A number of people and a judgement of law in the situation column: by keys, and named where they stand in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import Visit
from counter.ui.kit.controls.field_note import FieldNote
from counter.ui.kit.controls.question_box import NumberField
from tests.ui.hands import Hands

Key = Qt.Key


def visit_of(hands: Hands) -> Visit:
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    return visit


def wanted_of(hands: Hands, line_id: str) -> str:
    assert hands.window.intake is not None
    found = hands.window.intake.visits.assessment
    assert found is not None
    line = found.checklist.line(line_id)
    assert line is not None
    return line.wanted


def ask(hands: Hands, question: str) -> None:
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question(question)
    hands.settle()


def test_that_a_number_is_typed_and_enter_goes_on(hands: Hands) -> None:
    hands.begin()
    hands.answer_only(q_n_health="12")
    assert visit_of(hands).answers["q_n_health"] == ("12",)
    assert wanted_of(hands, "health_certs") == "复印件12份（每人1份）"
    assert hands.focus().objectName() == "toMaterials"
    ask(hands, "q_n_health")
    field = hands.focus()
    assert isinstance(field, NumberField)
    assert field.text() == "12"
    hands.keys("3")
    assert field.text() == "3", "what was answered is selected: a digit replaces it"
    assert wanted_of(hands, "health_certs") == "复印件3份（每人1份）"


def test_that_a_number_outside_its_bounds_is_no_answer_and_says_so(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    ask(hands, "q_n_health")
    field = hands.focus()
    assert isinstance(field, NumberField)
    hands.keys("0")
    assert "q_n_health" not in visit_of(hands).answers
    assert field.wrong == "写1到200之间的整数"
    hands.key(Key.Key_Return)
    assert hands.focus() is field, "nobody goes on over something wrong"
    hands.key(Key.Key_Backspace)
    hands.keys("2")
    hands.key(Key.Key_Return)
    assert visit_of(hands).answers["q_n_health"] == ("2",)
    assert hands.focus() is not field


def test_that_a_digit_too_many_is_answered_with_the_bounds_of_the_number(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    ask(hands, "q_n_health")
    field = hands.focus()
    assert isinstance(field, NumberField)
    hands.keys("21321")
    assert field.text() == "2132"
    note = hands.window.findChild(FieldNote)
    assert note is not None
    assert note.text() == "写1到200之间的整数"


def test_that_a_missing_number_stops_the_button_and_leads_to_its_field(hands: Hands) -> None:
    hands.ready_to_decide()
    ask(hands, "q_n_health")
    hands.key(Key.Key_Backspace)
    assert "q_n_health" not in visit_of(hands).answers
    assert wanted_of(hands, "health_certs") == "复印件，按人数（每人1份）"
    ask(hands, "q_agent")
    hands.key(Hands.F9)
    hands.key(Hands.F9)
    assert not hands.facade.filed
    assert hands.focus().objectName() == "q_n_health_number"
    hands.keys("1")
    hands.press_twice()
    assert len(hands.facade.filed) == 1


def test_that_an_unanswered_judgement_shows_its_item_and_one_key_settles_it(hands: Hands) -> None:
    hands.ready_to_decide()
    assert hands.window.intake is not None
    hands.window.intake.visits.answer("q_fire_scope", ())
    hands.settle()
    assert wanted_of(hands, "fire_layout") == "原件1份（待认定）"
    ask(hands, "q_agent")
    hands.key(Hands.F9)
    hands.key(Hands.F9)
    assert not hands.facade.filed
    assert hands.focus().objectName().startswith("q_fire_scope_")
    hands.keys("2")
    found = hands.window.intake.visits.assessment
    assert found is not None
    assert found.checklist.item("fire_check") is None
    assert all(b.state is not MaterialState.MISSING for b in visit_of(hands).brought.values())
    hands.press_twice()
    assert len(hands.facade.filed) == 1


def test_that_a_digit_that_bounces_counts_one_person_and_not_eleven(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    ask(hands, "q_n_health")
    field = hands.focus()
    for _ in range(2):
        hands.qtbot.keyClick(field, Key.Key_1)
    assert visit_of(hands).answers["q_n_health"] == ("1",)


def test_that_a_number_being_written_stays_in_sight_when_the_letters_grow(hands: Hands) -> None:
    hands.window.resize(1366, 768)
    hands.begin()
    hands.answer_only()
    ask(hands, "q_n_health")
    field = hands.focus()
    hands.key(Key.Key_F12)
    hands.qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())
    hands.window.resize(1366, 640)
    hands.qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())
