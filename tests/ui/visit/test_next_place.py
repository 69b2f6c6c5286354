"""The focus is where the hand left it, or on the next thing to do; one Esc, one thing; nothing is filed by Enter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.frame.message_bar import READ_MS, MessageBar
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.two_press import FORGET_MS, TwoPress
from counter.ui.kit.messages import Message, Tone
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment
from tests.ui.visit.test_intake import visit_of


def at(hands: Hands) -> str:
    return hands.focus().objectName()


def in_the_list(hands: Hands) -> str:
    """A visit whose hand is on the third paper; returns its line."""
    hands.begin()
    hands.answer()
    hands.keys("11")
    return hands.see(ChecklistView, "checklist").current_line()


def bar(hands: Hands) -> MessageBar:
    return hands.window.shell.message_bar


def say(hands: Hands, tone: Tone = Tone.SAID) -> None:
    hands.window.shell.show_message(Message(tone, "说一句。"))


# -- Enter --
def test_that_enter_alone_files_nothing(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("A")
    hands.key(Key.Key_F7)
    hands.write("张")
    for _ in range(30):
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Space)
    assert hands.facade.filed == []
    assert not any(press.is_armed for press in hands.window.findChildren(TwoPress))


def test_that_nothing_that_writes_is_pressed_by_enter() -> None:
    with pytest.raises(ValueError, match="keyboard"):
        ActButton("x", "记下", writes=True)


def test_that_the_form_of_the_applicant_ends_where_the_hand_was(hands: Hands) -> None:
    line = in_the_list(hands)
    hands.name_somebody()
    assert at(hands) == "checklist"
    assert hands.see(ChecklistView, "checklist").current_line() == line


def test_that_escape_leaves_the_form_and_nothing_else(hands: Hands) -> None:
    line = in_the_list(hands)
    hands.key(Key.Key_F7)
    assert at(hands) == "person_name"
    hands.key(Key.Key_Escape)
    assert not hands.shows("person_name")
    assert (at(hands), hands.see(ChecklistView, "checklist").current_line()) == ("checklist", line)
    assert hands.shows("checklist")


def test_that_a_form_opened_in_the_midst_of_the_questions_goes_back_to_them(hands: Hands) -> None:
    hands.begin()
    hands.keys("1")
    before = at(hands)
    hands.name_somebody()
    assert at(hands) == before


def test_that_a_number_that_cannot_be_is_the_next_thing_after_the_form(hands: Hands) -> None:
    in_the_list(hands)
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.write("999999199001011239")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    assert at(hands) == "person_id_number"


def test_that_before_a_visit_the_form_leads_back_to_the_find_box(hands: Hands) -> None:
    hands.name_somebody()
    assert at(hands) == "findBox"


# -- pages and locks --
def test_that_the_page_is_found_as_the_hand_left_it(hands: Hands) -> None:
    line = in_the_list(hands)
    hands.key(Key.Key_F3)
    hands.key(Key.Key_F1)
    assert (at(hands), hands.see(ChecklistView, "checklist").current_line()) == ("checklist", line)
    hands.key(Key.Key_F1)
    assert at(hands) == "findBox", "chosen once more: another bundle"


def test_that_a_press_on_the_rail_does_not_lose_the_place_of_the_hand(hands: Hands) -> None:
    in_the_list(hands)
    for page in ("rail_todo", "rail_intake"):
        button = hands.see(QPushButton, page)
        hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        hands.settle()
    assert at(hands) == "checklist"


@pytest.mark.parametrize("locked_by", ["key", "mouse"])
def test_that_the_hand_is_where_it_was_after_unlocking(hands: Hands, locked_by: str) -> None:
    line = in_the_list(hands)
    if locked_by == "key":
        hands.key(Key.Key_L, Hands.CONTROL)
    else:
        hands.qtbot.mouseClick(hands.button("clerkButton"), Qt.MouseButton.LeftButton)
    hands.settle()
    hands.write("1234")
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.shows("checklist"))
    hands.settle()
    assert (at(hands), hands.see(ChecklistView, "checklist").current_line()) == ("checklist", line)


# -- Esc --
def filed(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    assert hands.shows("resultPanel")


def test_that_escape_over_a_message_closes_the_message_and_nothing_else(hands: Hands) -> None:
    filed(hands)
    say(hands)
    hands.key(Key.Key_Escape)
    assert not hands.message()
    assert hands.shows("resultPanel")
    assert hands.button("nextVisit").property("armed") is not True


def leave(hands: Hands, how: str) -> None:
    ways: dict[str, Callable[[], object]] = {
        "Esc": lambda: hands.key(Key.Key_Escape),
        "Ctrl+N": lambda: hands.key(Key.Key_N, Hands.CONTROL),
        "F1": lambda: hands.key(Key.Key_F1),
        "Space": lambda: (hands.button("nextVisit").setFocus(), hands.key(Key.Key_Space)),
        "mouse": lambda: hands.qtbot.mouseClick(hands.button("nextVisit"), Qt.MouseButton.LeftButton),
    }
    ways[how]()


@pytest.mark.parametrize("how", ["Esc", "Ctrl+N", "F1", "Space", "mouse"])
def test_that_the_next_visit_says_first_what_nobody_printed(hands: Hands, how: str) -> None:
    filed(hands)
    leave(hands, how)
    hands.settle()
    assert hands.shows("resultPanel")
    hands.armed("nextVisit")
    assert "份没打印" in hands.button("nextVisit").below
    assert "待办" in hands.button("nextVisit").below
    leave(hands, how)
    assert at(hands) == "findBox"


def test_that_a_scan_of_the_next_person_says_what_was_left(hands: Hands) -> None:
    filed(hands)
    hands.scan("斯琴高娃,999999198505052127")
    assert not hands.shows("resultPanel")
    assert "份没打印" in hands.message()


# -- the first press --
def armed(hands: Hands) -> TwoPress:
    hands.ready_to_decide()
    hands.key(Key.Key_F9)
    hands.armed("decideButton")
    return next(press for press in hands.window.findChildren(TwoPress) if press.is_armed)


def test_that_slow_hands_are_told_that_their_first_press_was_put_down(hands: Hands) -> None:
    press = armed(hands)
    assert moment(press, "forget").interval() == FORGET_MS >= 20_000
    moment(press, "forget").start(0)
    hands.qtbot.waitUntil(lambda: not press.is_armed)
    moment(press, "forget").setInterval(FORGET_MS)
    button = hands.button("decideButton")
    assert "刚才按了一次 F9，已放下" in button.below
    assert "什么也没有" in button.below
    assert hands.facade.filed == []
    hands.press_twice()
    assert len(hands.facade.filed) == 1


def test_that_a_change_after_the_first_press_says_that_it_is_put_down(hands: Hands) -> None:
    armed(hands)
    assert hands.window.intake is not None
    hands.window.intake.visits.answer("q_agent", ("proxy",))
    assert "内容变了" in hands.button("decideButton").below


# -- messages --
@pytest.mark.parametrize("tone", [Tone.SAID, Tone.DONE])
def test_that_a_notice_ends_with_its_time(hands: Hands, tone: Tone) -> None:
    say(hands, tone)
    timer = moment(bar(hands), "readTime")
    assert timer.isActive()
    assert timer.interval() == READ_MS
    timer.start(0)
    hands.qtbot.waitUntil(lambda: not hands.message())
    timer.setInterval(READ_MS)


@pytest.mark.parametrize("tone", [Tone.REFUSED, Tone.WORLD, Tone.BUG])
def test_that_what_asks_for_an_act_waits_for_its_reader(hands: Hands, tone: Tone) -> None:
    say(hands)
    say(hands, tone)
    assert not moment(bar(hands), "readTime").isActive()


@pytest.mark.parametrize("tone", list(Tone))
def test_that_what_was_said_on_a_page_ends_with_it_unless_something_is_broken(
    hands: Hands, tone: Tone
) -> None:
    say(hands, tone)
    hands.key(Key.Key_F3)
    assert bool(hands.message()) is (tone in (Tone.WORLD, Tone.BUG))


# -- the applicant's screen on the only display --
def test_that_the_applicants_window_lies_over_the_clerks_and_takes_no_key(hands: Hands) -> None:
    assert len(QGuiApplication.screens()) == 1
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    side = hands.window.shell.side
    assert side is not None
    for _ in range(2):  # opened, put away, opened again: each time a new window of the system
        hands.key(Key.Key_D, Hands.CONTROL)
        hands.qtbot.waitUntil(lambda: side.shown)
        assert side.screen is not None
        handle = side.screen.windowHandle()
        assert handle.transientParent() is hands.window.windowHandle()
        assert hands.window.isActiveWindow()
        hands.key(Key.Key_D, Hands.CONTROL)
        hands.qtbot.waitUntil(lambda: not side.shown)
        assert hands.window.isActiveWindow()


def test_that_the_visit_is_not_touched_by_all_this(hands: Hands) -> None:
    in_the_list(hands)
    before = visit_of(hands)
    for key in (Key.Key_F3, Key.Key_F1, Key.Key_F7, Key.Key_Escape):
        hands.key(key)
    assert visit_of(hands) == before


def test_that_from_the_buttons_that_issue_a_form_never_leads_back_to_them(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.button("decideButton").setFocus()
    hands.key(Key.Key_F7)
    while hands.shows("applicantDone"):
        hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "applicantEdit"
    assert "按 F9" in hands.message()
