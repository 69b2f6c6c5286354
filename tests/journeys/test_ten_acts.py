"""A complete visit takes ten acts beside its questions and exceptions; a key, a scan or a field each count one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from counter.domain.case.case import Case
from counter.domain.visit.material import MaterialState
from counter.ui.checklist.originals_panel import OriginalsPanel
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.question_box import NumberField, QuestionBox
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
OWN = "巴图吉雅,999999199001011238"
MOST = 10


class Counted:
    """The hands of a clerk whose acts are counted; what an answer takes is not."""

    def __init__(self, hands: At) -> None:
        self.hands = hands
        self.acts = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.acts += 1
        self.hands.key(key, modifier)

    def letter(self, letter: str) -> None:
        self.acts += 1
        self.hands.keys(letter)

    def field(self, words: str) -> None:
        self.acts += 1
        self.hands.write(words)

    def scan(self, code: str) -> None:
        self.acts += 1
        self.hands.scan(code)

    def choose(self, bundle: str) -> None:
        self.acts += 1  # one field
        self.hands.keys(bundle)
        self.key(Key.Key_Return)

    def answer_first(self) -> None:
        """The first answer of every question; of a number of people, one."""
        while isinstance(field := self.hands.focus(), Chip | NumberField):
            if isinstance(field, NumberField):
                self.hands.keys("1")
                self.hands.key(Key.Key_Return)
                continue
            box = field.parentWidget()
            assert isinstance(box, QuestionBox)
            self.hands.keys("1")
            if self.hands.focus().parentWidget() is box:
                break

    def see_originals(self) -> None:
        self.letter("Y")
        panel = self.hands.see(OriginalsPanel, "originalsPanel")
        self.hands.qtbot.waitUntil(lambda: panel.is_ready)
        self.letter("Y")

    def issue(self) -> Case:
        hands = self.hands
        self.key(Key.Key_F9)
        hands.qtbot.waitUntil(lambda: hands.button("decideButton").property("armed") is True)
        self.key(Key.Key_F9)
        hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
        (row,) = hands.station.find_cases("").rows
        found = hands.station.case(row.number)
        assert found is not None
        return found


def with_check(stem: str) -> str:
    """An invented number with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return stem + "10X98765432"[sum(int(d) * w for d, w in zip(stem, weights, strict=True)) % 11]


def own(clerk: Counted) -> int:
    """Somebody for himself; returns how many exceptions there were."""
    clerk.scan(OWN)
    clerk.choose("xcg")
    clerk.hands.answer_only()
    clerk.letter("A")
    clerk.see_originals()
    return 0


def by_agent(clerk: Counted) -> int:
    """That there is one, the agent's card and the scope are said beside what everybody says."""
    clerk.scan(OWN)
    clerk.choose("xcg")
    clerk.hands.answer_only(q_agent="agent")
    clerk.letter("A")
    clerk.see_originals()
    clerk.key(Key.Key_F9)
    assert clerk.hands.focus().objectName() == "add_agent"
    clerk.key(Key.Key_Return)
    clerk.scan(f"乌云,{with_check('99999919850615123')}")
    clerk.field("代办全部手续")
    return 3


def of_a_child(clerk: Counted) -> int:
    """That there is a guardian, the guardian's card and the relation."""
    clerk.scan(f"小明,{with_check('99999920260101123')}")
    clerk.choose("52")
    clerk.answer_first()
    clerk.letter("A")
    clerk.see_originals()
    clerk.key(Key.Key_F7)
    clerk.key(Key.Key_Tab)
    assert clerk.hands.focus().objectName() == "add_guardian"
    clerk.key(Key.Key_Return)
    clerk.scan(f"其其格,{with_check('99999919880707123')}")
    clerk.field("母亲")
    return 3


def with_nothing_else(clerk: Counted) -> int:
    """Two papers are here, each said by its key; the rest is not."""
    clerk.scan(OWN)
    clerk.choose("xcg")
    clerk.hands.answer_only()
    clerk.key(Key.Key_Return)
    clerk.letter("1")
    clerk.letter("1")
    clerk.key(Key.Key_0, clerk.hands.CONTROL)
    return 2


@pytest.mark.parametrize("visit", [own, by_agent, of_a_child, with_nothing_else])
def test_that_a_visit_takes_ten_acts_beside_its_questions_and_exceptions(
    at: At,  # noqa: F811
    visit: Callable[[Counted], int],
) -> None:
    clerk = Counted(at)
    exceptions = visit(clerk)
    case = clerk.issue()
    assert clerk.acts <= MOST + exceptions
    assert case.applicant is not None
    if visit is by_agent:
        assert case.applicant.agent is not None
        assert (case.applicant.agent.person.name, case.applicant.agent.scope) == ("乌云", "代办全部手续")
    if visit is of_a_child:
        assert case.applicant.guardian is not None
        assert case.applicant.guardian.relation == "母亲"
    told = {gap for gap, mine in case.brought.items() if mine.state is MaterialState.MISSING}
    assert bool(told) is (visit is with_nothing_else)
