"""A number of people on the applicant's screen: ten digits for a finger."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest

from counter.domain.screen.mirror import MirrorQuestion
from counter.ui.screen.applicant_screen import ApplicantScreen
from tests.ui.screen.test_mirror import LEFT, MIRROR, mirror_on, press_option


def test_that_a_number_of_people_is_pressed_digit_by_digit(screen: ApplicantScreen) -> None:
    """What is too large is not taken, and 好了 is there only for a number that may be answered."""
    people = MirrorQuestion("people", "从业人员有几位？", (), several=False, least=1, most=30)
    view = mirror_on(screen, replace(MIRROR, questions=(people,)))
    said: list[tuple[str, tuple[str, ...]]] = []
    view.answered.connect(lambda q, o: said.append((q, o)))
    QTest.mouseClick(view.answer_button, LEFT)
    assert view.questions.done_button.isHidden()
    for digit in "125":
        press_option(view, digit)
    assert "12 人" in view.questions.words.text()
    for _ in range(2):
        press_option(view, "删去")
    assert view.questions.done_button.isHidden()
    press_option(view, "8")
    QTest.mouseClick(view.questions.done_button, LEFT)
    assert said == [("people", ("8",))]
