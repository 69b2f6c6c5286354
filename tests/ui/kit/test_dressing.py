"""Another theme or letter size: what is on show changes at once, what is hidden before it comes on show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import LARGE
from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.dressing import REST_MS
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES
from tests.ui.moments import moment

NORMAL, LARGE = Preferences(), Preferences(letters=LARGE)


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Look]:
    look = Look(RESOURCES, NORMAL)
    look.apply(NORMAL)
    yield look
    look.apply(NORMAL)


class Pages(QStackedWidget):
    """A page on show and a hidden one, with a hidden note on the first."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = [TextLabel(words, "title") for words in ("shown", "note", "hidden")]
        for labels in (self.labels[:2], self.labels[2:]):
            page = QWidget()
            column = QVBoxLayout(page)
            for label in labels:
                column.addWidget(label)
            self.addWidget(page)
        self.labels[1].hide()


def size(label: QLabel) -> int:
    return label.fontInfo().pixelSize()


def test_that_what_is_hidden_has_the_new_size_when_it_comes_on_show(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    shown, note, hidden = pages.labels
    small = look.px("title")
    look.apply(LARGE)
    large = look.px("title")
    assert large > small
    assert size(shown) == large
    assert size(hidden) == small, "it takes no time from the key"
    note.show()
    pages.setCurrentIndex(1)
    assert (size(note), size(hidden)) == (large, large)


def test_that_of_a_page_that_comes_on_show_the_hidden_parts_wait_further(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    form = QWidget(pages.widget(1))
    inside = TextLabel("in a form", "title", form)
    form.hide()
    with qtbot.waitExposed(pages):
        pages.show()
    small = look.px("title")
    look.apply(LARGE)
    pages.setCurrentIndex(1)
    assert (size(pages.labels[2]), size(inside)) == (look.px("title"), small)
    form.show()
    assert size(inside) == look.px("title")


def test_that_the_hidden_parts_of_a_page_that_came_on_show_are_dressed_in_idle_time(
    qtbot: QtBot, look: Look
) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    inside = TextLabel("in a form", "title", pages.widget(1))
    inside.hide()
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    pages.setCurrentIndex(1)
    qtbot.waitUntil(lambda: size(inside) == look.px("title"))
    assert inside.isHidden()


def test_that_what_stays_hidden_is_dressed_in_idle_time(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    qtbot.waitUntil(lambda: size(pages.labels[2]) == look.px("title"))
    assert not pages.labels[2].isVisible()


def test_that_a_page_of_many_parts_is_dressed_in_steps_and_whole_when_it_comes_on_show(
    qtbot: QtBot, look: Look
) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    column = pages.widget(1).layout()
    many = [TextLabel("字", "title") for _ in range(300)]
    for label in many:
        column.addWidget(label)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    moment(pages, "dressInIdleTime").timeout.emit()
    moment(pages, "dressInIdleTime").timeout.emit()
    dressed = sum(size(label) == look.px("title") for label in many)
    assert 0 < dressed < len(many), "a key need not wait for the whole page"
    pages.setCurrentIndex(1)
    assert {size(label) for label in many} == {look.px("title")}


def test_that_idle_time_begins_anew_with_every_key(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    idle = moment(pages, "dressInIdleTime")
    idle.timeout.emit()  # the note's turn; the page follows at once
    assert (idle.isActive(), idle.interval()) == (True, 0)
    QTest.keyClick(pages.windowHandle(), Qt.Key.Key_F2)
    assert (idle.isActive(), idle.interval()) == (True, REST_MS)
    idle.stop()
    idle.timeout.emit()
    assert not idle.isActive(), "nothing waits any more"
    QTest.keyClick(pages.windowHandle(), Qt.Key.Key_F2)
    assert not idle.isActive()


def test_that_a_theme_changed_back_before_idle_time_leaves_nothing_behind(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    small = look.px("title")
    look.apply(LARGE)
    look.apply(NORMAL)
    pages.setCurrentIndex(1)
    assert size(pages.labels[2]) == small


def test_that_a_hidden_part_may_be_gone_before_its_turn(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    gone = pages.widget(1)
    pages.removeWidget(gone)
    gone.deleteLater()
    qtbot.waitUntil(lambda: size(pages.labels[1]) == look.px("title"))


def test_that_the_hidden_waits_until_the_picture_of_what_is_shown_stands(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(LARGE)
    idle = moment(pages, "dressInIdleTime")
    assert (idle.isActive(), idle.interval()) == (True, REST_MS)
    look.apply(NORMAL)
    assert ([one.interval() for one in pages.findChildren(QTimer, "dressInIdleTime") if one.isActive()]) == [
        REST_MS
    ], "what waited for the last sheet waits no more"


def test_that_the_sheet_that_is_worn_is_not_put_on_again(qtbot: QtBot, look: Look) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    with qtbot.waitExposed(pages):
        pages.show()
    look.apply(NORMAL)
    assert not pages.findChildren(QTimer, "dressInIdleTime")


def test_that_a_process_takes_its_fonts_in_once(look: Look) -> None:
    """Qt forgets every letter it has drawn with each font it is given; its numbers of them tell how often that was."""
    look.load_fonts()
    font = str(RESOURCES / "fonts" / "CounterSans-Regular.ttf")
    before = QFontDatabase.addApplicationFont(font)
    Look(RESOURCES, NORMAL).load_fonts()
    after = QFontDatabase.addApplicationFont(font)
    assert after == before + 1
    for number in (after, before):
        QFontDatabase.removeApplicationFont(number)
