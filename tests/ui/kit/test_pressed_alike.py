"""A screen reader's own press answers as the key does: it toggles a checkable button without a click (Qt 6.11)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counter.domain.guide.model import Option
from counter.domain.people.applicant import ApplicantKind
from counter.domain.visit.situation import Asked
from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look
from counter.ui.visit.applicant.kind_chips import KindChips
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key

OPTIONS = ("cook", "sell", "none")


def press_by_ear(button: QPushButton) -> None:
    """What the bus asks of a button that offers its action."""
    actions = QAccessible.queryAccessibleInterface(button).actionInterface()
    toggle = QAccessibleActionInterface.toggleAction()
    assert toggle in actions.actionNames()
    actions.doAction(toggle)


def look() -> Look:
    return Look(RESOURCES, Preferences())


@pytest.mark.parametrize("many", [False, True])
def test_that_an_answer_pressed_by_ear_is_the_answer_of_its_digit(qtbot: QtBot, many: bool) -> None:
    options = tuple(Option(id=name, label=name, exclusive=name == "none") for name in OPTIONS)
    told: list[list[object]] = []
    for by_ear in (True, False):
        asked = Asked("q", "做什么？", None, options, (), many, folded=False, answered=False)
        box = QuestionBox(look(), asked, StrokeFilter())
        qtbot.addWidget(box)
        box.show_asked(1, asked)
        box.show()
        said: list[object] = []
        box.answered.connect(lambda question, chosen, said=said: said.append((question, chosen)))
        box.left.connect(said.append)
        if by_ear:
            press_by_ear(box.chips[1])
        else:
            box.chips[1].setFocus()
            qtbot.keyClick(box.chips[1], Key.Key_2)
        told.append(said)
    assert told[0] == told[1]
    assert told[0][0] == ("q", ("sell",))


@pytest.mark.parametrize("many", [False, True])
def test_that_a_choice_pressed_by_ear_is_chosen_once(qtbot: QtBot, many: bool) -> None:
    choices = Choices(look(), "trial", "怎样告诉", many=many)
    qtbot.addWidget(choices)
    choices.show_options([("call", "电话"), ("text", "短信")], ("call",))
    changes: list[tuple[str, ...]] = []
    choices.changed.connect(lambda: changes.append(choices.chosen))
    press_by_ear(choices.findChildren(QPushButton)[1])
    assert changes == [("call", "text") if many else ("text",)]
    press_by_ear(choices.findChildren(QPushButton)[1])
    assert changes[1:] == [("call",) if many else ("text",)]  # one of several goes, the only one stays


def test_that_the_kind_of_applicant_is_chosen_by_ear(qtbot: QtBot) -> None:
    kinds = KindChips(look())
    qtbot.addWidget(kinds)
    chosen: list[ApplicantKind] = []
    kinds.chosen.connect(chosen.append)
    press_by_ear(kinds.findChildren(QPushButton)[1])
    assert chosen == [ApplicantKind.ORGANISATION]
    kinds.show_kind(ApplicantKind.PERSON)  # the program's own marks are nobody's press
    assert chosen == [ApplicantKind.ORGANISATION]


def test_that_a_visit_is_answered_by_ear(hands: Hands) -> None:
    hands.begin()
    box = hands.focus().parentWidget()
    assert isinstance(box, QuestionBox)
    question = box.asked.id
    press_by_ear(box.chips[0])
    hands.settle()
    assert box.asked.id == question
    assert box.asked.answered
    assert box.asked.chosen == (box.chips[0].option,)
    assert hands.focus().parentWidget() is not box  # and the next question has the focus, as after the digit
