"""The mirror: what is recorded, masked; right or not, asked anew after every change; questions answered alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.screen.mirror import ApplicantReply, Mark, Mirror, MirrorLine, MirrorPart
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.mirror.mirror_view import MirrorView
from tests.leftovers import settle
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.mirrors import CARD, FOOD, MIRROR, SHOP, STAFF
from tests.ui.screen.touching import touch_screen

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(screen: ApplicantScreen) -> MirrorView:
    """The mirror of a visit on a screen of usual size."""
    return mirror_on(screen)


def mirror_on(screen: ApplicantScreen, mirror: Mirror = MIRROR) -> MirrorView:
    screen.show_waiting(CARD)
    screen.show_mirror(mirror)
    found = screen.view("mirror")
    assert isinstance(found, MirrorView)
    settle()
    return found


def shown(view: MirrorView) -> str:
    """Every word of labels and columns."""
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    return " ".join([*labels, view.columns.accessibleName()])


def said_by(view: MirrorView) -> list[ApplicantReply]:
    told: list[ApplicantReply] = []
    view.replied.connect(told.append)
    return told


# -- personal data ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 800, 217.0), (1024, 600, 154.0)], ids=["roomy", "tight"])
def test_that_numbers_are_seen_in_full_only_while_the_finger_presses(
    open_screen: OpenScreen, size: tuple[int, int, float]
) -> None:
    view = mirror_on(open_screen(*size))
    assert "999999********1238" in shown(view)
    assert "999999199001011238" not in shown(view)
    QTest.mousePress(view.hold_button, LEFT)
    assert "999999199001011238" in shown(view)
    assert "10000005678" in shown(view)
    QTest.mouseRelease(view.hold_button, LEFT)
    assert "999999199001011238" not in shown(view)


def test_that_a_touch_shows_them_as_long_as_it_lasts(view: MirrorView) -> None:
    window = view.window().windowHandle()
    at = view.hold_button.mapTo(view.window(), QPoint(10, 10))
    with touch_screen() as finger:
        QTest.touchEvent(window, finger).press(0, at).commit()
        assert "999999199001011238" in shown(view)
        QTest.touchEvent(window, finger).release(0, at).commit()
    assert "999999199001011238" not in shown(view)


def test_that_another_state_masks_again(view: MirrorView, screen: ApplicantScreen) -> None:
    QTest.mousePress(view.hold_button, LEFT)
    screen.show_thanks()
    screen.show_mirror(MIRROR)
    assert "999999199001011238" not in shown(view)
    QTest.mouseRelease(view.hold_button, LEFT)
    assert "999999199001011238" not in shown(view)


def test_that_no_number_is_read_aloud(view: MirrorView) -> None:
    QTest.mousePress(view.hold_button, LEFT)
    spoken = " ".join(view.spoken())
    assert "租房合同" in spoken
    assert "9999" not in spoken
    assert "巴图吉雅" not in spoken
    QTest.mouseRelease(view.hold_button, LEFT)


def test_that_the_next_person_finds_nothing_of_the_last(screen: ApplicantScreen) -> None:
    mirror_on(screen)
    screen.show_waiting(CARD)
    settle()
    assert not screen.findChildren(MirrorView)


# -- right or not -----------------------------------------------------------------------------------------------


def test_that_both_answers_have_the_same_size_and_letters(view: MirrorView) -> None:
    wrong, right = view.wrong_button, view.right_button
    assert abs(wrong.width() - right.width()) <= 1, "an odd pixel cannot be halved"
    assert wrong.height() == right.height()
    assert view.wrong_button.font() == view.right_button.font()


def test_that_right_is_said_of_exactly_what_was_shown(view: MirrorView) -> None:
    told = said_by(view)
    while view.columns.page + 1 < view.columns.pages:
        QTest.mouseClick(view.next_button, LEFT)
    QTest.mouseClick(view.right_button, LEFT)
    assert told == [ApplicantReply(True, MIRROR.digest)]
    assert "已告诉窗口，您说都对" in shown(view)
    assert not view.right_button.isVisible()


def test_that_right_said_before_all_pages_were_shown_says_how_many_were(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    pages = view.columns.pages
    assert pages > 1
    told = said_by(view)
    QTest.mouseClick(view.right_button, LEFT)
    assert told == [ApplicantReply(True, MIRROR.digest, (), 1, pages)]
    assert f"您看了1页，共{pages}页" in shown(view)
    assert "都对" not in shown(view)


def test_that_pages_seen_of_another_list_do_not_count(view: MirrorView, screen: ApplicantScreen) -> None:
    for _ in range(view.columns.pages):
        QTest.mouseClick(view.next_button, LEFT)
    assert view.columns.pages_shown == view.columns.pages
    screen.show_mirror(replace(MIRROR, left=MIRROR.left[:1], digest="b" * 128))
    assert view.columns.pages_shown == 1


def test_that_the_same_mirror_again_does_not_ask_again(view: MirrorView, screen: ApplicantScreen) -> None:
    QTest.mouseClick(view.right_button, LEFT)
    screen.show_mirror(replace(MIRROR))
    assert not view.right_button.isVisible()


def test_that_any_change_asks_again(view: MirrorView, screen: ApplicantScreen) -> None:
    QTest.mouseClick(view.right_button, LEFT)
    screen.show_mirror(replace(MIRROR, digest="b" * 128))
    assert view.right_button.isVisible()
    assert view.wrong_button.isVisible()


def test_that_what_is_wrong_is_named_by_the_applicant(view: MirrorView) -> None:
    told = said_by(view)
    QTest.mouseClick(view.wrong_button, LEFT)
    assert told == []
    for part in (view.wrong.parts[0], view.wrong.parts[2]):
        QTest.mouseClick(part, LEFT)
    QTest.mouseClick(view.wrong.send_button, LEFT)
    assert told == [ApplicantReply(False, MIRROR.digest, ("people", "materials"))]
    assert "已告诉窗口，请等一下" in shown(view)


def test_that_nothing_has_to_be_named(view: MirrorView) -> None:
    told = said_by(view)
    QTest.mouseClick(view.wrong_button, LEFT)
    QTest.mouseClick(view.wrong.send_button, LEFT)
    assert told == [ApplicantReply(False, MIRROR.digest, ())]


def test_that_a_change_while_naming_keeps_what_was_looked_at(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    told = said_by(view)
    QTest.mouseClick(view.wrong_button, LEFT)
    screen.show_mirror(replace(MIRROR, digest="b" * 128))
    assert view.wrong.isVisible()
    QTest.mouseClick(view.wrong.send_button, LEFT)
    assert told == [ApplicantReply(False, MIRROR.digest, ())]


def test_that_one_can_go_back_and_say_otherwise(view: MirrorView) -> None:
    told = said_by(view)
    QTest.mouseClick(view.wrong_button, LEFT)
    QTest.mouseClick(view.wrong.back_button, LEFT)
    assert told == []
    QTest.mouseClick(view.right_button, LEFT)
    QTest.mouseClick(view.again_button, LEFT)
    assert view.right_button.isVisible()


def test_that_a_double_tap_says_nothing_of_the_next_page(view: MirrorView) -> None:
    told = said_by(view)
    QTest.mouseClick(view.wrong_button, LEFT)
    tell = view.wrong.send_button
    at = tell.mapTo(view.window(), tell.rect().center())
    QTest.mouseDClick(view.window().windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert len(told) == 1
    assert view.again_button.isVisible(), "which stands where the finger was"
    assert view.again_button.geometry().contains(view.page.mapFrom(view.window(), at))


def test_that_a_filed_case_asks_nothing_and_says_what_follows(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    screen.show_mirror(replace(MIRROR, filed=True, questions=()))
    for button in (view.right_button, view.wrong_button, view.again_button, view.answer_button):
        assert not button.isVisible()
    assert "接下来" in view.spoken()


def test_that_no_key_presses_anything(view: MirrorView) -> None:
    told = said_by(view)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Enter):
        QTest.keyClick(view.window(), key)
        QTest.keyClick(view.window().windowHandle(), key)
    assert told == []
    assert view.window().focusWidget() is None


# -- pages ------------------------------------------------------------------------------------------------------


def long_mirror() -> Mirror:
    lines = tuple(MirrorLine(Mark.HERE, f"第{n}份材料", "原件看过，已还您。" * 3) for n in range(40))
    return replace(MIRROR, left=(MirrorPart("您交来的（40份）", lines),))


def test_that_one_big_button_goes_through_all_pages_and_round(screen: ApplicantScreen) -> None:
    view = mirror_on(screen, long_mirror())
    pages = view.columns.pages
    assert pages > 2
    seen = []
    for _ in range(pages):
        seen.append(view.columns.page)
        QTest.mouseClick(view.next_button, LEFT)
    assert seen == list(range(pages))
    assert view.columns.page == 0


def test_that_quick_taps_turn_page_after_page(screen: ApplicantScreen) -> None:
    view = mirror_on(screen, long_mirror())
    at = view.next_button.mapTo(view.window(), QPoint(20, 20))
    QTest.mouseDClick(view.window().windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert view.columns.page == 2


def test_that_a_finger_drawn_across_turns_the_page(screen: ApplicantScreen) -> None:
    view = mirror_on(screen, long_mirror())
    columns = view.columns
    far = QPoint(columns.width() - 10, 50)
    QTest.mousePress(columns, LEFT, pos=far)
    QTest.mouseRelease(columns, LEFT, pos=QPoint(50, 50))
    assert columns.page == 1
    QTest.mousePress(columns, LEFT, pos=QPoint(50, 50))
    QTest.mouseRelease(columns, LEFT, pos=far)
    assert columns.page == 0


def test_that_a_change_keeps_the_page(screen: ApplicantScreen) -> None:
    view = mirror_on(screen, long_mirror())
    view.columns.turn(1)
    screen.show_mirror(replace(long_mirror(), digest="c" * 128))
    assert view.columns.page == 1


def test_that_one_page_has_no_page_button(view: MirrorView, screen: ApplicantScreen) -> None:
    screen.show_mirror(Mirror("我要开小餐馆", digest="d" * 128))
    assert not view.next_button.isVisible()


# -- questions --------------------------------------------------------------------------------------------------


def press_option(view: MirrorView, words: str) -> None:
    button = next(b for b in view.questions.options.buttons if b.text() == words)
    QTest.mouseClick(button, LEFT)


def test_that_an_answer_leads_to_the_next_open_question_and_then_back(view: MirrorView, qtbot: QtBot) -> None:
    given_answers: list[tuple[str, tuple[str, ...]]] = []
    view.answered.connect(lambda q, o: given_answers.append((q, o)))
    QTest.mouseClick(view.answer_button, LEFT)
    assert view.questions.question == SHOP
    press_option(view, "租用")
    assert view.questions.question == FOOD
    press_option(view, "糕点")
    press_option(view, "现做的热菜")
    QTest.mouseClick(view.questions.done_button, LEFT)
    assert given_answers == [("place", ("rent",)), ("food", ("hot", "cake"))]
    assert view.columns.isVisible()


def test_that_the_button_and_the_page_count_the_same_questions(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    assert view.answer_button.text() == "回答问题（2）"
    QTest.mouseClick(view.answer_button, LEFT)
    assert view.questions.count.text() == "第1个问题，共2个"
    view.questions.after_button.click()
    assert view.questions.count.text() == "第2个问题，共2个"
    view.questions.after_button.click()
    assert view.questions.count.text() == "答过的第1个问题，共1个"
    screen.show_mirror(replace(MIRROR, questions=(replace(SHOP, chosen=("own",)), FOOD, STAFF)))
    QTest.mouseClick(view.questions.back_button, LEFT)
    assert view.answer_button.text() == "回答问题（1）"
    QTest.mouseClick(view.answer_button, LEFT)
    assert view.questions.count.text() == "第1个问题，共1个"


def test_that_nothing_is_chosen_beforehand_and_an_answer_given_is_shown(view: MirrorView) -> None:
    QTest.mouseClick(view.answer_button, LEFT)
    assert not any(b.isChecked() for b in view.questions.options.buttons)
    view.questions.after_button.click()
    view.questions.after_button.click()
    assert view.questions.question == STAFF
    assert [b.isChecked() for b in view.questions.options.buttons] == [False, True]


def test_that_the_visit_answering_at_once_goes_on_as_well(view: MirrorView, screen: ApplicantScreen) -> None:
    answered = replace(SHOP, chosen=("rent",))
    view.answered.connect(lambda *_: screen.show_mirror(replace(MIRROR, questions=(FOOD, answered, STAFF))))
    QTest.mouseClick(view.answer_button, LEFT)
    press_option(view, "租用")
    assert view.questions.question == FOOD


def test_that_a_change_of_the_visit_leaves_half_chosen_options(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    QTest.mouseClick(view.answer_button, LEFT)
    view.questions.after_button.click()
    press_option(view, "凉菜")
    screen.show_mirror(replace(MIRROR, digest="e" * 128, questions=(FOOD, STAFF)))
    assert view.questions.question == FOOD
    assert [b.text() for b in view.questions.options.buttons if b.isChecked()] == ["凉菜"]


def test_that_a_question_that_is_gone_leads_to_another_or_back(
    view: MirrorView, screen: ApplicantScreen
) -> None:
    QTest.mouseClick(view.answer_button, LEFT)
    screen.show_mirror(replace(MIRROR, questions=(FOOD,)))
    assert view.questions.question == FOOD
    screen.show_mirror(replace(MIRROR, questions=()))
    assert view.columns.isVisible()
    assert not view.answer_button.isVisible()


def test_that_options_beyond_the_screen_stand_on_a_next_page(open_screen: OpenScreen) -> None:
    many = replace(SHOP, options=tuple((str(n), f"第{n}种情况，写得比较长一点") for n in range(30)))
    view = mirror_on(open_screen(1024, 600, 154.0), replace(MIRROR, questions=(many,)))
    QTest.mouseClick(view.answer_button, LEFT)
    settle()
    options = view.questions.options
    assert options.pages > 1
    assert view.questions.more_button.isVisible()
    seen: set[str] = set()
    for _ in range(options.pages):
        seen |= {b.text() for b in options.buttons if b.isVisible()}
        options.turn()
    assert seen == {words for _, words in many.options}
