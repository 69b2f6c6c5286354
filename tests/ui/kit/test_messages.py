"""What goes wrong is said in one sentence: the world's trouble as it is, our own bug with an apology and no data."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QTimer

from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.ui.kit.messages import Message, Tone, message_of
from tests.ui.hands import Hands, Key

SECRET = "巴图吉雅"


def test_that_trouble_of_the_world_is_said_as_it_is() -> None:
    message = message_of(WorldTrouble("磁盘已满。", field="disk"))
    assert (message.tone, message.sentence, message.field) == (Tone.WORLD, "磁盘已满。", "disk")


def test_that_a_rule_and_a_bad_input_are_refusals() -> None:
    assert message_of(RuleRefused("不能。", rule="L1")).tone is Tone.REFUSED
    assert message_of(BadInput("读不懂。")).tone is Tone.REFUSED


@pytest.mark.usefixtures("provoked_bug")
def test_that_a_bug_is_logged_by_its_place_and_never_with_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            message = message_of(error)
    assert message.tone is Tone.BUG
    assert SECRET not in message.sentence
    assert "KeyError" in caplog.text
    assert "test_messages.py" in caplog.text
    assert SECRET not in caplog.text.replace("test_messages", "")


@pytest.mark.usefixtures("provoked_bug")
def test_that_a_raising_slot_is_apologised_for_and_the_visit_stays(hands: Hands) -> None:
    hands.begin()
    hands.answer()

    def raises() -> None:
        raise KeyError(SECRET)

    QTimer.singleShot(0, raises)
    hands.qtbot.waitUntil(lambda: "对不起" in hands.message())
    assert hands.shows("checklist")


def test_that_escape_closes_the_message_bar(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("4")
    assert hands.message()
    hands.key(Key.Key_Escape)
    assert not hands.shows("messageBar")


def test_that_what_is_done_goes_with_the_escape_that_does_something_else(hands: Hands) -> None:
    shell = hands.window.shell
    hands.key(Key.Key_Comma, Hands.CONTROL)
    assert shell.page_in_sight == "settings"
    shell.show_message(Message(Tone.DONE, "已记下：已送达。"))
    hands.settle()
    hands.key(Key.Key_Escape)
    assert not hands.shows("messageBar")
    assert shell.page_in_sight != "settings", "one Esc, as if nothing had been said"


def test_that_a_panel_opened_after_a_message_has_the_first_escape(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("4")
    said = hands.message()
    hands.key(Key.Key_G, Hands.CONTROL)
    hands.qtbot.waitUntil(lambda: hands.shows("guideSheetPanel"))
    hands.settle()
    hands.key(Key.Key_Escape)
    assert not hands.shows("guideSheetPanel")
    assert hands.message() == said, "one Esc, one thing"
    hands.key(Key.Key_Escape)
    assert not hands.shows("messageBar")


def test_that_a_status_light_says_its_whole_truth(hands: Hands) -> None:
    hands.window.shell.top_bar.setFocus()
    hands.qtbot.waitUntil(lambda: hands.shows("light_printer"))
    light = hands.window.findChild(object, "light_printer")
    assert light is not None
    hands.see(type(light), "light_printer").click()
    assert hands.message() == "还没有接打印机"


def test_that_what_was_done_on_one_page_is_not_said_beside_another_but_what_is_wrong_stays(
    hands: Hands,
) -> None:
    bar = hands.window.shell.message_bar
    bar.say(Tone.DONE, "已存为文件。")
    hands.key(Key.Key_F3)
    assert not hands.message()
    bar.say(Tone.WORLD, "磁盘已满。")
    hands.key(Key.Key_F1)
    assert hands.message() == "磁盘已满。"
