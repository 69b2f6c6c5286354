"""Where a form is longer than its place, the button that decides stands at the foot, in sight all the time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import Preferences
from counter.ui.frame.page_area import PageArea
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import BoundedScrollArea, ColumnScrollArea
from counter.ui.kit.controls.deciding_foot import DecidingFoot
from counter.ui.kit.controls.labels import SAYS_NOTHING
from counter.ui.kit.theme import Look
from tests.leftovers import settle
from tests.settings import RESOURCES

FIELDS = 20
LEFT = Qt.MouseButton.LeftButton
ROUND = 6
"""Pixels of a corner, through which the ground is seen."""


@pytest.fixture
def look() -> Iterator[Look]:
    look = Look(RESOURCES, Preferences())
    look.apply(Preferences())
    yield look
    look.apply(Preferences())


class Form:
    """Many fields, a button that decides, in a low column."""

    def __init__(
        self,
        qtbot: QtBot,
        *,
        enabled: bool = True,
        role: str = "primary",
        within: type[ColumnScrollArea] = ColumnScrollArea,
    ) -> None:
        self.qtbot = qtbot
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        self.fields = [QLineEdit(str(n)) for n in range(FIELDS)]
        for field in self.fields:
            column.addWidget(field)
        self.button = ActButton("decide", "登记", "F9", role=role, writes=True)
        self.button.setEnabled(enabled)
        self.pressed: list[bool] = []
        self.button.clicked.connect(lambda: self.pressed.append(True))
        column.addWidget(self.button)
        self.area = within("form", self.inside)
        qtbot.addWidget(self.area)
        self.area.resize(400, 300)
        self.area.show()
        settle()

    @property
    def foot(self) -> DecidingFoot:
        return self.area.foot

    @property
    def at_foot(self) -> QPoint:
        """Where the button is painted."""
        middle = self.button.mapTo(self.area, self.button.rect().center()).x() - self.foot.x()
        return QPoint(middle, self.foot.height() // 2)

    def in_sight(self, part: QWidget) -> bool:
        return part.visibleRegion().boundingRect().height() == part.height()


def painted(part: QWidget, place: QRect) -> QImage:
    """What is seen of it there."""
    return part.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_that_the_button_stands_at_the_foot_while_its_place_is_below_the_edge(
    qtbot: QtBot, look: Look
) -> None:
    form = Form(qtbot)
    bar = form.area.verticalScrollBar()
    qtbot.waitUntil(lambda: form.foot.of is form.button)
    assert form.in_sight(form.foot)
    assert not form.in_sight(form.button)
    assert form.foot.geometry().top() == form.area.viewport().geometry().bottom() + 1
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    qtbot.waitUntil(lambda: form.foot.isHidden() and form.in_sight(form.button))
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    qtbot.waitUntil(lambda: form.in_sight(form.foot))


def test_that_what_is_seen_at_the_foot_is_the_button_whatever_it_says(qtbot: QtBot, look: Look) -> None:
    form = Form(qtbot)
    qtbot.waitUntil(lambda: form.foot.of is form.button)

    def seen() -> bool:
        left = form.button.mapTo(form.area, QPoint(0, 0)).x() - form.foot.x()
        air = (form.foot.height() - form.button.height()) // 2
        place = form.button.rect().adjusted(ROUND, ROUND, -ROUND, -ROUND)
        return painted(form.foot, place.translated(left, air)) == painted(form.button, place)

    qtbot.waitUntil(seen)
    before = painted(form.foot, form.foot.rect())
    form.button.say("登记", "", "再按一次 F9")
    form.button.arm(True)
    qtbot.waitUntil(seen)
    assert painted(form.foot, form.foot.rect()) != before


def test_that_pressing_at_the_foot_is_pressing_the_button_and_a_double_click_is_what_it_is_there(
    qtbot: QtBot, look: Look
) -> None:
    form, twin = Form(qtbot), ActButton("twin", "登记", "F9", role="primary", writes=True)
    qtbot.addWidget(twin)
    twin.show()
    there: list[bool] = []
    twin.clicked.connect(lambda: there.append(True))
    QTest.mouseClick(twin, LEFT)
    QTest.mouseDClick(twin, LEFT)
    form.area.activateWindow()
    form.fields[0].setFocus()
    qtbot.waitUntil(lambda: form.foot.of is form.button)
    QTest.mouseClick(form.foot, LEFT, pos=form.at_foot)
    assert len(form.pressed) == 1
    assert form.fields[0].hasFocus()
    QTest.mouseDClick(form.foot, LEFT, pos=form.at_foot)
    assert form.pressed == there
    QTest.mouseClick(form.foot, LEFT, pos=QPoint(form.foot.width() - 1, form.foot.height() - 1))
    assert form.pressed == there


def test_that_no_foot_stands_for_what_cannot_be_pressed_or_decides_nothing(qtbot: QtBot, look: Look) -> None:
    shut, plain, rests = Form(qtbot, enabled=False), Form(qtbot, role="plain"), Form(qtbot)
    qtbot.waitUntil(lambda: rests.foot.of is rests.button)
    rests.button.be_quiet(True)  # another form is open
    rests.area.resize(400, 290)
    qtbot.waitUntil(lambda: all(one.foot.isHidden() for one in (shut, plain, rests)))


def test_that_a_button_at_work_stays_at_the_foot(qtbot: QtBot, look: Look) -> None:
    form = Form(qtbot)
    qtbot.waitUntil(lambda: form.foot.of is form.button)
    form.button.setEnabled(False)
    form.area.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderSingleStepAdd)
    settle()
    assert form.in_sight(form.foot)
    QTest.mouseClick(form.foot, LEFT, pos=form.at_foot)
    assert form.pressed == []


def test_that_the_foot_leaves_room_for_a_field_with_its_name(qtbot: QtBot, look: Look) -> None:
    form = Form(qtbot)
    qtbot.waitUntil(lambda: form.foot.of is form.button)
    form.area.resize(400, form.foot.height() + 2 * form.area.fontMetrics().height())
    qtbot.waitUntil(lambda: form.foot.isHidden())
    form.area.resize(400, 300)
    qtbot.waitUntil(lambda: form.in_sight(form.foot))


def test_that_a_screen_reader_and_tab_have_one_button(qtbot: QtBot, look: Look) -> None:
    form = Form(qtbot)
    qtbot.waitUntil(lambda: form.foot.of is form.button)
    assert form.foot.accessibleName() == SAYS_NOTHING
    assert form.foot.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert form.foot.findChildren(QPushButton) == []
    form.button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: form.in_sight(form.button) and form.foot.isHidden())


class Nested:
    """A page of fields that scrolls, in it a form that scrolls too, and more fields under that."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.form = Form(qtbot, within=BoundedScrollArea)
        page, stack = QWidget(), QStackedWidget()
        column = QVBoxLayout(page)
        fields = [QLineEdit(str(n)) for n in range(2 * FIELDS)]
        for field in fields[:FIELDS]:
            column.addWidget(field)
        column.addWidget(self.form.area, 1)
        for field in fields[FIELDS:]:
            column.addWidget(field)
        stack.addWidget(page)
        look.apply(Preferences(letters=150))
        self.page = PageArea(look, stack)
        qtbot.addWidget(self.page)
        self.page.resize(500, 400)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(lambda: self.page.foot.of is self.form.button)


def test_that_a_page_shows_the_foot_of_what_scrolls_on_it_where_that_is_below_its_edge(
    qtbot: QtBot, look: Look
) -> None:
    nested = Nested(qtbot, look)
    area, form = nested.page, nested.form
    assert form.in_sight(area.foot)
    edge = form.area.mapTo(area, QPoint(0, form.area.height())).y() - area.height()
    area.bar.setValue(edge + area.foot.height())
    qtbot.waitUntil(lambda: area.foot.isHidden())
    assert form.foot.of is form.button
    assert form.in_sight(form.foot)


def test_that_the_focus_is_in_sight_where_it_lies_in_what_scrolls_on_a_page_that_scrolls(
    qtbot: QtBot, look: Look
) -> None:
    nested = Nested(qtbot, look)
    for at in (-1, 0, FIELDS // 2):
        field = nested.form.fields[at]
        field.setFocus()
        qtbot.waitUntil(lambda field=field: not field.visibleRegion().isEmpty())  # type: ignore[misc]
