"""PINs at the sign-on page: a weak one is asked to be changed, a forgotten one is set anew with a one-time code."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from counter.ui.kit.controls.field import Field
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment
from tests.ui.told import told


def type_in(at: Hands, *texts: str) -> None:
    """Type each and go on with Enter."""
    for text in texts:
        at.write(text)
        at.key(Key.Key_Return)


def problem(at: Hands) -> str:
    return told(at.window)


def at_work(at: Hands) -> None:
    at.qtbot.waitUntil(lambda: at.focus().objectName() == "findBox")


def test_that_a_weak_pin_is_changed_or_kept_for_today(at_the_door: Hands) -> None:
    at_the_door.facade.better_pin = "现在的口令数字是连着的，容易被猜到，请换一个。"
    type_in(at_the_door, "W01", "1234")
    at_the_door.qtbot.waitUntil(lambda: at_the_door.shows("newPinStep"))
    assert not at_the_door.shows("clerkPin")
    assert "连着" in at_the_door.see(QLabel, "signOnNote").text()
    type_in(at_the_door, "40739", "40730")
    assert problem(at_the_door) == "两次输入的不一样，请重输。"
    type_in(at_the_door, "1111", "1111")
    at_the_door.qtbot.waitUntil(lambda: "太多" in problem(at_the_door))
    assert at_the_door.see(Field, "newPin").text() == ""
    type_in(at_the_door, "40739", "40739")
    at_work(at_the_door)
    assert at_the_door.facade.pins == {"W01": "40739"}


def test_that_the_person_may_go_on_with_a_weak_pin_and_is_told_what_the_register_says(
    at_the_door: Hands,
) -> None:
    at_the_door.facade.better_pin = "现在的口令太弱。"
    at_the_door.facade.notice = "欢迎回来。登记册写着您到11月25日不在岗。"
    type_in(at_the_door, "W01", "1234")
    at_the_door.qtbot.waitUntil(lambda: at_the_door.shows("newPinStep"))
    for _ in range(3):
        at_the_door.key(Key.Key_Tab)
    assert at_the_door.focus().objectName() == "newPinLater"
    at_the_door.key(Key.Key_Return)
    at_work(at_the_door)
    assert at_the_door.facade.pins == {}
    assert at_the_door.message().startswith("欢迎回来")


def test_that_a_forgotten_pin_is_set_with_a_code_that_the_supervisor_gives(at_the_door: Hands) -> None:
    at_the_door.write("W01")
    at_the_door.button("forgotPinButton").click()
    assert at_the_door.shows("oneTimeCodeStep")
    assert at_the_door.button("oneTimeCodeBack").property("role") == "quiet"
    type_in(at_the_door, "S01", "0000")
    at_the_door.qtbot.waitUntil(lambda: "值班负责人" in problem(at_the_door))
    type_in(at_the_door, "9876")
    at_the_door.qtbot.waitUntil(lambda: at_the_door.see(QLabel, "oneTimeCode").text() == "4073 9162")
    shown, note = at_the_door.see(QLabel, "oneTimeCode"), at_the_door.see(QLabel, "signOnNote")
    assert shown.fontInfo().pixelSize() >= 24, "it is what is written down"
    back = at_the_door.button("oneTimeCodeBack")
    assert back.words in note.text()
    assert back.property("role") == "plain", "it is all there is to press"
    at_the_door.key(Key.Key_Return)
    assert not at_the_door.shows("oneTimeCodeStep")
    at_the_door.see(Field, "clerkPin").setFocus()
    type_in(at_the_door, "40739162")
    at_the_door.qtbot.waitUntil(lambda: at_the_door.shows("newPinStep"))
    assert at_the_door.button("newPinLater").words == "回去"
    type_in(at_the_door, "3391", "3391")
    at_work(at_the_door)
    assert at_the_door.facade.once is None


@pytest.mark.parametrize(("whose", "proof"), [("S02", ("S03", "8304")), ("A01", ("KEY",))])
def test_that_a_second_person_or_the_recovery_key_is_asked_for_where_it_takes_two(
    at_the_door: Hands, whose: str, proof: tuple[str, ...]
) -> None:
    at_the_door.write(whose)
    at_the_door.button("forgotPinButton").click()
    type_in(at_the_door, "S01", "9876")
    asked = "secondCode" if len(proof) > 1 else "givenRecoveryKey"
    at_the_door.qtbot.waitUntil(lambda: at_the_door.shows(asked))
    type_in(at_the_door, "9876", *proof)
    at_the_door.qtbot.waitUntil(lambda: at_the_door.see(QLabel, "oneTimeCode").text() == "4073 9162")
    assert not at_the_door.shows(asked)


def test_that_a_person_changes_the_own_pin_unasked(at_the_door: Hands) -> None:
    at_the_door.write("W01")
    at_the_door.key(Key.Key_Return)
    at_the_door.write("1234")
    at_the_door.button("changePinButton").click()
    at_the_door.qtbot.waitUntil(lambda: at_the_door.shows("newPinStep"))
    type_in(at_the_door, "3391", "3391")
    at_work(at_the_door)
    assert at_the_door.facade.pins == {"W01": "3391"}


def test_that_a_code_or_an_open_step_is_not_left_in_sight(at_the_door: Hands) -> None:
    def nobody_comes() -> None:
        moment(at_the_door.window, "leftAlone").timeout.emit()

    at_the_door.write("W01")
    at_the_door.button("forgotPinButton").click()
    type_in(at_the_door, "S01", "9876")
    at_the_door.qtbot.waitUntil(lambda: at_the_door.see(QLabel, "oneTimeCode").text() == "4073 9162")
    assert moment(at_the_door.window, "leftAlone").isActive()
    nobody_comes()
    assert not at_the_door.shows("oneTimeCodeStep")
    assert at_the_door.see(QLabel, "oneTimeCode").text() == ""
    assert "已收起" in problem(at_the_door)
    at_the_door.facade.once = None
    at_the_door.facade.better_pin = "现在的口令太弱。"
    at_the_door.see(Field, "clerkPin").setFocus()
    type_in(at_the_door, "1234")
    at_the_door.settle()
    assert at_the_door.shows("newPinStep")
    nobody_comes()
    assert not at_the_door.shows("newPinStep")
    assert at_the_door.shows("signOnCard"), "a right PIN is no open door for who comes by"
    at_the_door.write("1")
    at_the_door.see(Field, "clerkCode").setText("1234")  # typed into the wrong field
    nobody_comes()
    assert at_the_door.see(Field, "clerkCode").text() == ""
    assert at_the_door.see(Field, "clerkPin").text() == ""
