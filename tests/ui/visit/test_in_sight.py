"""What has the focus is in sight, however it came there: a field that is typed into unseen is typed wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.question_box import NumberField, QuestionBox
from counter.ui.visit.panels.verdict_card import VerdictCard, VerdictRow
from tests.ui.hands import ANSWERS, Hands, Key

CARD = "999999199001011238"


def whole(widget: QWidget) -> bool:
    """Nothing of it is scrolled away: columns scroll up and down."""
    return widget.visibleRegion().boundingRect().height() == widget.height()


def small_window(hands: Hands) -> None:
    """The smallest screen of the halls."""
    hands.window.resize(1024, 700)
    hands.window.setUpdatesEnabled(True)
    hands.settle()
    hands.begin()


def test_that_each_question_that_gets_the_focus_is_whole_in_sight(hands: Hands) -> None:
    small_window(hands)
    asked: list[str] = []
    while (stop := hands.focus()).objectName() != "toMaterials":
        box = stop.parentWidget()
        assert isinstance(box, QuestionBox)
        hands.qtbot.waitUntil(lambda shown=box: whole(shown))
        assert box.objectName() not in asked
        asked.append(box.objectName())
        options = [] if isinstance(stop, NumberField) else [chip.option for chip in box.chips]
        answer = ANSWERS[asked[-1]]
        hands.keys(str(options.index(answer) + 1) if options else answer)
        if not options:
            assert whole(stop)
            hands.key(Key.Key_Return)
    assert "q_n_health" in asked


def test_that_the_arrows_of_a_number_lead_to_the_question_before_and_after(hands: Hands) -> None:
    hands.begin()
    assert hands.window.intake is not None
    situation = hands.window.intake.left.situation
    boxes = [box for box in situation.findChildren(QuestionBox) if box.isVisible()]
    boxes.sort(key=lambda box: box.mapTo(situation, box.pos()).y())
    asked = [box.objectName() for box in boxes]
    at = asked.index("q_n_health")
    for key, step in ((Key.Key_Up, -1), (Key.Key_Down, 1)):
        situation.focus_question("q_n_health")
        field = hands.focus()
        hands.keys("2")
        hands.key(key)
        assert hands.focus().parentWidget().objectName() == asked[at + step]
        assert isinstance(field, NumberField)
        assert field.text() == "2"


@pytest.mark.parametrize("how", ["key", "mistake"])
def test_that_the_applicants_field_to_be_written_is_in_sight(hands: Hands, how: str) -> None:
    small_window(hands)
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.write("123")
    hands.key(Key.Key_Return)
    hands.write("10000005678")
    for _ in range(4):
        hands.key(Key.Key_Tab)  # down to the question about reminders
    if how == "key":
        hands.key(Key.Key_F7)
    else:
        hands.see(Field, "person_phone").setFocus()
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Return)  # past the question about reminders; a wrong number: back to it
    assert isinstance(hands.focus(), Field)
    hands.qtbot.waitUntil(lambda: whole(hands.focus()))


def test_that_the_name_just_registered_is_in_sight(hands: Hands) -> None:
    small_window(hands)
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    hands.write(CARD)
    hands.key(Key.Key_Return)
    hands.write("10000005678")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)  # past the question about reminders
    shown = next(
        label
        for label in hands.window.findChildren(QLabel)
        if label.text() == "巴图吉雅" and label.isVisible()
    )
    hands.qtbot.waitUntil(lambda: whole(shown))


def test_that_an_identity_number_typed_where_bundles_are_found_is_told_where_it_belongs(hands: Hands) -> None:
    hands.write(CARD)
    said = hands.see(QLabel, "nothingFound").text()
    assert "F7" in said
    assert "F3" in said
    assert CARD not in said


def test_that_a_whole_verdict_is_in_sight_over_the_button_in_the_largest_letters(hands: Hands) -> None:
    small_window(hands)
    hands.window.shell.prefer(replace(hands.window.look.preferences, letters=150))
    hands.answer()
    hands.ready_to_decide()
    hands.settle()
    card = hands.see(VerdictCard, "verdictCard")
    first = next(row for row in card.findChildren(VerdictRow) if row.isVisible())
    hands.qtbot.waitUntil(lambda: whole(first))
    due = hands.see(QLabel, "visitDue")
    assert card.window().isAncestorOf(due), "it scrolls with the verdicts"
    hands.window.shell.prefer(replace(hands.window.look.preferences, letters=100))
    hands.settle()
    assert whole(due)
