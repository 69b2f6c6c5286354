"""A card that hugs its words is as tall as they are in the width that it has."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import TextLabel

EDGE, TALL = 20, 600
WORDS = "没有接汇聚库：别的窗口看不到这里的办件，这里也看不到别的窗口的。" * 2


@pytest.mark.parametrize("width", [1200, 500, 1000])
def test_that_a_card_has_no_empty_line_under_its_last_words(width: int, qtbot: QtBot) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    words = [TextLabel(WORDS, wrap=True) for _ in range(3)]
    for label in words:
        column.addWidget(label)
    rows = FittingScrollArea("rows", TextLabel("没有要处理的。"))
    column.addWidget(rows, 1)
    column.addStretch(1)
    card = hugging(inside, EDGE)
    place = at_top(card)
    qtbot.addWidget(place)
    place.resize(800, TALL)
    place.show()
    place.resize(width, TALL)
    whole = column.totalHeightForWidth(width - 2 * EDGE) + 2 * EDGE
    qtbot.waitUntil(lambda: abs(card.height() - whole) <= 4)
