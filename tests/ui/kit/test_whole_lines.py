"""No words that scroll show half of a line at an edge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.services.context.preferences import Preferences
from counter.ui.help.about_page import SupportText
from counter.ui.help.manual_text import ManualText
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import Badge, KeyCap, TextLabel
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_lines import whole_lines_of
from counter.ui.kit.whole_rows import WholeRowCells
from tests.settings import RESOURCES

LINES, WHOLE, HALF = 20, 5, 2
TALL, LOW = 2000, 300
WORD = "口口口口口口"


@pytest.fixture(autouse=True)
def in_ink(qtbot: QtBot) -> None:
    """The window's own letters, dark on a light ground, whatever was shown before."""
    look = Look(RESOURCES, Preferences())
    look.load_fonts()
    look.apply(Preferences(theme="light"))


class Scrolled:
    """A label of twenty lines in a part that shows five of them and half of a sixth."""

    def __init__(self, qtbot: QtBot, *, role: str = "", copied: bool = False, many: bool = False) -> None:
        self.inside = QWidget()
        self.inside.setFont(Look(RESOURCES, Preferences()).font())
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = [WORD] * LINES if many else ["\n".join([WORD] * LINES)]
        self.labels = [TextLabel(one, role, wrap=True) for one in words]
        for label in self.labels:
            if copied:
                label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
            column.addWidget(label)
        self.area = ColumnScrollArea("words", self.inside)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        qtbot.addWidget(self.area)
        self.area.resize(300, 200)
        self.area.show()
        qtbot.waitExposed(self.area)
        self.line = self.labels[0].height() * len(self.labels) // LINES
        self.area.resize(300, WHOLE * self.line + self.line // HALF)
        qtbot.waitUntil(lambda: self.inside.height() > self.area.viewport().height())

    def painted(self, line: int) -> bool:
        """True where something dark stands in the part of a line that is in sight."""
        top = line * self.line - self.area.verticalScrollBar().value()
        port = self.area.viewport()
        return is_dark(on_white(port, QRect(0, top, port.width(), self.line).intersected(port.rect())))


def on_white(part: QWidget, place: QRect) -> QImage:
    """What is painted there, whatever ground a style sheet that an earlier test left gives it."""
    shown = QImage(place.size(), QImage.Format.Format_RGB32)
    shown.fill(Qt.GlobalColor.white)
    part.render(shown, QPoint(), QRegion(place), QWidget.RenderFlag.DrawChildren)
    return shown


def is_dark(shown: QImage) -> bool:
    points = ((x, y) for x in range(0, shown.width(), 2) for y in range(shown.height() - 2))
    return any(is_ink(shown.pixelColor(x, y)) for x, y in points)


def is_ink(colour: QColor) -> bool:
    """Dark, and not what is painted through."""
    return colour.lightness() < 128 < colour.alpha()


class Chapter:
    """A chapter of the manual, seen whole once, then in a part that scrolls."""

    def __init__(self, qtbot: QtBot, text: str) -> None:
        self.text = ManualText(Look(RESOURCES, Preferences()))
        qtbot.addWidget(self.text)
        self.text.resize(600, TALL)
        self.text.show()
        qtbot.waitExposed(self.text)
        self.text.show_markdown(text)
        self.port = self.text.viewport()
        self.whole = self.dark_rows()
        self.text.resize(600, LOW)
        qtbot.waitUntil(lambda: self.port.height() < LOW)

    def dark_rows(self, first: int = 0) -> list[bool]:
        """Of each row of pixels from that one on: is there a letter in it?"""
        part = QRect(0, first, self.port.width(), self.port.height() - first)
        shown = on_white(self.port, part)
        return [
            any(is_ink(shown.pixelColor(x, y)) for x in range(0, shown.width(), 5))
            for y in range(shown.height())
        ]

    def cuts_letters(self) -> bool:
        """True where letters stand at the edge that go on below it."""
        down = self.text.verticalScrollBar().value()
        edge = down + self.port.height()
        above = self.whole[down - 1] and self.whole[down] and self.dark_rows()[0]
        return above or (
            self.whole[edge - 1] and self.whole[edge] and self.dark_rows(self.port.height() - 1)[-1]
        )


@pytest.mark.parametrize("how", [{}, {"copied": True}, {"many": True}])
def test_that_a_line_at_the_lower_edge_is_painted_once_it_is_whole(
    how: dict[str, bool], qtbot: QtBot
) -> None:
    words = Scrolled(qtbot, **how)
    assert [words.painted(line) for line in range(WHOLE + 1)] == [True] * WHOLE + [False]
    words.area.resize(300, (WHOLE + 1) * words.line)
    assert words.painted(WHOLE)


@pytest.mark.parametrize("how", [{}, {"copied": True}, {"many": True}])
def test_that_a_line_at_the_upper_edge_is_painted_while_it_is_whole(
    how: dict[str, bool], qtbot: QtBot
) -> None:
    words = Scrolled(qtbot, **how)
    words.area.verticalScrollBar().setValue(words.line // HALF)
    assert [words.painted(line) for line in range(3)] == [False, True, True]
    words.area.verticalScrollBar().setValue(words.line)
    assert [words.painted(line) for line in range(1, 3)] == [True, True]


@pytest.mark.parametrize(
    "made", [lambda: Badge("已收", "received"), lambda: KeyCap("F9")], ids=["badge", "key"]
)
@pytest.mark.parametrize("down", [0, 40], ids=["lower", "upper"])
def test_that_the_ground_of_a_badge_and_the_frame_of_a_key_go_with_the_word(
    made: Callable[[], TextLabel], down: int, qtbot: QtBot
) -> None:
    words = Scrolled(qtbot)
    label, area = made(), words.area
    label.setParent(words.inside)
    area.setStyleSheet(Look(RESOURCES, Preferences()).style_sheet())
    bar, port = area.verticalScrollBar(), area.viewport()
    tall = label.sizeHint().height()
    top = down - tall // HALF if down else port.height() - tall // HALF
    label.setGeometry(100, top, 120, tall)
    label.show()

    def ground() -> int:
        """How many colours are painted where half of it is in sight, beside its word."""
        begins = label.mapTo(port, QPoint(0, 0)).y()
        place = QRect(100, begins, 30, tall).intersected(port.rect())
        shown = on_white(port, place)
        return len({shown.pixel(x, y) for x in range(place.width()) for y in range(place.height())})

    bar.setValue(down)
    qtbot.waitUntil(lambda: ground() == 1)
    bar.setValue(down - tall if down else 2 * tall)
    qtbot.waitUntil(lambda: ground() > 1)
    bar.setValue(down)
    qtbot.waitUntil(lambda: ground() == 1)


def test_that_a_line_at_the_lower_edge_of_the_page_is_painted_once_it_is_whole(qtbot: QtBot) -> None:
    words, page = Scrolled(qtbot), QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(words.area)
    words.area.setFixedHeight(2 * WHOLE * words.line)
    outer = ColumnScrollArea("page", page)
    qtbot.addWidget(outer)
    most = words.line * 3 // 4
    outer.resize(320, WHOLE * words.line + most)
    outer.show()
    qtbot.waitUntil(lambda: outer.verticalScrollBar().maximum() > words.line)
    cut = QRect(0, WHOLE * words.line + 1, 200, most)
    assert not is_dark(outer.viewport().grab(cut).toImage())
    outer.verticalScrollBar().setValue(words.line // HALF)
    whole = QRect(0, WHOLE * words.line - words.line // HALF, 200, words.line)
    assert is_dark(outer.viewport().grab(whole).toImage())
    words.area.setParent(None)  # it is closed by itself


def test_that_the_last_line_of_all_is_painted_and_none_below_it_is_missed(qtbot: QtBot) -> None:
    words = Scrolled(qtbot)
    bar = words.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert words.painted(LINES - 1)


def test_that_what_scrolls_is_painted_anew_for_a_line_that_was_left_out(qtbot: QtBot) -> None:
    painted: list[QRect] = []

    class Eye(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.rect())
            return False

    words, eye = Scrolled(qtbot), Eye()
    port = words.area.viewport()
    words.inside.installEventFilter(eye)
    words.inside.update()
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    words.area.verticalScrollBar().setValue(1)
    lower = QRect(0, port.height() - words.line + 1, port.width(), words.line)
    upper = QRect(0, 1, port.width(), words.line)
    for strip in (lower, upper):
        qtbot.waitUntil(lambda strip=strip: any(one.contains(strip) for one in painted))


def test_that_what_holds_a_table_scrolls(qtbot: QtBot) -> None:
    words = Scrolled(qtbot)
    table = WholeRowCells(3, 1, words.inside)
    table.setGeometry(0, 40, 200, 150)
    table.show()
    words.area.verticalScrollBar().setValue(30)  # Qt ends the program where what it calls fails here
    assert words.inside.y() == -30


def test_that_a_part_lower_than_a_line_shows_what_it_can(qtbot: QtBot) -> None:
    words = Scrolled(qtbot)
    words.area.setMinimumHeight(0)
    words.area.resize(300, words.line - 8)
    qtbot.waitUntil(lambda: words.area.viewport().height() < words.line)
    assert words.painted(0)


TABLE = "| 一 | 二 |\n|---|---|\n" + "".join(f"| {WORD} | {WORD * 20} |\n" for _ in range(LINES))


@pytest.mark.parametrize("text", ["\n\n".join([WORD * 30] * LINES), TABLE], ids=["lines", "table"])
def test_that_a_text_ends_with_a_whole_line_wherever_it_was_scrolled_to(text: str, qtbot: QtBot) -> None:
    chapter = Chapter(qtbot, text)
    bar = chapter.text.verticalScrollBar()
    assert bar.maximum() > 60
    cut = []
    for down in range(30, 60):
        bar.setValue(down)
        cut += [down] if chapter.cuts_letters() else []
    assert cut == []


def test_that_the_support_text_ends_with_a_whole_line(qtbot: QtBot) -> None:
    text = SupportText()
    text.setFrameShape(QFrame.Shape.NoFrame)
    text.setPlainText("\n".join([WORD] * LINES))
    qtbot.addWidget(text)
    text.resize(300, 200)
    text.show()
    qtbot.waitExposed(text)
    port, line = text.viewport(), text.cursorRect().height()
    around = text.height() - port.height()
    text.resize(300, around + text.cursorRect().top() + WHOLE * line + line // HALF + 1)
    half = QRect(0, port.height() - line // HALF + 1, port.width(), line // HALF)
    assert not is_dark(port.grab(half).toImage())
    text.resize(300, text.height() + line)
    assert is_dark(port.grab(half).toImage())


def test_that_the_edge_of_a_paragraph_is_looked_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = Chapter(qtbot, "\n\n".join([WORD * 30] * LINES))
    seen: list[QPoint] = []
    found = chapter.text.cursorForPosition
    monkeypatch.setattr(chapter.text, "cursorForPosition", lambda at: (seen.append(at), found(at))[1])
    whole_lines_of(chapter.text, QPaintEvent(chapter.port.rect()))
    assert len(seen) == 1
