"""From the wish to withdraw to the signed application and the papers given back, by keys alone."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import PaperKind
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import At
from tests.ui.hands import Key

SIGN = "signboard"


def apply(at: At) -> Case:
    """Alt+C, the item and the reason: the application is made, and nothing else happens."""
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    chosen = at.see(Choices, "withdrawItems")
    chosen.take_focus()
    at.keys(str(chosen.options.index(SIGN) + 1))
    at.key(Key.Key_Return)
    at.write("不挂招牌了")
    at.confirm("withdrawForm")
    return at.now(case)


def state(case: Case) -> ItemState:
    found = case.item(SIGN)
    assert found is not None
    return found.state


def made(case: Case) -> list[PaperStage]:
    return [p.stage for p in case.papers if p.kind == PaperKind.WITHDRAWAL]


def test_that_an_item_ends_once_the_application_is_signed_and_its_papers_come_next(at: At) -> None:
    case = apply(at)
    assert (state(case), made(case)) == (ItemState.ACCEPTED, [PaperStage.MADE])
    assert at.focus().objectName() == "actWithdraw"  # what has to be signed is the next thing
    at.key(Key.Key_Return)
    at.qtbot.waitUntil(lambda: at.shows("withdrawalForm"))
    at.key(Key.Key_F9)
    at.settle()
    assert not at.button("withdrawalFormDo").property("armed")  # no sheet of it came out
    assert at.see(Choices, "withdrawalHandedOver").isAncestorOf(at.focus())
    at.keys("1")
    at.confirm("withdrawalForm")
    assert state(at.now(case)) is ItemState.WITHDRAWN
    assert at.focus().objectName() == "actMovePapers"


def test_that_who_stays_after_all_signs_nothing(at: At) -> None:
    case = apply(at)
    at.open_act("U", "withdrawalForm")
    chosen = at.see(Choices, "withdrawalSigner")
    chosen.take_focus()
    at.keys("2")
    at.confirm("withdrawalForm")
    assert (state(at.now(case)), made(at.now(case))) == (ItemState.ACCEPTED, [PaperStage.VOID])
