"""A red or amber cell of a table keeps its colour while its row is current: that is when one reads it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.kit.row_views import RowTable, WordRows
from counter.ui.kit.theme import Look


class _Alarming(WordRows):
    colour = QColor()

    def data(self, index: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.colour
        return super().data(index, role)  # type: ignore[arg-type]


class _Table(RowTable):
    def open_current(self) -> None: ...


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["correct", "gap"])
def test_that_a_cell_keeps_its_colour_on_the_current_row(qtbot: QtBot, theme: str, tone: str) -> None:
    look = Look(config.resources_folder(), Preferences(theme=theme))
    look.apply(Preferences(theme=theme))
    table, rows = _Table("table", "表"), _Alarming()
    rows.colour = look.colour(tone)
    rows.show_rows(("期限",), [("超期3天",), ("超期3天",)])
    table.setModel(rows)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.setFocus()
    table.selectRow(0)

    def has_colour(row: int) -> bool:
        area = table.visualRect(rows.index(row, 0, QModelIndex()))
        image = table.viewport().grab(area).toImage()
        wanted = rows.colour.rgb()
        return any(
            image.pixelColor(x, y).rgb() == wanted
            for x in range(image.width())
            for y in range(image.height())
        )

    assert has_colour(1)
    assert has_colour(0)


def test_that_the_words_of_a_row_begin_under_those_of_its_head(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences())
    look.apply(Preferences())
    table, rows = _Table("table", "表"), WordRows()
    rows.show_rows(("口口",), [("口口",), ("口口",)])
    table.setModel(rows)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()

    def first_ink(image: QImage) -> int:
        """Where the first letter begins; the hairline under a head is none."""
        ground = image.pixelColor(2, image.height() // 2).lightness()
        return next(
            x
            for x in range(2, image.width())
            for y in range(4, image.height() - 4)
            if abs(image.pixelColor(x, y).lightness() - ground) > 60
        )

    head = first_ink(table.horizontalHeader().viewport().grab().toImage())
    area = table.visualRect(rows.index(1, 0, QModelIndex()))
    assert abs(first_ink(table.viewport().grab(area).toImage()) - head) <= 1
