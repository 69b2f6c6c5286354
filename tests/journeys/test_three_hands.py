"""Whole visits on a real profile by hurried, slow and clumsy hands: nothing is filed that was not meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.domain.case.case import Case
from counter.domain.visit.material import MaterialState
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.question_box import NumberField, QuestionBox
from counter.ui.kit.controls.two_press import FORGET_MS, TwoPress
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401
from tests.ui.hands import ANSWERS, Key
from tests.ui.moments import moment

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CARD = "巴图吉雅,999999199001011238"


def cases(hands: At) -> list[Case]:
    """Everything that was filed."""
    rows = hands.station.find_cases("").rows
    found = (hands.station.case(row.number) for row in rows)
    return [case for case in found if case is not None]


def twice(hands: At, key: Qt.Key) -> None:
    """Two strokes of one finger at a key that no field takes, nothing waited for in between."""
    for _ in range(2):
        QTest.keyClick(hands.window.windowHandle(), key)
    hands.settle()


def lapse(hands: At) -> None:
    """Half a minute goes by after a first press."""
    press = next(press for press in hands.window.findChildren(TwoPress) if press.is_armed)
    moment(press, "forget").start(0)
    hands.qtbot.waitUntil(lambda: not press.is_armed)
    moment(press, "forget").setInterval(FORGET_MS)


def answer_each_twice(hands: At) -> dict[str, str]:
    """The digit of every answer, struck twice; returns what was meant."""
    meant = {}
    while isinstance(chip := hands.focus(), Chip | NumberField):
        box = chip.parentWidget()
        assert isinstance(box, QuestionBox)
        question = box.objectName()
        meant[question] = ANSWERS[question]
        if isinstance(chip, NumberField):
            hands.twice(ANSWERS[question])
            hands.key(Key.Key_Return)
            continue
        place = [c.option for c in box.chips].index(ANSWERS[question]) + 1
        hands.twice(str(place))
    return meant


def armed(hands: At, name: str = "decideButton") -> bool:
    return hands.button(name).property("armed") is True


def test_that_a_hurried_clerk_files_once_what_was_answered_and_marked(at: At) -> None:  # noqa: F811
    at.begin()
    meant = answer_each_twice(at)
    assert at.window.intake is not None
    visit = at.window.intake.visits.visit
    assert visit is not None
    assert {q: o for q, (o, *_) in visit.answers.items()} == meant
    assert visit.brought == {}
    at.key(Key.Key_Return)
    first = at.see(ChecklistView, "checklist").current_line()
    at.twice(" ")
    visit = at.window.intake.visits.visit
    assert visit is not None
    assert list(visit.brought) == [first]
    at.twice("a")
    at.scan(CARD)
    at.scan(CARD)
    twice(at, Key.Key_F9)
    at.qtbot.waitUntil(lambda: armed(at))
    assert cases(at) == []
    twice(at, Key.Key_F9)
    at.qtbot.waitUntil(lambda: at.shows("resultPanel"))
    assert len(cases(at)) == 1
    twice(at, Key.Key_Escape)
    assert at.shows("resultPanel"), "what nobody printed is said first"
    at.qtbot.waitUntil(lambda: armed(at, "nextVisit"))
    twice(at, Key.Key_Escape)
    assert at.focus().objectName() == "findBox"
    (case,) = cases(at)
    assert [p for p in case.papers if p.sheets] == []


def test_that_a_clumsy_clerk_with_enter_everywhere_files_nothing(at: At) -> None:  # noqa: F811
    at.begin()
    for _ in range(20):
        at.key(Key.Key_Return)
    at.answer_typed()
    for _ in range(20):
        at.key(Key.Key_Return)
    at.keys("A")
    at.key(Key.Key_F7)
    at.write("张")
    for _ in range(40):
        at.key(Key.Key_Return)
        at.key(Key.Key_Space)
    for name in ("decideButton", "keepButton"):
        at.button(name).setFocus()
        for _ in range(4):
            at.key(Key.Key_Return)
    assert cases(at) == []
    assert not any(press.is_armed for press in at.window.findChildren(TwoPress))
    assert at.window.intake is not None
    visit = at.window.intake.visits.visit
    assert visit is not None, "and nothing is lost"
    assert all(b.state is MaterialState.RECEIVED for b in visit.brought.values())


def test_that_a_slow_clerk_is_told_of_every_press_that_time_put_down(at: At) -> None:  # noqa: F811
    at.begin()
    at.answer_typed()
    at.keys("A")
    at.scan(CARD)
    at.key(Key.Key_F9)
    at.qtbot.waitUntil(lambda: armed(at))
    lapse(at)
    assert "已放下" in at.button("decideButton").below
    at.key(Key.Key_F9)
    at.qtbot.waitUntil(lambda: armed(at))
    lapse(at)
    assert cases(at) == []
    at.press_twice()
    at.qtbot.waitUntil(lambda: at.shows("resultPanel"))
    at.key(Key.Key_Escape)
    at.qtbot.waitUntil(lambda: armed(at, "nextVisit"))
    lapse(at)
    assert at.button("nextVisit").words == "下一位"
    assert at.shows("resultPanel")
    at.next_visit()
    assert at.focus().objectName() == "findBox"
    assert len(cases(at)) == 1


def test_that_a_clumsy_clerk_signs_no_pledge_by_enter(at: At) -> None:  # noqa: F811
    case = at.filed(at.visit(deferred=("signboard_3",)))
    at.opened(case)
    at.open_act("Q", "pledgeForm")
    for _ in range(30):
        at.key(Key.Key_Return)
    at.button("pledgeFormDo").setFocus()
    for _ in range(4):
        at.key(Key.Key_Return)
        at.key(Key.Key_Space)
    assert "F9" in at.button("pledgeFormDo").extra
    assert at.now(case).pledges == ()
