"""Rows of two lines: what stands at the right is never painted over, and a box moves the words of its row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.kit.lists.two_lines import BOX, EDGE, ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

WIDTH, LONG = 400, "很长的一行" * 20


class Lines(Rows[TwoLines]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.row(index) if role == ROW_ROLE else None


def painted(qtbot: QtBot, row: TwoLines) -> QImage:
    """That row as the delegate paints it."""
    look = Look(config.resources_folder(), Preferences())
    view = RowList(look, "lines", "lines")
    qtbot.addWidget(view)
    model = Lines()
    model.put_rows((row,))
    view.setModel(model)
    delegate = TwoLineDelegate(look, view, lambda one: one)
    option = QStyleOptionViewItem()
    height = delegate.sizeHint(option, model.index(0, 0)).height()
    option.rect = QRect(0, 0, WIDTH, height)  # type: ignore[attr-defined]
    option.state = QStyle.StateFlag.State_Enabled  # type: ignore[attr-defined]
    picture = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return picture


@pytest.mark.parametrize("where", ["tail", "under_tail", "mark"])
def test_that_the_right_end_of_a_line_is_kept_free_of_its_words(qtbot: QtBot, where: str) -> None:
    short = painted(qtbot, TwoLines("短", "短", **{where: ("今天到", "correct")}))  # type: ignore[arg-type]
    long = painted(qtbot, TwoLines(LONG, LONG, **{where: ("今天到", "correct")}))  # type: ignore[arg-type]
    look = Look(config.resources_folder(), Preferences())
    wide = EDGE + look.metrics("text" if where == "tail" else "small").horizontalAdvance("今天到")
    right = QRect(WIDTH - wide, 0, wide, short.height())
    half = short.height() // 2
    if where == "under_tail":
        right.setTop(half)
    else:
        right.setBottom(half - 1)
    assert short.copy(right) == long.copy(right)
    assert short != long


def test_that_a_box_moves_the_words_and_so_does_the_room_for_one(qtbot: QtBot) -> None:
    def first_ink(row: TwoLines, left: int) -> int:
        picture = painted(qtbot, row)
        return next(
            x
            for x in range(left, WIDTH)
            if any(picture.pixelColor(x, y).lightness() < 128 for y in range(picture.height()))
        )

    plain = first_ink(TwoLines("中中中"), EDGE)
    assert first_ink(TwoLines("中中中", ticked=True), EDGE + BOX) == plain + BOX
    assert first_ink(TwoLines("中中中", indented=True), EDGE) == plain + BOX
