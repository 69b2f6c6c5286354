"""Originals at the window: one deliberate key that names them, and a first press that says how many nobody saw."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Assessment, Visit
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.checklist.originals_panel import OriginalsPanel
from counter.ui.kit.controls.link_line import LinkLine
from tests.settings import published, setting
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key

CARD, OTHER_CARD = "999999199001011238", "999999198505052127"


class BureauFacade(FakeFacade):
    """The guide in force was published by a bureau: what it wants seen is a condition."""

    def assess(self, visit: Visit) -> Assessment:
        return assess(published(setting()), visit)


@pytest.fixture
def facade(request: pytest.FixtureRequest) -> FakeFacade:
    """By what ships with the program, unless a test asks for a published guide."""
    made: FakeFacade = getattr(request, "param", FakeFacade)()
    return made


of_a_bureau = pytest.mark.parametrize("facade", [BureauFacade], indirect=True)


def found(hands: Hands) -> Assessment:
    assert hands.window.intake is not None
    assessment = hands.window.intake.visits.assessment
    assert assessment is not None
    return assessment


def seen(hands: Hands) -> set[str]:
    return {i for i, b in found(hands).visit.brought.items() if b.original_seen}


def unseen(hands: Hands) -> tuple[str, ...]:
    return tuple(line.id for line in found(hands).unseen_originals)


def taken_in(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("A")


def open_panel(hands: Hands) -> OriginalsPanel:
    hands.keys("y")
    panel = hands.see(OriginalsPanel, "originalsPanel")
    hands.qtbot.waitUntil(lambda: panel.is_ready)
    return panel


def test_that_the_first_press_names_every_original_and_records_nothing(hands: Hands) -> None:
    taken_in(hands)
    many = found(hands).unseen_originals
    assert hands.button("actSeenAll").words == f"原件都已看过（{len(many)}份）"
    open_panel(hands)
    words = hands.see(QLabel, "originalsNamed").text()
    assert all(line.name in words for line in many)
    assert not seen(hands)


def test_that_the_second_press_records_exactly_what_was_named(hands: Hands) -> None:
    taken_in(hands)
    named = unseen(hands)
    open_panel(hands)
    hands.keys("y")
    assert seen(hands) == set(named) != set()
    assert found(hands).visit.seen_together == named
    assert not unseen(hands)
    assert hands.focus().objectName() == "checklist"
    assert not hands.button("actSeenAll").isEnabled()


def test_that_a_double_stroke_is_one_press(hands: Hands) -> None:
    taken_in(hands)
    hands.keys("yy")
    assert hands.shows("originalsPanel")
    assert not seen(hands)


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_1, Key.Key_2, Key.Key_A]
)
def test_that_no_other_key_confirms_or_means_anything_else_meanwhile(hands: Hands, key: Key) -> None:
    taken_in(hands)
    before = found(hands).visit
    open_panel(hands)
    hands.key(key)
    assert found(hands).visit == before


@pytest.mark.parametrize("name", ["originalsSeen", "originalsNotSeen"])
def test_that_enter_on_a_button_of_it_records_nothing(hands: Hands, name: str) -> None:
    taken_in(hands)
    open_panel(hands)
    hands.button(name).setFocus()
    hands.key(Key.Key_Return)
    assert not seen(hands)


def test_that_escape_leaves_it_and_nothing_else(hands: Hands) -> None:
    taken_in(hands)
    open_panel(hands)
    hands.key(Key.Key_Escape)
    assert not hands.shows("originalsPanel")
    assert not seen(hands)
    assert hands.focus().objectName() == "checklist"


def test_that_it_never_counts_what_was_not_received(hands: Hands) -> None:
    taken_in(hands)
    (first,) = unseen(hands)
    hands.see(ChecklistView, "checklist").go_to(first)
    hands.keys("2")
    assert not hands.button("actSeenAll").isEnabled()
    hands.keys("y")
    assert not hands.shows("originalsPanel")
    assert not found(hands).visit.brought[first].original_seen
    assert found(hands).visit.brought[first].state is MaterialState.MISSING


def test_that_with_nothing_to_look_at_it_says_so(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("y")
    assert not hands.shows("originalsPanel")
    assert "没有收下了还没核对的原件" in hands.message()


def test_that_what_it_named_and_what_changed_since_are_never_mixed(hands: Hands) -> None:
    taken_in(hands)
    panel = open_panel(hands)
    visits = hands.window.intake.visits if hands.window.intake else None
    assert visits is not None
    line = found(hands).checklist.line(unseen(hands)[0])
    assert line is not None
    visits.record(line.id, Brought(MaterialState.MISSING))
    assert panel.isHidden()
    assert not seen(hands)


def test_that_the_card_of_another_person_is_not_counted(hands: Hands) -> None:
    taken_in(hands)
    hands.scan(f"巴图吉雅,{CARD}")
    cards = {line.id for line in found(hands).unseen_originals if line.never_kept}
    assert cards
    hands.scan(f"其木格,{OTHER_CARD}")
    hands.keys("T")
    assert not hands.button("actSeenAll").isEnabled()
    hands.see(ChecklistView, "checklist").setFocus()
    hands.keys("y")
    assert not hands.shows("originalsPanel")
    assert not seen(hands) & cards
    hands.see(ChecklistView, "checklist").go_to(min(cards))
    hands.key(Key.Key_Space)
    assert min(cards) in seen(hands)


def test_that_the_first_press_of_the_decision_says_how_many_nobody_saw(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.key(Key.Key_F9)
    hands.armed("decideButton")
    assert f"{len(unseen(hands))}份原件未核" in hands.button("decideButton").below


def test_that_it_says_nothing_of_the_sort_once_all_were_seen(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.keys("A")
    open_panel(hands)
    hands.keys("y")
    hands.name_somebody()
    hands.key(Key.Key_F9)
    hands.armed("decideButton")
    assert "未核" not in hands.button("decideButton").below


@of_a_bureau
def test_that_a_published_guide_is_not_decided_on_before_its_originals_were_seen(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.key(Key.Key_F9)
    assert not hands.facade.filed
    assert "原件还没核对" in hands.see(LinkLine, "obstacle0").accessibleName()
    assert hands.focus().objectName() == "checklist"
    assert hands.see(ChecklistView, "checklist").current_line() == unseen(hands)[0]
    open_panel(hands)
    hands.keys("y")
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: len(hands.facade.filed) == 1)


@of_a_bureau
def test_that_taking_in_only_is_never_held_up_by_an_original(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.key(Key.Key_F9, hands.SHIFT)
    hands.armed("keepButton")
    hands.key(Key.Key_F9, hands.SHIFT)
    hands.qtbot.waitUntil(lambda: len(hands.facade.filed) == 1)
    assert hands.facade.filed[0][1] is FilingMode.KEEP


@of_a_bureau
def test_that_a_visit_with_every_original_seen_takes_ten_acts_beside_its_questions(hands: Hands) -> None:
    acts: list[str] = []

    def act(name: str, *press: object) -> None:
        acts.append(name)
        do, *what = press
        assert callable(do)
        do(*what)

    act("scan", hands.scan, f"巴图吉雅,{CARD}")
    act("find", hands.key, Key.Key_F1)
    act("bundle", hands.keys, "xcg")
    act("choose", hands.key, Key.Key_Return)
    hands.answer()
    act("all received", hands.keys, "A")
    act("originals named", open_panel, hands)
    act("originals seen", hands.keys, "y")
    act("decide", hands.key, Key.Key_F9)
    hands.armed("decideButton")
    act("issue", hands.key, Key.Key_F9)
    hands.qtbot.waitUntil(lambda: len(hands.facade.filed) == 1)
    visit = hands.facade.filed[0][0]
    assert not found_unseen(visit)
    assert len(acts) <= 10


def found_unseen(visit: Visit) -> tuple[str, ...]:
    return tuple(line.id for line in assess(setting(), visit).unseen_originals)
