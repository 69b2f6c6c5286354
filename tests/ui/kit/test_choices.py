"""A row of answers says what it was told last."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES


def words_on(choices: Choices) -> list[tuple[str, str]]:
    return [(chip.text().replace("\n", ""), chip.accessibleName()) for chip in choices.findChildren(Chip)]


def test_that_the_same_answers_with_other_words_show_the_other_words(qtbot: QtBot) -> None:
    choices = Choices(Look(RESOURCES, Preferences()), "importWhich", "怎么放")
    qtbot.addWidget(choices)
    choices.show_options([("join", "并入（变化 0 处）"), ("replace", "替换（变化 0 处）")], ("join",))
    narrow = choices.findChildren(Chip)[1].sizeHint().width()
    choices.show_options([("join", "并入（变化 12 处）"), ("replace", "替换（变化 1,305 处）")], ("replace",))
    assert words_on(choices) == [
        ("并入（变化 12 处）", "并入（变化 12 处）"),
        ("替换（变化 1,305 处）", "替换（变化 1,305 处）"),
    ]
    assert choices.chosen == ("replace",)
    assert choices.findChildren(Chip)[1].sizeHint().width() > narrow
