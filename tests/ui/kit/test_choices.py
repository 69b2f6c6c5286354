"""A row of answers says what it was told last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget
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


def test_that_a_chip_whose_words_fit_in_one_line_is_measured_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(RESOURCES, Preferences())
    chip = Chip(look, "join", "并入（变化 12 处）", 1)
    qtbot.addWidget(chip)
    whole = chip.sizeHint()
    asked: list[str] = []
    metrics = look.metrics

    def counted(size: str = "text") -> QFontMetrics:
        asked.append(size)
        return metrics(size)

    monkeypatch.setattr(look, "metrics", counted)
    for width in range(whole.width(), whole.width() + 200):
        chip.wrap_to(width)
        assert (chip.sizeHint(), chip.text()) == (whole, "并入（变化 12 处）")
    assert asked == []
    chip.wrap_to(whole.width() - 1)
    assert chip.sizeHint().height() > whole.height()
    assert "\n" in chip.text()


class CountingColumn(QVBoxLayout):
    """A page's layout that knows how often it put everything in its place."""

    times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


@pytest.mark.parametrize("many", [3, 12])
def test_that_a_page_on_show_is_laid_out_once_for_all_new_options(qtbot: QtBot, many: int) -> None:
    look = Look(RESOURCES, Preferences())
    page = QWidget()
    qtbot.addWidget(page)
    column = CountingColumn(page)
    choices = Choices(look, "sections", "类别")
    column.addWidget(choices)
    choices.show_options([("old", "旧的")])
    page.resize(300, 300)
    page.show()
    QCoreApplication.processEvents()
    column.times = 0
    choices.show_options([(str(n), f"第 {n} 个选项") for n in range(many)])
    assert column.times <= 1
    QCoreApplication.processEvents()
    assert column.times <= 2
    chips = choices.findChildren(Chip)
    shown = [chip for chip in chips if chip.isVisible()]
    assert len(shown) == many
    assert all(choices.rect().contains(chip.geometry()) for chip in shown)
    assert len({(chip.x(), chip.y()) for chip in shown}) == many
