"""The height a button of the applicant's screen asks for: measured once, and anew when anything of it changes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from counter.ui.screen.rating.mode_page import ExplainedButton
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton
from tests.settings import RESOURCES

USUAL, LARGE = ScreenScale(6.3, height=800), ScreenScale(6.3, large=True, height=800)
WORDS = "请把身份证放在读卡器上，等到灯变绿再拿走"


def test_that_a_button_is_measured_anew_for_another_mode_and_other_words(qtbot: QtBot) -> None:
    button = BigButton(WORDS, ScreenLook(RESOURCES), USUAL)
    qtbot.addWidget(button)
    width = 20 * USUAL.text
    usual = button.heightForWidth(width)
    assert button.heightForWidth(width // 2) > usual
    button.fit(LARGE)
    assert button.heightForWidth(width) > usual
    button.fit(USUAL)
    button.say(WORDS * 4)
    assert button.heightForWidth(width) > usual


def test_that_a_choice_is_measured_anew_for_another_explanation(qtbot: QtBot) -> None:
    choice = ExplainedButton("不留姓名", "不记您是谁", ScreenLook(RESOURCES), USUAL)
    qtbot.addWidget(choice)
    width = 12 * USUAL.text
    short = choice.heightForWidth(width)
    choice.explain("不记您是谁。用评价条的人少，仍可能推算出您" * 3)
    assert choice.heightForWidth(width) > short
