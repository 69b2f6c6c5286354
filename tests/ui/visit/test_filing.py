"""While a visit is being written down nothing of it changes, and its outcome finds its own visit."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.domain.errors import WorldTrouble
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.visit.panels.result_panel import ResultPanel
from tests.ui.hands import Hands, Key

OTHER_CARD = "999999198505052127"


@pytest.fixture
def filing(hands: Hands) -> Hands:
    """F9 was pressed twice and the disk is slow."""
    hands.ready_to_decide()
    hands.facade.gate.clear()
    arm(hands)
    hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_F9)
    assert hands.window.intake is not None
    assert hands.window.intake.filing.running
    return hands


def arm(hands: Hands) -> None:
    hands.key(Key.Key_F9)
    hands.armed("decideButton")


def burst(hands: Hands, text: str) -> None:
    """A scan while the background is busy."""
    scanner = hands.window.shell.scanner
    assert scanner is not None
    for char in text:
        hands.qtbot.keyClick(hands.window.windowHandle(), Key(ord(char)))
    hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_Return)
    hands.qtbot.waitUntil(lambda: not scanner.is_waiting)


def done(hands: Hands) -> None:
    hands.facade.gate.set()
    hands.settle()


def lock(hands: Hands) -> None:
    hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: hands.shows("signOnCard"))


def hand_over(hands: Hands) -> None:
    """Another clerk signs on, the other one's filing still under way."""
    lock(hands)
    hands.see(Field, "clerkCode").setText("W02")
    hands.write("2345")
    hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_Return)
    done(hands)
    hands.qtbot.waitUntil(lambda: hands.shows("findBox"))


def number_in_hand(hands: Hands) -> str:
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    return applicant.person.id_number if applicant and applicant.person else ""


def test_that_a_card_scanned_while_filing_waits_for_the_next_person(filing: Hands) -> None:
    burst(filing, OTHER_CARD)
    for _ in range(2):
        filing.qtbot.keyClick(filing.window.windowHandle(), Key.Key_F9)
    done(filing)
    assert len(filing.facade.filed) == 1
    assert filing.facade.filed[0][0].applicant is not None
    assert filing.facade.filed[0][0].applicant.name == "巴图吉雅"
    assert filing.shows("resultPanel")
    assert number_in_hand(filing) == ""
    filing.next_visit()
    assert number_in_hand(filing) == OTHER_CARD
    assert filing.focus().objectName() == "findBox"


def test_that_no_key_reaches_the_visit_while_it_is_filed(filing: Hands) -> None:
    assert filing.window.intake is not None
    before = filing.window.intake.visits.visit
    for key in (Key.Key_F7, Key.Key_F8, Key.Key_1, Key.Key_A):
        filing.qtbot.keyClick(filing.window.windowHandle(), key)
    filing.qtbot.keyClick(filing.window.windowHandle(), Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert filing.window.intake.visits.visit == before
    assert not filing.shows("person_name")
    done(filing)
    assert [visit for visit, _, _ in filing.facade.filed] == [before]


def test_that_filing_does_not_end_the_visit_of_the_clerk_who_came_meanwhile(filing: Hands) -> None:
    hand_over(filing)
    assert len(filing.facade.filed) == 1
    assert filing.facade.cases[0].clerk == "W01"
    assert not filing.shows("resultPanel")
    filing.begin()
    filing.answer()
    assert filing.focus().objectName() == "checklist"


def test_that_the_clerk_who_comes_back_is_told_what_became_of_it_and_a_locked_page_nobody(
    filing: Hands,
) -> None:
    lock(filing)
    done(filing)
    assert filing.message() == ""
    filing.write("1234")
    filing.key(Key.Key_Return)
    filing.qtbot.waitUntil(lambda: filing.message() != "")
    assert filing.facade.cases[0].number[:9] in filing.message()
    filing.qtbot.waitUntil(lambda: filing.shows("resultPanel"))
    assert filing.focus().objectName() == "printAll"


def test_that_what_could_not_be_filed_stays_with_its_clerk_as_a_draft(filing: Hands) -> None:
    filing.facade.trouble = WorldTrouble("磁盘已满，没有存下。")
    hand_over(filing)
    assert "磁盘已满" in filing.message()
    assert [row.clerk for row in filing.facade.saved.values()] == ["W01"]
    filing.begin()
    filing.answer()
    assert filing.focus().objectName() == "checklist"


def test_that_a_filed_visit_is_shown_to_who_was_on_another_page(filing: Hands) -> None:
    filing.qtbot.keyClick(filing.window.windowHandle(), Key.Key_F3)
    done(filing)
    assert "已经记下" in filing.message()
    filing.key(Key.Key_F1)
    assert filing.shows("resultPanel")
    filing.key(Key.Key_F3)
    filing.key(Key.Key_F1)
    assert filing.shows("resultPanel"), "looking elsewhere is not the next visit"
    filing.key(Key.Key_F1)
    filing.armed("nextVisit")
    filing.key(Key.Key_F1)
    assert not filing.shows("resultPanel")


def test_that_a_failed_filing_leads_back_to_the_button_and_its_message_ends_with_the_next_try(
    hands: Hands,
) -> None:
    hands.ready_to_decide()
    hands.facade.trouble = WorldTrouble("磁盘已满，没有存下。")
    hands.press_twice()
    assert hands.focus().objectName() == "decideButton"
    hands.facade.trouble = None
    hands.press_twice()
    assert hands.shows("resultPanel")
    assert hands.message() == ""


def test_that_a_first_press_does_not_outlive_leaving_the_page(hands: Hands) -> None:
    hands.ready_to_decide()
    arm(hands)
    hands.key(Key.Key_F3)
    hands.key(Key.Key_F1)
    hands.key(Key.Key_F9)
    assert hands.facade.filed == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
@pytest.mark.parametrize("name", ["decideButton", "keepButton"])
def test_that_the_button_in_focus_is_pressed_by_its_own_key_only(
    hands: Hands, name: str, key: Qt.Key
) -> None:
    hands.ready_to_decide()
    button = hands.button(name)
    button.setFocus()
    for _ in range(4):
        hands.key(key)
    assert "F9" in button.extra, "it says which key"
    pressed = hands.window.findChildren(TwoPress)
    assert not any(press.is_armed or press.is_settling for press in pressed)
    assert hands.facade.filed == []
    hands.key(Key.Key_Tab)
    assert button.extra == ""


def test_that_the_button_is_quiet_until_it_can_issue(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    assert hands.button("decideButton").property("quiet") is True
    assert len(colours(hands)) > 2
    hands.see(ChecklistView, "checklist").setFocus()
    hands.keys("A")
    hands.name_somebody()
    assert hands.button("decideButton").property("quiet") is False
    assert len(colours(hands)) > 2


def colours(hands: Hands) -> set[int]:
    """The colours along the middle of the button: its words can be read."""
    picture = hands.look(hands.button("decideButton")).toImage()
    return {picture.pixel(x, picture.height() // 2) for x in range(2, picture.width() - 2)}


def test_that_a_number_without_a_name_is_one_sentence_not_two(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("A")
    hands.scan(OTHER_CARD)
    shown = [label.text() for label in hands.window.findChildren(QLabel) if label.isVisible()]
    assert not any("还没有登记申请人" in text for text in shown)
    assert any("姓名没有填写" in text for text in shown)


def test_that_what_exists_now_is_whole_in_the_first_frame(hands: Hands) -> None:
    """New words with line breaks found their height a layout a turn, and lay over each other till then."""
    hands.window.resize(1024, 700)
    hands.key(Key.Key_F12)
    seen: list[tuple[int, list[str]]] = []

    def look() -> None:
        panel = hands.window.findChild(ResultPanel)
        assert panel is not None
        words = [w for w in panel.findChildren(TextLabel) if w.wordWrap() and w.text() and w.isVisible()]
        seen.append((len(words), [w.text() for w in words if w.height() < w.heightForWidth(w.width())]))

    hands.ready_to_decide()
    assert hands.window.intake is not None
    hands.window.intake.result.built.connect(lambda panel: panel.shown.connect(look))
    hands.press_twice()
    assert seen
    number, squeezed = seen[0]
    assert number > 2
    assert squeezed == []


def test_that_a_clock_in_doubt_is_said_beside_the_button_before_anything_is_issued(hands: Hands) -> None:
    hands.facade.doubt = (
        "电脑时钟往前跳过：现在显示 2027年11月20日 10:00，照上一条记录推算是 2026年11月20日 10:00。"
        "文书会标“时间待核”、不写期限。先把系统时间校准；确认显示的时间是对的，再由值班负责人确认。"
    )
    hands.ready_to_decide()
    label = hands.see(ProblemLabel, "clockInDoubt")
    hands.qtbot.waitUntil(label.isVisible)
    assert "时间待核" in label.text()
    if folder := os.environ.get("COUNTER_SHOTS"):
        hands.look().save(f"{folder}/clock-doubt-{hands.window.width()}.png")
    arm(hands)  # it warns and stands in nobody's way


def test_that_nothing_is_said_of_a_clock_that_nothing_speaks_against(hands: Hands) -> None:
    hands.ready_to_decide()
    assert not hands.window.findChild(ProblemLabel, "clockInDoubt").isVisible()
