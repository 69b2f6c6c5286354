"""The other side of the counter: it follows the clerk's page, and only the applicant's own acts come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.ratings.rating import Mode
from counter.services.ratings.refuse import RefusalCause
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
from counter.ui.screen.mirror.mirror_view import MirrorView
from counter.ui.visit.panels.rating_wait import RatingWait
from tests.ui.finger import Finger
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment
from tests.ui.told import told


@pytest.fixture
def side(hands: Hands) -> ApplicantSide:
    """The other side, opened in a window: the only display is the clerk's."""
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    found = hands.window.shell.side
    assert found is not None
    hands.key(Key.Key_D, Hands.CONTROL)
    hands.qtbot.waitUntil(lambda: found.shown)
    return found


@pytest.fixture
def finger(hands: Hands, side: ApplicantSide) -> Finger:
    assert side.screen is not None
    return Finger(hands, side.screen)


def test_that_without_a_second_display_nothing_is_built(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    assert hands.window.shell.side.screen is None


def test_that_who_only_hears_knows_whether_the_screen_came_or_went(
    hands: Hands, side: ApplicantSide, heard: list[str]
) -> None:
    for words in ("申请人屏收起了。", "申请人屏开在窗口里，请转给申请人看；按 Ctrl+D 收起。"):
        hands.key(Key.Key_D, Hands.CONTROL)
        assert heard[-1] == words


def test_that_the_screen_waits_then_follows_the_visit_in_hand(hands: Hands, finger: Finger) -> None:
    finger.sees("waiting")
    hands.begin()
    finger.sees("mirror")


def test_that_a_locked_window_shows_nothing_of_the_visit(hands: Hands, finger: Finger) -> None:
    hands.begin()
    finger.sees("mirror")
    hands.key(Key.Key_L, Hands.CONTROL)
    finger.sees("paused")


def test_that_what_the_applicant_says_of_the_mirror_reaches_clerk_and_visit(
    hands: Hands, finger: Finger
) -> None:
    hands.begin()
    finger.sees("mirror")
    finger.press("对")
    hands.qtbot.waitUntil(lambda: "说“对”" in hands.message())
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.said is not None
    assert visit.said.right


def test_that_a_clerks_mouse_cannot_say_right_for_the_applicant(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    assert side.screen is not None
    side.screen.set_up(0, touch_only=True)
    hands.begin()
    finger.sees("mirror")
    finger.press("对")
    assert "申请人自己的手" in hands.message()
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert visit.said is None


def test_that_a_change_after_right_asks_again(hands: Hands, side: ApplicantSide, finger: Finger) -> None:
    hands.begin()
    finger.sees("mirror")
    finger.press("对")
    hands.answer()
    finger.press("对")
    assert "说“对”" in hands.message()


def filed(hands: Hands) -> None:
    """A visit of the restaurant, filed."""
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("ratingInvite"))


def test_that_the_clerk_may_only_invite_and_never_learns_the_choice(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    assert "已邀请" in hands.see(QLabel, "ratingWords").text()
    before = hands.see(QLabel, "ratingWords").text(), hands.message()
    finger.press("不满意")
    finger.press("下一步")
    finger.press("不留姓名")
    finger.press("就这样")
    finger.sees("thanks")
    assert (hands.see(QLabel, "ratingWords").text(), hands.message()) == before
    hands.qtbot.waitUntil(lambda: len(hands.facade.pad.cast_) == 1)
    choice = hands.facade.pad.cast_[0][1]
    assert choice is not None
    assert choice.mode is Mode.ANONYMOUS


def said_on(finger: Finger) -> set[str]:
    return {label.text() for label in finger.screen.findChildren(QLabel) if label.isVisible()}


def test_that_the_applicant_is_thanked_only_once_it_is_kept_and_told_when_it_is_not(
    hands: Hands, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.facade.pad.trouble = WorldTrouble("磁盘满了。")
    finger.press("不评价")
    finger.press("就这样")
    finger.sees("rating")
    assert any("刚才没有存下，请再选一次" in words for words in said_on(finger))
    hands.facade.pad.trouble = None
    finger.press("不评价")
    finger.press("就这样")
    hands.qtbot.waitUntil(lambda: "谢谢您来办事" in said_on(finger))
    assert len(hands.facade.pad.cast_) == 1


def test_that_a_choice_that_comes_too_late_is_not_thanked_for(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.facade.pad.trouble = RuleRefused("这次评价已经结束了。", rule="L9")
    finger.press("不评价")
    finger.press("就这样")
    hands.qtbot.waitUntil(lambda: "这次评价已经结束了" in said_on(finger))
    assert "谢谢您来办事" not in said_on(finger)


def test_that_a_second_invitation_is_not_offered_in_the_same_visit(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    assert not hands.shows("inviteRating")


def test_that_a_key_on_the_screen_rates_nobody_and_is_noted(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    assert side.screen is not None
    hands.qtbot.keyClick(side.screen, Key.Key_1)
    hands.qtbot.waitUntil(lambda: RefusalCause.KEYBOARD in hands.facade.pad.causes)
    assert hands.facade.pad.cast_ == []
    finger.sees("rating")


def test_that_a_rating_in_hand_is_not_taken_away_by_the_next_visit(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.next_visit()
    hands.begin()
    hands.settle()
    assert finger.screen.current == "rating"


def rate(finger: Finger, does: str) -> None:
    """What an applicant may do with an invitation."""
    steps = {
        "nothing": (),
        "opens a grade": ("不满意",),
        "chooses": ("不满意", "下一步", "不留姓名", "就这样"),
        "declines": ("不评价", "就这样"),
    }
    for words in steps[does]:
        finger.press(words)


def wait_words(hands: Hands) -> str:
    return hands.see(TextLabel, "ratingWaitWords").text() if hands.shows("ratingWait") else ""


@pytest.mark.parametrize("does", ["nothing", "opens a grade", "chooses", "declines"])
def test_that_the_next_person_ends_no_rating_and_the_clerk_sees_the_same_whatever_is_done(
    hands: Hands, finger: Finger, does: str
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    seen = [wait_words(hands)]
    rate(finger, does)
    hands.settle()
    seen.append(wait_words(hands))
    hands.next_visit()
    hands.begin()
    hands.scan("斯琴高娃,999999198505052127")
    hands.settle()
    seen.append(wait_words(hands))
    assert hands.facade.pad.closed == []
    assert [words.split("，")[0] for words in seen] == [
        "评价时间未到",
        "评价时间未到",
        "上一位的评价时间未到",
    ]
    assert len({words.split("自动")[0][-8:] for words in seen}) == 1


def test_that_ending_a_rating_early_takes_two_presses_and_is_written_down_with_the_clerk(
    hands: Hands, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    cut = hands.button("ratingCut")
    hands.key(Key.Key_E, Hands.CONTROL | Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: cut.property("armed") is True)
    assert cut.words == "现在结束，记在您名下"
    assert hands.facade.pad.cut == []
    hands.key(Key.Key_E, Hands.CONTROL | Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: hands.facade.pad.cut == [("case-1", "W01")])
    assert wait_words(hands) == ""
    hands.qtbot.waitUntil(lambda: finger.screen.current != "rating")


def test_that_ending_a_rating_by_the_pointer_leaves_the_focus_where_it_was(
    hands: Hands, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    before = hands.focus()
    for _ in range(2):
        hands.take_breath()
        hands.qtbot.mouseClick(hands.button("ratingCut"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.focus() is before


def test_that_a_first_press_to_end_a_rating_that_lapsed_says_so(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    cut = hands.button("ratingCut")
    hands.key(Key.Key_E, Hands.CONTROL | Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: cut.property("armed") is True)
    moment(hands.see(RatingWait, "ratingWait"), "forget").start(0)  # so long nobody pressed again
    hands.qtbot.waitUntil(lambda: "已放下" in cut.below)
    assert cut.words == "现在结束"
    assert hands.facade.pad.cut == []


def test_that_nobody_ends_a_rating_at_a_locked_window(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    cut = hands.button("ratingCut")
    hands.key(Key.Key_E, Hands.CONTROL | Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: cut.property("armed") is True)
    hands.key(Key.Key_L, Hands.CONTROL)
    assert cut.isHidden()
    assert not cut.property("armed"), "who unlocks has not pressed yet"


def test_that_the_same_person_goes_on_rating_while_the_clerk_begins_the_next_thing(
    hands: Hands, finger: Finger
) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.next_visit()
    hands.begin()
    hands.scan("巴图吉雅,999999199001011238")
    hands.settle()
    assert finger.screen.current == "rating"


def test_that_nobody_who_is_signing_is_asked_to_rate_meanwhile(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    assert side.screen is not None
    mirror = side.screen.view("mirror")
    assert isinstance(mirror, MirrorView)
    hands.qtbot.waitUntil(lambda: mirror.mirror.filed)  # what was filed has been shown
    side.screen.show_pledge(hands.facade.pad.pledge(hands.facade.cases[0], "paper-1"))
    finger.press("我同意，去签名")
    hands.key(Key.Key_E, Hands.CONTROL)
    assert "正在屏上签名" in hands.message()
    assert hands.shows("inviteRating")


def test_that_a_case_that_was_looked_up_is_shown_when_the_clerk_says_so(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.next_visit()
    finger.sees("waiting")
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.settle()
    finger.sees("waiting")
    hands.key(Key.Key_T, Hands.CONTROL)
    finger.sees("mirror")


def test_that_a_looked_up_case_is_never_shown_to_the_person_being_served(
    hands: Hands, side: ApplicantSide, finger: Finger
) -> None:
    filed(hands)
    hands.next_visit()
    hands.begin()
    finger.sees("mirror")
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.settle()
    hands.key(Key.Key_T, Hands.CONTROL)
    assert "Ctrl+N" in hands.message()
    assert hands.window.intake is not None
    hands.window.intake.visits.end()
    hands.settle()
    finger.sees("waiting")


def test_that_where_no_screen_is_open_showing_a_case_says_how(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    filed(hands)
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.settle()
    hands.key(Key.Key_T, Hands.CONTROL)
    assert "Ctrl+D" in hands.message()


def test_that_a_choice_that_could_not_be_kept_may_be_made_once_more(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.facade.pad.trouble = WorldTrouble("磁盘满了。")
    finger.press("不评价")
    finger.press("就这样")
    hands.qtbot.waitUntil(lambda: "磁盘满了" in hands.message())
    finger.sees("rating")
    hands.facade.pad.trouble = None
    finger.press("不评价")
    finger.press("就这样")
    hands.qtbot.waitUntil(lambda: len(hands.facade.pad.cast_) == 1)
    assert hands.facade.pad.cast_[0][1] is None


def test_that_what_was_wrong_with_a_choice_is_never_told_at_the_window(hands: Hands, finger: Finger) -> None:
    filed(hands)
    hands.key(Key.Key_E, Hands.CONTROL)
    finger.sees("rating")
    hands.facade.pad.trouble = BadInput("文字最多200个字。")
    finger.press("不评价")
    finger.press("就这样")
    hands.qtbot.waitUntil(lambda: "没有存下" in hands.message())
    assert "200" not in hands.message()
    finger.sees("rating")


def test_that_a_folded_slip_is_printed_instead_and_takes_the_visits_invitation(
    hands: Hands, finger: Finger
) -> None:
    filed(hands)
    hands.button("ratingSlip").click()
    hands.settle()
    assert hands.facade.pad.slips == ["case-1"]
    assert "对折" in hands.message()
    assert not hands.shows("inviteRating")


def test_that_a_code_that_does_not_count_is_refused_beside_its_field(hands: Hands) -> None:
    hands.key(Key.Key_F3)
    hands.button("slipOpen").click()
    hands.write("2345 6789 ABCD EFGH J")
    hands.key(Key.Key_Return)
    assert "不是本窗口发的" in told(hands.window)
