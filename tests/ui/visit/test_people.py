"""Who sits at the window: signing on, locking, handing over."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from counter.ui.kit.controls.field import Field
from tests.ui.hands import Hands, Key
from tests.ui.told import told


def test_that_nobody_works_before_signing_on(at_the_door: Hands) -> None:
    at_the_door.key(Key.Key_F3)
    assert at_the_door.shows("signOnCard")
    assert not at_the_door.shows("rail")


def test_that_a_wrong_pin_is_refused_beside_the_field(at_the_door: Hands) -> None:
    at_the_door.write("W01")
    at_the_door.key(Key.Key_Return)
    at_the_door.write("0000")
    at_the_door.key(Key.Key_Return)
    assert told(at_the_door.window) == "工号或口令不对，请再输一次。"
    assert at_the_door.focus().objectName() == "clerkPin"


def test_that_a_pin_typed_without_a_code_does_not_wait_in_its_field(at_the_door: Hands) -> None:
    at_the_door.see(Field, "clerkCode").clear()
    at_the_door.see(Field, "clerkPin").setText("1234")
    at_the_door.button("signOnButton").click()
    assert told(at_the_door.window) == "请输入工号和口令。"
    assert at_the_door.see(Field, "clerkPin").text() == ""


def test_that_a_button_that_shows_enter_takes_enter(at_the_door: Hands) -> None:
    at_the_door.write("W01")
    at_the_door.key(Key.Key_Return)
    at_the_door.write("1234")
    at_the_door.key(Key.Key_Tab)
    assert at_the_door.focus().objectName() == "signOnButton"
    at_the_door.key(Key.Key_Return)
    at_the_door.qtbot.waitUntil(lambda: at_the_door.focus().objectName() == "findBox")


def test_that_the_top_bar_says_where_this_is_and_who_is_on_duty(hands: Hands) -> None:
    assert hands.shows("demoBadge")
    assert hands.see(QLabel, "hallName").text() == "乌兰浩特市政务服务中心"
    assert "03" in hands.see(QLabel, "windowName").text()
    assert "阿木古郎" in hands.button("clerkButton").words
    assert hands.see(QLabel, "clockText").text() == "11月20日 周五 12:00"


def test_that_locking_hides_the_visit_and_the_same_clerk_finds_it_again(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("A")
    hands.key(Key.Key_L, hands.CONTROL)
    assert hands.shows("signOnCard")
    assert not hands.shows("checklist")
    assert len(hands.facade.saved) == 1
    hands.write("1234")
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.shows("checklist"))


def test_that_another_clerk_starts_afresh_and_the_first_ones_visit_is_a_draft(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.key(Key.Key_L, hands.CONTROL)
    hands.key(Key.Key_Tab, hands.SHIFT)
    hands.key(Key.Key_A, hands.CONTROL)
    hands.sign_on("W02", "2345")
    assert not hands.shows("checklist")
    assert not hands.shows("draftStrip")
    assert [row.clerk for row in hands.facade.saved.values()] == ["W01"]


def test_that_after_unlocking_the_hand_goes_on_where_it_was(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    assert hands.focus().objectName() == "checklist"
    for place in ("checklist", "person_phone", "caseFindBox"):
        if place == "person_phone":
            hands.name_somebody()
            hands.key(Key.Key_F7)
            hands.see(Field, place).setFocus()
        if place == "caseFindBox":
            hands.key(Key.Key_F3)
        hands.key(Key.Key_L, hands.CONTROL)
        hands.write("1234")
        hands.key(Key.Key_Return)
        hands.qtbot.waitUntil(lambda: not hands.shows("signOnCard"))
        assert hands.focus().objectName() == place
