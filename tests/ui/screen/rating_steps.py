"""The steps of a rating, as an applicant takes them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from counter.domain.ratings.rating import Grade, Mode
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.rating.rating_flow import RatingStep
from counter.ui.screen.rating.rating_view import RatingView
from tests.ui.screen.touching import invitation, reasons


def ask(qtbot: QtBot, screen: ApplicantScreen, seconds: float = 179) -> RatingView:
    """Show a rating that is open so long."""
    screen.show_rating(invitation(seconds), reasons())
    view = screen.view("rating")
    assert isinstance(view, RatingView)
    qtbot.waitUntil(view.isVisible)
    qtbot.waitExposed(screen)
    return view


def past_reasons(view: RatingView) -> None:
    """Press 下一步 until the reasons are over."""
    while view.flow.step is RatingStep.REASONS:
        view.reasons.go_on.click()


def to_confirm(view: RatingView, grade: Grade = Grade.SATISFIED, mode: Mode = Mode.ANONYMOUS) -> None:
    """Choose everything but the last press."""
    view.grade.grades[grade].click()
    past_reasons(view)
    (view.mode.named if mode is Mode.NAMED else view.mode.unnamed).click()
