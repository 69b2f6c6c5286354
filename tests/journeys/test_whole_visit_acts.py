"""From the deciding key to the next visit, for every usual outcome: as few acts as a hurried clerk expects, and none
of them by accident. A key or a scan counts one; finding the bundle took two before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from counter.domain.case.case import Case
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import SERVED
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from tests.journeys.test_ten_acts import OWN, Counted
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.printing.cups import Cups
from tests.ui.case.acts.conftest import LATER_HERE, At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier
FOUND = 2
"""The field in which the bundle is found, and Enter."""
PATIENCE = 20_000


class Hurried(Counted):
    """Counts from the deciding key on; the visit before it lies there, with its answers and materials."""

    def __init__(self, hands: At) -> None:  # noqa: F811
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

    def next_by_scan(self) -> None:
        self.scan(OWN)
        assert not self.hands.shows("resultPanel")
        assert "上一件" not in self.hands.message()  # nothing was left undone


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


@pytest.mark.parametrize(
    ("outcome", "acts"),
    [(accepted, 8), (corrected, 8), (with_gaps, 11)],
    ids=["受理", "补正告知", "容缺受理"],
)
def test_that_a_visit_takes_as_few_acts_to_the_next_one(
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
    told = [p for p in case.papers if p.kind in SERVED and p.stage.binding]
    assert told
    assert {p.stage for p in told} == {PaperStage.SERVED}
    assert {p.serving.receiver for p in told if p.serving is not None} == {"巴图吉雅"}
    clerk.next_by_scan()
    assert clerk.acts == acts
