"""现在能办什么 of a case: what is likely stands in sight, the rest behind 更多, each with its key all the same."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.domain.case.acts.acts import MovePapers, Possible
from counter.ui.kit.controls.act_bar import ActBar
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.papers.print_bar import PrintBar
from tests.ui.case.acts.conftest import LATER_HERE, At

ALT = Qt.KeyboardModifier.AltModifier
FEW = 8


def in_sight(at: At) -> set[str]:
    bar = at.see(ActBar, "actBar")
    return {f"act{offer.kind.__name__}" for offer in bar.offers if at.shows(f"act{offer.kind.__name__}")}


def test_that_what_is_seldom_wanted_stands_behind_one_button(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    likely = in_sight(at)
    assert len(likely) <= FEW
    assert {"actMovePapers", "actConclude"} <= likely
    assert "actPassOn" not in likely
    at.key(Qt.Key.Key_Down, ALT)
    every = in_sight(at)
    assert likely < every
    assert "actPassOn" in every
    at.key(Qt.Key.Key_Down, ALT)
    assert in_sight(at) == likely


def test_that_another_case_with_the_same_acts_finds_their_buttons_made(at: At) -> None:
    first, second = at.filed(at.visit()), at.filed(replace(at.visit(), duplicate_reason="另开一家店"))
    at.opened(first)
    bar = at.see(ActBar, "actBar")
    made, offers = bar.findChildren(ActButton), bar.offers
    chosen: list[Possible] = []
    bar.chosen.connect(chosen.append)
    at.key(Qt.Key.Key_Escape)
    at.opened(second)
    assert bar.findChildren(ActButton) == made
    assert not {id(one) for one in bar.offers} & {id(one) for one in offers}
    at.see(ActButton, "actMovePapers").click()
    assert [id(one) for one in chosen] == [id(bar.offer_for(MovePapers))]


def test_that_an_act_behind_the_button_opens_by_its_own_key(at: At) -> None:
    at.opened(at.filed(at.visit()))
    assert not at.shows("actVoid")
    at.open_act("H", "voidForm")


def test_that_the_act_whose_form_is_open_does_not_claim_the_eye_beside_it(at: At) -> None:
    at.opened(at.filed(at.visit(deferred=(LATER_HERE,))))
    bar = at.see(ActBar, "actBar")

    def is_filled() -> bool:
        button = at.see(ActButton, "actSignPledge")
        return button.property("role") == "primary" and not button.property("quiet")

    assert is_filled()
    at.open_act("Q", "pledgeForm")
    assert not is_filled()
    bar.show_offers(bar.offers)
    at.settle()
    assert not is_filled()
    at.key(Qt.Key.Key_Escape)
    at.qtbot.waitUntil(lambda: not at.shows("pledgeForm"))
    assert is_filled()


def test_that_beside_an_open_form_printing_does_not_claim_the_eye(at: At) -> None:
    at.opened(at.filed(at.visit()))

    def is_filled() -> bool:
        button = at.see(ActButton, "printAll")
        return button.property("role") == "primary" and not button.property("quiet")

    assert is_filled()
    at.open_act("H", "voidForm")
    assert not is_filled()
    for bar in at.window.findChildren(PrintBar):
        bar.follow("")  # it is shown anew
    assert not is_filled()
    at.key(Qt.Key.Key_Escape)
    at.qtbot.waitUntil(lambda: not at.shows("voidForm"))
    assert is_filled()


def test_that_the_hand_stays_on_its_act_while_the_case_is_shown_anew(at: At) -> None:
    """A deleted button passes its focus through every other one, and each is said aloud."""
    case = at.filed(at.visit())
    at.opened(case)
    bar = at.see(ActBar, "actBar")
    held = at.see(ActButton, "actMovePapers")
    held.setFocus()
    passed: list[str] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    follow = application.focusChanged.connect(
        lambda _, focus: passed.append(focus.objectName()) if focus is not None else None
    )
    try:
        bar.show_offers(bar.offers)
        assert (passed, at.focus()) == ([], held)
        bar.show_offers(tuple(offer for offer in bar.offers if offer.kind.__name__ != "MovePapers"))
    finally:
        application.focusChanged.disconnect(follow)
    assert len(passed) == 1
    assert at.focus() is not held
