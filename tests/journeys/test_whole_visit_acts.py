"""From the deciding key to the next visit, for every usual outcome: as few acts as a hurried clerk expects, and none
of them by accident. A key or a scan counts one; finding the bundle took two before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from counter.domain.case.acts.acts import MarkFailed
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import SERVED
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from tests.journeys.test_ten_acts import OWN, Counted
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.printing.cups import Cups
from tests.ui.case.acts.conftest import CLERK, LATER_HERE, At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier
FOUND = 2
"""The field in which the bundle is found, and Enter."""
PATIENCE = 20_000
CAFE = {
    "q_entity": "individual",
    "q_cafe_site": "yes",
    "q_food_kind": "none",
    "q_employees": "no",
    "q_sign": "no",
    "q_premises": "rent",
    "q_area300": "no",
    "q_agent": "self",
}
"""Nobody opens an internet café as an individual: the organ refuses, unless its written decision is wanted."""


class Hurried(Counted):
    """Counts from the deciding key on; the visit before it lies there, with its answers and materials."""

    def __init__(self, hands: At) -> None:
        super().__init__(hands)
        self.acts = FOUND

    def take(self, visit: Visit) -> None:
        intake = self.hands.window.intake
        assert intake is not None
        self.hands.begin()
        intake.offers.resumed.emit(replace(visit, begun_at=None), intake.visits.draft)
        self.hands.settle()

    def file(self) -> Case:
        return self.issue()

    def print(self) -> None:
        self.key(Key.Key_P, CONTROL)

    def until_offered(self) -> None:
        self.hands.qtbot.waitUntil(lambda: self.hands.button("oneLook").isVisible(), timeout=PATIENCE)

    def all_in_one_look(self) -> None:
        self.until_offered()
        self.key(Key.Key_Return, CONTROL)
        self.hands.armed("oneLook")
        self.key(Key.Key_Return, CONTROL)
        self.hands.settle()

    def begin_next(self) -> None:
        """The next person's card is scanned, which is no act of this visit; nothing was left undone."""
        self.scan(OWN)
        assert not self.hands.shows("resultPanel")
        assert "上一件" not in self.hands.message()


def accepted(clerk: Hurried) -> None:
    clerk.take(clerk.hands.visit())
    clerk.file()


def corrected(clerk: Hurried) -> None:
    clerk.take(clerk.hands.visit(missing=("floor_plan",)))
    clerk.file()


def with_gaps(clerk: Hurried) -> None:
    """The pledge is printed and signed before anything else is issued."""
    clerk.take(clerk.hands.visit(deferred=(LATER_HERE,)))
    clerk.file()
    clerk.print()
    clerk.key(Key.Key_F9)
    clerk.hands.armed("pledgeFormDo")
    clerk.key(Key.Key_F9)
    clerk.hands.settle()


def refused(clerk: Hurried) -> None:
    """An internet café by an individual, who insists on being taken in: its organ decides in writing (不予受理)."""
    desk = clerk.hands
    answers = {question: (answer,) for question, answer in CAFE.items()}
    visit = replace(desk.office.visit(7, {}, answers), insisted=("bundle",))
    brought = all_received(desk.station.assess(visit).checklist, {})
    clerk.take(replace(visit, brought=brought))
    case = clerk.file()
    assert {item.state for item in case.items} == {ItemState.TO_REFUSE}


@pytest.mark.parametrize(
    ("outcome", "acts"),
    [(accepted, 7), (corrected, 7), (with_gaps, 10), (refused, 7)],
    ids=["受理", "补正告知", "容缺受理", "不予受理"],
)
def test_that_everything_is_in_the_applicants_hand_after_at_most_ten_acts(
    at: At,  # noqa: F811
    cups: Cups,  # noqa: F811
    outcome: Callable[[Hurried], None],
    acts: int,
) -> None:
    cups.printer("window")
    clerk = Hurried(at)
    outcome(clerk)
    clerk.print()
    clerk.all_in_one_look()
    (row,) = at.station.find_cases("").rows
    case = at.station.case(row.number)
    assert case is not None
    assert clerk.acts == acts
    told = [p for p in case.papers if p.kind in SERVED and p.stage.binding]
    assert told
    assert {p.stage for p in told} == {PaperStage.SERVED}
    assert {p.serving.receiver for p in told if p.serving is not None} == {"巴图吉雅"}
    clerk.begin_next()


def test_that_nothing_is_said_of_a_sheet_that_is_not_out(at: At, cups: Cups) -> None:  # noqa: F811
    """Paper is out in the middle of printing: there is no word for all, and the single steps are there."""
    cups.printer("window", "stall")
    clerk = Hurried(at)
    accepted(clerk)
    (row,) = at.station.find_cases("").rows
    clerk.print()
    for _ in range(2):
        clerk.key(Key.Key_Return, CONTROL)
        at.take_breath()
    at.settle()
    assert not at.shows("oneLook")
    case = at.station.case(row.number)
    assert case is not None
    assert {p.stage for p in case.papers} == {PaperStage.QUEUED}


def test_that_the_rating_keeps_its_key_while_one_word_for_all_stands_in_its_place(at: At, cups: Cups) -> None:  # noqa: F811
    """Its button was there when the case was filed; a key that was shown does something or says why not."""
    cups.printer("window")
    clerk = Hurried(at)
    at.window.resize(1366, 700)
    accepted(clerk)
    assert at.shows("inviteRating")
    clerk.print()
    clerk.until_offered()
    assert not at.shows("inviteRating")
    clerk.key(Key.Key_E, CONTROL)
    at.settle()
    assert "先不能请申请人评价" in at.message()  # no office is trusted here, which no screen would change


@pytest.mark.parametrize("presses", [1, 3])
def test_that_one_stroke_however_heavy_hands_nothing_over(at: At, cups: Cups, presses: int) -> None:  # noqa: F811
    cups.printer("window")
    clerk = Hurried(at)
    accepted(clerk)
    clerk.print()
    clerk.until_offered()
    for _ in range(presses):
        at.qtbot.keyClick(at.window.windowHandle(), Key.Key_Return, CONTROL)
    at.settle()
    (row,) = at.station.find_cases("").rows
    case = at.station.case(row.number)
    assert case is not None
    assert {p.stage for p in case.papers} == {PaperStage.QUEUED}


def test_that_what_failed_after_the_first_press_is_not_called_out(at: At, cups: Cups) -> None:  # noqa: F811
    """Between the presses somebody at another page records that one sheet is spoilt: nothing of it all is recorded."""
    cups.printer("window")
    clerk = Hurried(at)
    accepted(clerk)
    clerk.print()
    clerk.until_offered()
    clerk.key(Key.Key_Return, CONTROL)
    at.armed("oneLook")
    (row,) = at.station.find_cases("").rows
    case = at.station.case(row.number)
    assert case is not None
    spoilt = MarkFailed((case.papers[0].id,), "卡纸")
    at.station.perform(case.id, spoilt, CLERK, case.base)
    clerk.key(Key.Key_Return, CONTROL)
    at.settle()
    after = at.now(case)
    assert PaperStage.SERVED not in {p.stage for p in after.papers}
    assert SheetStep.SEEN not in {s.step for p in after.papers for s in p.sheets}
    assert "什么也没有记下" in at.message()
