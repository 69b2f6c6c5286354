"""One person's visit never becomes another's by itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from counter.domain.visit.visit import Visit
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field
from tests.ui.hands import Hands, Key

CARD = "999999199001011238"
OTHER_CARD = "999999198505052127"


def in_hand(hands: Hands) -> Visit | None:
    assert hands.window.intake is not None
    return hands.window.intake.visits.visit


def number_of(hands: Hands) -> str:
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    return applicant.person.id_number if applicant and applicant.person else ""


def own_paper(hands: Hands) -> str:
    """Make the identity paper current, which is looked at and given back; its line."""
    assert hands.window.intake is not None
    found = hands.window.intake.visits.assessment
    assert found is not None
    line = next(line.id for line in found.checklist.lines if line.never_kept)
    hands.see(ChecklistView, "checklist").go_to(line)
    return line


@pytest.fixture
def with_ticks(hands: Hands) -> Hands:
    """Somebody is registered and brought papers; the original of the identity card was seen."""
    hands.begin()
    hands.answer()
    hands.scan(f"巴图吉雅,{CARD}")
    hands.keys("A")
    own_paper(hands)
    hands.key(Key.Key_Space)
    return hands


def test_that_the_next_person_starts_afresh_with_one_key_and_the_visit_is_kept(with_ticks: Hands) -> None:
    with_ticks.key(Key.Key_N, with_ticks.CONTROL)
    assert in_hand(with_ticks) is None
    assert number_of(with_ticks) == ""
    assert with_ticks.focus().objectName() == "findBox"
    assert len(with_ticks.facade.saved) == 1
    with_ticks.qtbot.waitUntil(lambda: with_ticks.shows("draftStrip"))


def test_that_the_key_for_the_next_person_stands_near_the_bundle(with_ticks: Hands) -> None:
    with_ticks.button("putDown").setFocus()
    with_ticks.key(Key.Key_Space)
    assert in_hand(with_ticks) is None


def test_that_the_same_bundle_again_asks_whose_visit_it_is(with_ticks: Hands) -> None:
    before = in_hand(with_ticks)
    with_ticks.begin()
    assert with_ticks.focus().objectName() == "whoseVisit"
    with_ticks.key(Key.Key_Return)
    assert in_hand(with_ticks) == before
    with_ticks.keys("H")
    assert in_hand(with_ticks) is None
    assert len(with_ticks.facade.saved) == 1


def test_that_the_same_bundle_again_may_go_on(with_ticks: Hands) -> None:
    before = in_hand(with_ticks)
    with_ticks.begin()
    with_ticks.keys("T")
    assert in_hand(with_ticks) == before
    assert not with_ticks.shows("whoseVisit")


def test_that_another_card_on_a_visit_with_ticks_asks_and_changes_nothing(with_ticks: Hands) -> None:
    with_ticks.scan(f"其木格,{OTHER_CARD}")
    assert with_ticks.shows("whoseVisit")
    assert number_of(with_ticks) == CARD
    with_ticks.key(Key.Key_F9)
    assert with_ticks.focus().objectName() == "whoseVisit"
    with_ticks.key(Key.Key_Escape)
    assert not with_ticks.shows("whoseVisit")
    assert with_ticks.focus().objectName() == "checklist"
    assert number_of(with_ticks) == CARD


@pytest.mark.parametrize("large", [False, True])
def test_that_both_choices_are_in_sight_and_of_equal_size(with_ticks: Hands, large: bool) -> None:
    if large:
        with_ticks.key(Key.Key_F12)
    with_ticks.scan(f"其木格,{OTHER_CARD}")
    another, same = with_ticks.button("anotherVisit"), with_ticks.button("sameVisit")
    assert another.size() == same.size()
    scroll = with_ticks.see(QScrollArea, "rightScroll")
    assert scroll.widget().width() <= scroll.viewport().width()


def test_that_another_person_gets_a_visit_of_their_own(with_ticks: Hands) -> None:
    with_ticks.scan(f"其木格,{OTHER_CARD}")
    with_ticks.keys("H")
    assert in_hand(with_ticks) is None
    assert number_of(with_ticks) == OTHER_CARD
    assert len(with_ticks.facade.saved) == 1
    with_ticks.begin()
    visit = in_hand(with_ticks)
    assert visit is not None
    assert visit.brought == {}
    assert visit.applicant is not None
    assert visit.applicant.name == "其木格"


def test_that_a_changed_applicant_has_not_shown_the_identity_paper_yet(with_ticks: Hands) -> None:
    line = own_paper(with_ticks)
    before = in_hand(with_ticks)
    assert before is not None
    assert before.brought[line].original_seen
    with_ticks.scan(f"其木格,{OTHER_CARD}")
    with_ticks.keys("T")
    visit = in_hand(with_ticks)
    assert visit is not None
    assert number_of(with_ticks) == OTHER_CARD
    assert set(visit.brought) == set(before.brought)
    assert not visit.brought[line].original_seen
    assert "请重新核对" in with_ticks.see(QLabel, "movedNote").text()
    assert with_ticks.focus().objectName() == "checklist"


def test_that_typing_another_number_takes_the_seen_original_back_too(with_ticks: Hands) -> None:
    line = own_paper(with_ticks)
    with_ticks.key(Key.Key_F7)
    with_ticks.see(Field, "person_id_number").setFocus()
    with_ticks.key(Key.Key_A, with_ticks.CONTROL)
    with_ticks.write(OTHER_CARD)
    with_ticks.key(Key.Key_F9)
    visit = in_hand(with_ticks)
    assert visit is not None
    assert not visit.brought[line].original_seen


def test_that_registering_after_the_original_was_seen_keeps_it_seen(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    line = own_paper(hands)
    hands.key(Key.Key_Space)
    hands.name_somebody()
    visit = in_hand(hands)
    assert visit is not None
    assert visit.brought[line].original_seen


def test_that_the_same_card_again_asks_nothing(with_ticks: Hands) -> None:
    before = in_hand(with_ticks)
    with_ticks.scan(CARD)
    assert not with_ticks.shows("whoseVisit")
    assert in_hand(with_ticks) == before


def test_that_another_card_leaves_nothing_of_the_person_before(hands: Hands) -> None:
    hands.begin()
    hands.name_somebody()
    hands.scan(OTHER_CARD)
    assert hands.window.intake is not None
    applicant = hands.window.intake.right.applicant.applicant
    assert applicant is not None
    assert applicant.person is not None
    assert (applicant.name, applicant.person.id_number, applicant.person.phone) == ("", OTHER_CARD, "")


def test_that_a_number_scanned_beside_a_written_name_keeps_the_name(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.scan(CARD)
    assert hands.see(Field, "person_name").text() == "巴图吉雅"
    assert number_of(hands) == CARD
