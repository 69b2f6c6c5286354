"""The pages of a rating fill the screen they are on, large, small or upright."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.ratings.rating import Grade
from counter.ui.screen.applicant_screen import ApplicantScreen
from tests.ui.screen.rating_steps import ask, to_confirm

OpenScreen = Callable[..., ApplicantScreen]


@pytest.mark.parametrize("large", [False, True])
def test_that_on_an_upright_screen_grades_stand_one_below_the_other_with_their_words_whole(
    qtbot: QtBot, open_screen: OpenScreen, large: bool
) -> None:
    screen = open_screen(800, 1280, 135.0)
    screen.set_large(large)
    view = ask(qtbot, screen)
    buttons = list(view.grade.grades.values())
    qtbot.waitUntil(lambda: buttons[0].width() > 2 * buttons[0].height())
    assert [button.text() for button in sorted(buttons, key=QWidget.y)] == [grade.value for grade in Grade]
    assert len({(button.x(), button.width()) for button in buttons}) == 1
    assert len({button.height() for button in buttons}) <= 2, "a column's last pixel falls to somebody"


def test_that_a_page_before_22_inches_is_the_tablets_page_made_larger(
    qtbot: QtBot, open_screen: OpenScreen
) -> None:
    parts = []
    for width, height, mm in ((1280, 800, 217.0), (1920, 1080, 476.0)):
        view = ask(qtbot, open_screen(width, height, mm))
        card = view.grade.grades[Grade.SATISFIED]
        qtbot.waitUntil(lambda card=card: card.height() > card.reach.mm(30))  # type: ignore[misc]
        parts.append((card.height() / height, card.reach.text / height))
    (card, letters), (card_large, letters_large) = parts
    assert card_large == pytest.approx(card, rel=0.15)
    assert letters_large == pytest.approx(letters, rel=0.15)


def test_that_the_choice_is_read_back_in_a_field_whatever_it_is(
    qtbot: QtBot, open_screen: OpenScreen
) -> None:
    view = ask(qtbot, open_screen())
    to_confirm(view)
    field = view.confirm.words.parentWidget()
    assert isinstance(field, QFrame)
    assert field.property("role") == "field"
    assert field.rect().contains(view.confirm.words.geometry())


def test_that_an_upright_screen_has_a_larger_card_alike_for_every_choice(
    qtbot: QtBot, open_screen: OpenScreen
) -> None:
    placed = set()
    for grade in (Grade.VERY_SATISFIED, Grade.DISSATISFIED):
        screen = open_screen(800, 1280, 136.0)
        view = ask(qtbot, screen)
        to_confirm(view, grade)
        words, field = view.confirm.words, view.confirm.words.parentWidget()
        assert field is not None
        qtbot.waitUntil(lambda field=field: field.height() > 1280 * 2 // 5)  # type: ignore[misc]
        letters = words.fontMetrics().height()
        assert view.confirm.quiet.fontMetrics().height() < letters < view.confirm.title.fontMetrics().height()
        placed.add((field.geometry().getRect(), letters))
    assert len(placed) == 1
