"""A page that was never shown gets its place and its first picture where nobody sees it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.frame.rehearsal import rehearse, with_rehearsals


class Line(QLabel):
    """Counts its pictures."""

    def __init__(self) -> None:
        super().__init__("line")
        self.pictures = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.pictures += 1
        super().paintEvent(event)


class Page(QWidget):
    """A line over all of its width."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line()
        QVBoxLayout(self).addWidget(self.line)


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    """Pages, of which one is in sight."""
    pages = QStackedWidget()
    pages.resize(500, 300)
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    with qtbot.waitExposed(pages):
        pages.show()
    return pages


def test_that_a_page_that_was_made_gets_its_place_and_a_picture_and_nobody_sees_it(
    stack: QStackedWidget,
) -> None:
    page = Page()
    for step in with_rehearsals([lambda: stack.addWidget(page)], stack):
        step()
    assert page.size() == stack.size()
    assert page.line.width() > 400, "the line is laid out in the page's own width"
    assert page.line.pictures == 1
    assert not page.isVisible()


def test_that_it_is_done_once_and_never_to_what_is_or_was_in_sight(stack: QStackedWidget) -> None:
    page = Page()
    stack.addWidget(page)
    steps = list(with_rehearsals([], stack))
    assert len(steps) == 1
    stack.setCurrentWidget(page)  # a key came first
    before = page.line.pictures
    steps[0]()
    stack.setCurrentIndex(0)
    steps[0]()
    assert page.line.pictures == before
    assert list(with_rehearsals([], stack)) == []


def test_that_a_page_that_was_filled_since_is_painted_again(stack: QStackedWidget) -> None:
    page = Page()
    stack.addWidget(page)
    rehearse(page, stack.size())
    page.line.setText("filled")
    rehearse(page, stack.size(), again=True)
    assert page.line.pictures == 2
    stack.setCurrentWidget(page)
    rehearse(page, stack.size(), again=True)
    assert page.line.pictures == 2, "what is in sight is painted by the window"
