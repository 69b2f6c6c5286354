"""A number of people on the applicant's screen: ten digits for a finger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from counter.domain.screen.mirror import MirrorQuestion
from counter.ui.screen.applicant_screen import ApplicantScreen
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.test_mirror import LEFT, MIRROR, mirror_on, press_option

PEOPLE = MirrorQuestion("people", "从业人员有几位？", (), several=False, least=1, most=30)


def test_that_a_number_of_people_is_pressed_digit_by_digit(screen: ApplicantScreen) -> None:
    """What is too large is not taken, and 好了 is there only for a number that may be answered."""
    view = mirror_on(screen, replace(MIRROR, questions=(PEOPLE,)))
    said: list[tuple[str, tuple[str, ...]]] = []
    view.answered.connect(lambda q, o: said.append((q, o)))
    QTest.mouseClick(view.answer_button, LEFT)
    assert view.questions.done_button.isHidden()
    for digit in "125":
        press_option(view, digit)
    assert "12 人" in view.questions.words.text()
    for _ in range(2):
        press_option(view, "删除")
    assert view.questions.done_button.isHidden()
    press_option(view, "8")
    QTest.mouseClick(view.questions.done_button, LEFT)
    assert said == [("people", ("8",))]


@pytest.mark.parametrize(
    ("width", "height", "mm"), [(1280, 800, 217.0), (1080, 1920, 268.0), (800, 1280, 135.0)]
)
def test_that_digits_stand_three_by_three_as_on_a_telephone(
    open_screen: OpenScreen, width: int, height: int, mm: float
) -> None:
    view = mirror_on(open_screen(width, height, mm), replace(MIRROR, questions=(PEOPLE,)))
    QTest.mouseClick(view.answer_button, LEFT)
    places = {button.text(): (button.y(), button.x()) for button in view.questions.options.buttons}
    assert sorted(places, key=places.__getitem__)[:9] == list("123456789")
    assert len({x for _, x in places.values()}) == 3
