"""Untouched is not missing, at the window: the first press names what nobody looked at, and files nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from counter.domain.visit.looked_at import unseen_lines
from counter.domain.visit.material import Brought, MaterialState
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.visit.panels.decide_panel import ObstacleList
from counter.ui.visit.panels.verdict_card import VerdictRow
from tests.ui.hands import Hands, Key
from tests.ui.visit.test_intake import visit_of

MISSING = Brought(MaterialState.MISSING)


def untouched(hands: Hands) -> list[str]:
    intake = hands.window.intake
    assert intake is not None
    found = intake.visits.assessment
    assert found is not None
    return [line.id for line in unseen_lines(found.checklist.lines, found.visit.brought)]


def one_missing_two_received(hands: Hands) -> None:
    """The visit of the trial: 缺 on one line, 已收 on two, and nobody has touched any other."""
    hands.begin()
    hands.answer()
    hands.keys("211")
    hands.name_somebody()


def rest(hands: Hands) -> None:
    """The deliberate key, in the list."""
    hands.see(ChecklistView, "checklist").setFocus()
    hands.key(Key.Key_0, hands.CONTROL)


def test_that_two_presses_with_papers_nobody_looked_at_file_nothing(hands: Hands) -> None:
    one_missing_two_received(hands)
    for _ in range(2):
        hands.key(Key.Key_F9)
        assert hands.button("decideButton").property("armed") is not True
    assert hands.facade.filed == []


def test_that_the_first_press_names_them_and_leads_to_the_first(hands: Hands) -> None:
    one_missing_two_received(hands)
    first, many = untouched(hands)[0], len(untouched(hands))
    hands.key(Key.Key_F9)
    checklist = hands.see(ChecklistView, "checklist")
    assert hands.focus() is checklist
    assert checklist.current_line() == first
    said = " ".join(
        w.accessibleName() or getattr(w, "text", str)() for w in hands.window.findChildren(QWidget)
    )
    assert "份材料没有看" in said
    assert f"其余都没带（{many}份）" in said
    assert hands.window.findChildren(ObstacleList)


def test_that_the_deliberate_key_says_how_many_and_marks_just_those(hands: Hands) -> None:
    one_missing_two_received(hands)
    before, open_ones = dict(visit_of(hands).brought), untouched(hands)
    assert hands.button("actRest").words == f"其余都没带（{len(open_ones)}份）"
    rest(hands)
    assert visit_of(hands).brought == {**before, **dict.fromkeys(open_ones, MISSING)}
    hands.press_twice()
    assert len(hands.facade.filed) == 1


def test_that_the_deliberate_key_takes_itself_back(hands: Hands) -> None:
    one_missing_two_received(hands)
    before = dict(visit_of(hands).brought)
    rest(hands)
    assert hands.button("actRest").words.startswith("收回")
    rest(hands)
    assert visit_of(hands).brought == before


@pytest.mark.parametrize(("key", "state"), [("1", MaterialState.RECEIVED), ("2", MaterialState.MISSING)])
def test_that_what_was_said_of_a_line_since_is_not_taken_back(
    hands: Hands, key: str, state: MaterialState
) -> None:
    one_missing_two_received(hands)
    line = untouched(hands)[0]
    rest(hands)
    hands.see(ChecklistView, "checklist").go_to(line)
    hands.keys(key)
    rest(hands)
    assert visit_of(hands).brought[line].state is state
    assert line not in untouched(hands)
    assert untouched(hands)


def test_that_the_bulk_key_leaves_what_was_found_missing(hands: Hands) -> None:
    one_missing_two_received(hands)
    missing = next(i for i, b in visit_of(hands).brought.items() if b == MISSING)
    hands.see(ChecklistView, "checklist").setFocus()
    hands.keys("A")
    assert visit_of(hands).brought[missing] == MISSING
    assert untouched(hands) == []
    assert not hands.shows("actRest")


def test_that_taking_in_only_needs_no_word_for_the_rest(hands: Hands) -> None:
    one_missing_two_received(hands)
    hands.key(Key.Key_F9, hands.SHIFT)
    hands.armed("keepButton")
    hands.key(Key.Key_F9, hands.SHIFT)
    assert len(hands.facade.filed) == 1


def test_that_an_enter_on_the_button_says_nothing_of_the_rest(hands: Hands) -> None:
    one_missing_two_received(hands)
    hands.button("actRest").setFocus()
    hands.key(Key.Key_Return)
    assert untouched(hands)


def test_that_the_verdict_of_an_item_not_looked_at_wholly_is_neutral(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    rows = [row for row in hands.window.findChildren(VerdictRow) if row.isVisible()]
    assert rows
    spoken = " ".join(row.accessibleName() for row in rows)
    assert "看完再定" in spoken
    assert "补正" not in spoken


def test_that_an_answer_changed_to_and_fro_leaves_untouched_what_nobody_looked_at(hands: Hands) -> None:
    one_missing_two_received(hands)
    before, brought = untouched(hands), dict(visit_of(hands).brought)
    intake = hands.window.intake
    assert intake is not None
    for option in ("own", "rent"):
        intake.visits.answer("q_premises", (option,))
    assert untouched(hands) == before
    assert dict(visit_of(hands).brought) == brought


@pytest.mark.parametrize("key", ["0", ")"])
def test_that_no_plain_key_speaks_for_the_rest(hands: Hands, key: str) -> None:
    one_missing_two_received(hands)
    hands.see(ChecklistView, "checklist").setFocus()
    hands.qtbot.keyClicks(hands.focus(), key)
    hands.settle()
    assert untouched(hands)
