"""A rating says whose visit it is about: the next applicant may be sitting before the screen already (L9)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.text.unbroken import in_one_line
from counter.ui.screen.rating.rating_view import RatingView
from tests.ui.screen.test_rating_view import WAYS, OpenScreen
from tests.ui.screen.touching import SCREENS, invitation, reasons


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("width", "height", "mm"), SCREENS)
def test_that_every_page_says_whose_visit_is_rated_until_it_is_over(
    qtbot: QtBot, open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    screen.show_rating(replace(invitation(), number="15220103A26112000072"), reasons())
    view = screen.view("rating")
    assert isinstance(view, RatingView)
    qtbot.waitUntil(view.isVisible)
    whose, named = "尾号 0007 2 的办件", "评价的是尾号 0007 2 的办件"
    assert any(whose in words for words in view.spoken())
    for go in (lambda _: None, *WAYS):
        go(view)
        told = screen.head.who
        assert whose in told.text(), view.flow.step
        assert told.isVisible(), view.flow.step
        assert told.height() >= told.heightForWidth(told.width()), view.flow.step
        assert in_one_line(named) in QLabel.text(told), "a word is torn at the end of a line"
        assert told.fontMetrics().horizontalAdvance(named) <= told.width(), view.flow.step
    screen.show_thanks()
    assert whose not in screen.head.who.text(), "nothing of the last one stands there for the next"
