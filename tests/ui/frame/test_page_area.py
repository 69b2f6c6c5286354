"""Above 大字 a page that needs more height than there is scrolls; nothing lies over anything, the focus is in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractSlider,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import LARGE, LETTERS, USUAL
from counter.ui.facades.window import Preferences
from counter.ui.frame.page_area import PageArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from tests.leftovers import settle
from tests.settings import RESOURCES
from tests.ui.hands import Hands
from tools.all_looks import overlapping

HIGH, LOW = 20, 3
"""Fields on the long and on the short page."""


class Pages:
    """A long page and a short one in a low area."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.stack = QStackedWidget()
        self.fields: dict[int, list[QLineEdit]] = {}
        for many in (HIGH, LOW):
            page = QWidget()
            column = QVBoxLayout(page)
            self.fields[many] = [QLineEdit(str(n)) for n in range(many)]
            for field in self.fields[many]:
                column.addWidget(field)
            column.addWidget(QLabel("末"))
            self.stack.addWidget(page)
        self.look = look
        self.area = PageArea(look, self.stack)
        qtbot.addWidget(self.area)
        self.area.resize(500, 400)
        self.area.show()
        settle()

    def in_sight(self, field: QWidget) -> bool:
        place = QRect(field.mapTo(self.area, QPoint(0, 0)), field.size())
        return self.area.rect().contains(place)

    def turn(self, letters: int) -> None:
        self.look.apply(Preferences(letters=letters))
        settle()


@pytest.fixture
def pages(qtbot: QtBot) -> Iterator[Pages]:
    look = Look(RESOURCES, Preferences())
    look.apply(Preferences())
    yield Pages(qtbot, look)
    look.apply(Preferences())


@pytest.mark.parametrize("letters", [n for n in LETTERS if n <= LARGE])
def test_that_up_to_large_letters_the_area_is_no_more_than_a_frame(pages: Pages, letters: int) -> None:
    pages.turn(letters)
    assert not pages.area.bar.isVisible()
    assert pages.stack.geometry() == pages.area.rect()


@pytest.mark.parametrize("letters", [n for n in LETTERS if n > LARGE])
def test_that_above_them_a_long_page_has_its_height_and_scrolls(pages: Pages, letters: int) -> None:
    pages.turn(letters)
    assert pages.area.bar.isVisible()
    assert pages.stack.height() >= pages.stack.currentWidget().minimumSizeHint().height()
    assert list(overlapping(pages.area)) == []
    last = pages.fields[HIGH][-1]
    assert not pages.in_sight(last)
    last.setFocus()
    settle()
    assert pages.in_sight(last)
    pages.fields[HIGH][0].setFocus()
    settle()
    assert pages.in_sight(pages.fields[HIGH][0])


def test_that_a_page_that_fits_has_no_bar_and_the_next_one_begins_at_its_top(pages: Pages) -> None:
    pages.turn(150)
    pages.fields[HIGH][-1].setFocus()
    settle()
    assert pages.area.bar.value() > 0
    pages.stack.setCurrentIndex(1)
    settle()
    assert not pages.area.bar.isVisible()
    assert pages.stack.geometry() == pages.area.rect()
    pages.stack.setCurrentIndex(0)
    settle()
    assert (pages.area.bar.isVisible(), pages.area.bar.value()) == (True, 0)


def test_that_no_line_is_cut_through_by_the_edge_of_the_page(pages: Pages) -> None:
    words = TextLabel("口" * 6)
    column = pages.stack.currentWidget().layout()
    assert column is not None
    column.addWidget(words)
    pages.turn(150)
    pages.area.bar.setValue(pages.area.bar.maximum())
    settle()
    place = QRect(words.mapTo(pages.area, QPoint(0, 0)), words.size())

    def dark(part: QRect) -> bool:
        shown = pages.area.grab(part).toImage()
        points = ((x, y) for x in range(0, shown.width(), 2) for y in range(shown.height()))
        return any(shown.pixelColor(x, y).lightness() < 128 for x, y in points)

    assert dark(place)
    pages.area.bar.setValue(pages.area.bar.maximum() - (pages.area.height() - place.center().y()))
    settle()
    top = words.mapTo(pages.area, QPoint(0, 0)).y()
    half = QRect(place.left(), top, 80, pages.area.height() - top)
    assert 4 < half.height() < place.height() - 4
    assert not dark(half)


def deciding(pages: Pages) -> QPushButton:
    """The page has room for all it has, and ends with a filled button."""
    column = pages.stack.currentWidget().layout()
    assert column is not None
    button = QPushButton("登记")
    button.setProperty("role", "primary")
    column.addWidget(button)
    pages.turn(150)
    pages.area.resize(500, pages.stack.currentWidget().minimumSizeHint().height())
    settle()
    assert pages.in_sight(button)
    return button


TAKEN = 60
"""Pixels of a message of two lines."""


def test_that_what_takes_room_from_a_page_leaves_its_deciding_button_in_sight(pages: Pages) -> None:
    button = deciding(pages)
    pages.fields[HIGH][HIGH // 2].setFocus()
    pages.area.resize(500, pages.area.height() - TAKEN)
    settle()
    assert pages.area.bar.isVisible()
    assert pages.in_sight(button)
    pages.area.resize(500, pages.area.height() + TAKEN)
    settle()
    assert pages.in_sight(pages.fields[HIGH][0])


def test_that_who_scrolls_away_from_the_deciding_button_is_not_brought_back(pages: Pages) -> None:
    button = deciding(pages)
    pages.area.resize(500, pages.area.height() - TAKEN)
    settle()
    pages.area.bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    pages.stack.currentWidget().updateGeometry()
    settle()
    assert not pages.in_sight(button)


def test_that_a_button_that_comes_while_there_is_a_message_is_in_sight(pages: Pages) -> None:
    """One act is done, and the form of the next one opens under its message."""
    button, window = deciding(pages), QWidget()
    window.resize(600, 2000)
    pages.area.setParent(window)
    window.show()
    pages.area.show()
    settle()
    tall = pages.area.height()
    for height in (tall + 1, tall - TAKEN):
        button.hide()
        pages.area.resize(500, height)
        settle()
    if (focus := window.focusWidget()) is not None:
        focus.clearFocus()
    button.show()
    settle()
    assert pages.area.bar.isVisible()
    assert pages.in_sight(button)
    pages.area.setParent(None)  # it is closed by itself


def test_that_what_is_being_typed_comes_before_the_deciding_button(pages: Pages) -> None:
    deciding(pages)
    pages.fields[HIGH][0].setFocus()
    pages.area.resize(500, pages.area.height() - TAKEN)
    settle()
    assert pages.in_sight(pages.fields[HIGH][0])


def test_that_smaller_letters_give_the_page_its_frame_back(pages: Pages) -> None:
    pages.turn(150)
    pages.turn(USUAL)
    assert not pages.area.bar.isVisible()
    assert pages.stack.geometry() == pages.area.rect()


@pytest.mark.parametrize("letters", [115, 130, 150])
def test_that_after_filing_nothing_lies_over_anything_at_a_usual_desk(hands: Hands, letters: int) -> None:
    hands.window.resize(1366, 768)
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    hands.window.look.apply(Preferences(letters=letters))
    hands.qtbot.waitUntil(lambda: list(overlapping(hands.window)) == [])
