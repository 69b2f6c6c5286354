"""Whether the applicant wants to be reminded is asked at the applicant's card; nothing is assumed."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.field import Field
from tests.ui.conftest import open_window
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key


def agreed(hands: Hands) -> bool:
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    return visit.remind


def say_yes(hands: Hands) -> None:
    """From the telephone by Tab to the question, then Space."""
    hands.key(Key.Key_F7)
    while hands.focus().objectName() != "remindAgreed":
        hands.key(Key.Key_Tab)
    hands.key(Key.Key_Space)


def test_that_nobody_is_reminded_who_was_not_asked(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.name_somebody()
    assert not agreed(hands)
    assert not hands.shows("applicantReminded")


def test_that_enter_at_the_telephone_leads_to_the_question_once(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.write("999999199001011238")
    hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "person_phone"
    hands.key(Key.Key_Return)
    assert not hands.shows("person_phone"), "without a telephone nobody can be told"
    hands.key(Key.Key_F7)
    hands.see(Field, "person_phone").setFocus()
    hands.write("10000005678")
    hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "remindAgreed"
    hands.key(Key.Key_Return)
    assert (hands.shows("person_phone"), agreed(hands)) == (False, False), "Enter is a no"
    hands.key(Key.Key_F7)
    hands.see(Field, "person_phone").setFocus()
    hands.key(Key.Key_Return)
    assert not hands.shows("person_phone"), "answered: not asked again"


def test_that_a_yes_is_one_key_and_stays_in_sight_and_is_taken_back_by_the_same(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.name_somebody()
    say_yes(hands)
    assert agreed(hands)
    assert hands.shows("applicantReminded")
    hands.key(Key.Key_Space)
    assert not agreed(hands)


def test_that_the_yes_of_one_is_not_the_yes_of_another(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.name_somebody()
    say_yes(hands)
    assert hands.window.intake is not None
    hands.see(type(hands.window.intake.right.applicant.form.person.number), "person_id_number").setFocus()
    hands.focus().clear()  # type: ignore[attr-defined]
    hands.write("999999198505052127")
    hands.key(Key.Key_Return)
    assert not agreed(hands)
    assert not hands.shows("applicantReminded")


def test_that_the_yes_comes_back_with_a_draft(qtbot: QtBot, facade: FakeFacade) -> None:
    first = open_window(qtbot, facade)
    first.sign_on()
    first.begin()
    first.answer()
    first.keys("1")
    first.name_somebody()
    say_yes(first)
    first.window.shell.save_work()
    first.settle()
    first.window.close()
    second = open_window(qtbot, facade)
    second.sign_on()
    second.qtbot.waitUntil(lambda: second.shows("draftStrip"))
    second.button("draftResume").setFocus()
    second.key(Key.Key_Return)
    assert agreed(second)
    assert second.shows("applicantReminded")
    second.window.close()
