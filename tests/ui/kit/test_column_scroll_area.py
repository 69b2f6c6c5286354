"""A column that scrolls keeps what has the focus in sight, with its name above and what is wrong with it below."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractSlider, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea, FittingScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow, labelled
from counter.ui.kit.controls.labels import TextLabel

WRONG = "这里不对：请照证件再写一遍，写不下的写在说明里，别的都还在，改好以后再按一次。"


class Column:
    """Twelve fields in a low column."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        inside = QWidget()
        column = QVBoxLayout(inside)
        self.rows = [labelled(Field(f"field{n}", f"第{n}栏")) for n in range(12)]
        for row in self.rows:
            column.addWidget(row)
        self.area = ColumnScrollArea("column", inside)
        self.low = self.rows[0].sizeHint().height() * 7 // 4  # in whatever style an earlier test has left
        self.high = 2 * self.low
        self.area.resize(240, self.low)
        qtbot.addWidget(self.area)
        self.area.show()
        self.area.activateWindow()
        qtbot.waitUntil(self.area.isActiveWindow)

    def whole(self, part: QWidget) -> bool:
        return part.visibleRegion().boundingRect().height() == part.height()


@pytest.fixture
def column(qtbot: QtBot) -> Column:
    return Column(qtbot)


@pytest.mark.parametrize("order", [(11, 5), (0, 6)], ids=["from below", "from above"])
def test_that_a_field_comes_with_its_name(column: Column, order: tuple[int, int]) -> None:
    for at in order:
        row = column.rows[at]
        row.control.setFocus()
        column.qtbot.waitUntil(lambda row=row: column.whole(row.control))  # type: ignore[misc]
        column.qtbot.waitUntil(lambda row=row: column.whole(row.label))  # type: ignore[misc]


def test_that_a_refusal_is_whole_where_it_is_told(column: Column) -> None:
    column.area.resize(240, column.high)
    row: FieldRow = column.rows[3]
    assert isinstance(row.control, Field)
    row.control.setFocus()
    row.control.show_problem(WRONG)
    column.qtbot.waitUntil(lambda: row.problem.isVisible() and column.whole(row.problem))
    column.qtbot.waitUntil(lambda: column.whole(row.control))


@pytest.fixture
def deciding(column: Column) -> QPushButton:
    """A filled button at the end of the column, in sight with nobody in a field."""
    button = QPushButton("登记")
    button.setProperty("role", "primary")
    layout = column.area.widget().layout()
    assert layout is not None
    layout.addWidget(button)
    column.area.resize(240, column.high)
    bar = column.area.verticalScrollBar()
    if (focus := column.area.window().focusWidget()) is not None:
        focus.clearFocus()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return button.isVisible() and column.whole(button)

    column.qtbot.waitUntil(at_the_end)
    return button


def test_that_what_takes_room_leaves_the_deciding_button_in_sight(
    column: Column, deciding: QPushButton
) -> None:
    column.area.resize(240, column.low)
    column.qtbot.waitUntil(lambda: column.whole(deciding))


def test_that_who_scrolls_from_the_deciding_button_is_not_brought_back(
    column: Column, deciding: QPushButton
) -> None:
    column.area.resize(240, column.low)
    column.qtbot.waitUntil(lambda: column.whole(deciding))
    bar = column.area.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    most = bar.maximum()
    column.rows[0].setMinimumHeight(column.rows[0].height() + 40)  # what is inside changes
    column.qtbot.waitUntil(lambda: bar.maximum() > most)
    QCoreApplication.processEvents()
    assert bar.value() == 0


def test_that_what_is_typed_comes_before_the_deciding_button(column: Column, deciding: QPushButton) -> None:
    column.area.resize(240, 2 * column.high)
    last = column.rows[-1]
    last.control.setFocus()
    column.qtbot.waitUntil(lambda: column.whole(last.control) and column.whole(deciding))
    column.area.resize(240, column.low)
    column.qtbot.waitUntil(lambda: column.area.viewport().height() < column.high)
    QCoreApplication.processEvents()
    column.qtbot.waitUntil(lambda: column.whole(last.control))


def test_that_a_form_bounded_in_width_is_as_tall_as_its_words_are_in_that_width(qtbot: QtBot) -> None:
    inside, place = QWidget(), QWidget()
    QVBoxLayout(inside).addWidget(TextLabel("把话写得很长，到了边上就要折到下一行去。" * 6, wrap=True))
    inside.setMaximumWidth(300)
    area = FittingScrollArea("fitting", inside)
    QVBoxLayout(place).addWidget(area)
    qtbot.addWidget(place)
    place.resize(900, 600)
    place.show()
    qtbot.waitUntil(lambda: inside.width() == 300)
    qtbot.waitUntil(lambda: area.height() >= inside.sizeHint().height() > 0)
    assert area.verticalScrollBar().maximum() == 0
