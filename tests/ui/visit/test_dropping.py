"""An item the applicant does not want is left out before filing, and comes back with what was ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.visit.draft_keeper import visit_of
from counter.ui.visit.panels.verdict_card import VerdictCard
from tests.ui.hands import Hands, Key


def at_the_verdicts(hands: Hands) -> VerdictCard:
    """A visit with everything ticked; the keys go to the verdicts."""
    hands.begin()
    hands.answer()
    hands.keys("A")
    card = hands.see(VerdictCard, "verdictCard")
    card.setFocus()
    return card


def items(hands: Hands) -> list[str]:
    assert hands.window.intake is not None
    found = hands.window.intake.visits.assessment
    assert found is not None
    return [i.id for i in found.checklist.items]


def test_that_delete_leaves_the_current_item_out_and_says_what_moved(hands: Hands) -> None:
    at_the_verdicts(hands)
    place = items(hands).index("signboard")
    for _ in range(place):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Delete)
    assert "signboard" not in items(hands)
    assert "这次不办：户外招牌" in hands.see(QLabel, "movedNote").text()
    assert hands.shows("again_signboard")


def test_that_what_was_ticked_is_there_again_when_it_comes_back(hands: Hands) -> None:
    at_the_verdicts(hands)
    assert hands.window.intake is not None
    visits = hands.window.intake.visits
    before = dict(visits.visit.brought)  # type: ignore[union-attr]
    for _ in range(items(hands).index("signboard")):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Delete)
    again = hands.see(ActButton, "again_signboard")
    hands.key(Key.Key_Tab)
    assert hands.focus() is again
    hands.key(Key.Key_Return)
    assert "signboard" in items(hands)
    assert dict(visits.visit.brought) == before  # type: ignore[union-attr]


def test_that_what_can_only_follow_is_named_too(hands: Hands) -> None:
    at_the_verdicts(hands)
    hands.key(Key.Key_Home)
    assert items(hands)[0] == "mkt_individual"
    hands.key(Key.Key_Delete)
    said = hands.see(QLabel, "movedNote").text()
    assert "个体工商户设立登记" in said
    assert "小餐饮" in said


def test_that_the_draft_keeps_what_was_left_out(hands: Hands) -> None:
    at_the_verdicts(hands)
    for _ in range(items(hands).index("signboard")):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Delete)
    assert hands.window.intake is not None
    hands.window.intake.save_work()
    hands.settle()
    (row,) = hands.facade.saved.values()
    assert visit_of(row).dropped == ("signboard",)


def test_that_without_a_list_no_key_goes_to_the_verdicts(hands: Hands) -> None:
    assert hands.see(QWidget, "verdictCard").focusPolicy() is Qt.FocusPolicy.NoFocus
