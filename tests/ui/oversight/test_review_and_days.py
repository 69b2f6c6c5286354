"""评查 and 对账 by keyboard: a sample announced, drawn, a case judged, a finding closed by another, a day signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.platform import platform
from counter.domain.case.oversight.finding_events import FindingStance
from counter.services.context.preferences import Preferences
from counter.services.context.projection import read_case
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding
from counter.services.oversight.board import window_names
from counter.services.oversight.reconcile_day import signatures
from counter.services.oversight.samples import list_samples
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.oversight import OversightFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.oversight.days_page import DaysPage
from counter.ui.oversight.findings_view import window_or_code
from counter.ui.oversight.reviews_page import ReviewsPage
from tests.services.oversight.rooms import Room, room_and_window
from tests.ui.told import told

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEAD, OTHER = Clerk("S01", "苏日娜", supervisor=True), Clerk("S02", "乌云", supervisor=True)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_and_window(tmp_path_factory.mktemp("room")) as found:
        for _ in range(2):
            found.finished()
        found.exchange()
        yield found


class Seat:
    """One page of the room, and a person's hands at it."""

    def __init__(self, qtbot: QtBot, room: Room, kind: type[ReviewsPage] | type[DaysPage]) -> None:
        def fail(error: Exception) -> None:
            raise error

        self.background, self.qtbot = Background(fail), qtbot
        facade = OversightFacade(platform(room.app.journal.profile, lambda: room.app))  # type: ignore[attr-defined]
        facade.ready()
        self.page = kind(facade, self.background, Look(config.resources_folder(), Preferences()))
        self.said: list[Message] = []
        self.page.announced.connect(self.said.append)
        qtbot.addWidget(self.page, before_close_func=lambda _: self.background.close())
        self.at = 1_000
        self.page.resize(1290, 720)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def sit(self, clerk: Clerk) -> None:
        self.page.set_clerk(clerk)
        self.settle()
        self.page.on_shown()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def key(self, key: Key, modifier: Mod = Mod.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        self.settle()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def digit(self, text: str) -> None:
        """A digit at a person's pace: half a second after the one before."""
        self.at += 500
        event = QKeyEvent(QEvent.Type.KeyPress, ord(text), Mod.NoModifier, text)
        event.setTimestamp(self.at)
        QApplication.sendEvent(self.focus, event)
        self.settle()

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def said_here(self) -> str:
        """What is wrong, at its field, else what was said last."""
        return told(self.page) or self.last

    @property
    def last(self) -> str:
        return self.said[-1].sentence


def test_that_a_sample_is_announced_drawn_and_a_case_of_it_reviewed_by_keys(qtbot: QtBot, room: Room) -> None:
    seat = Seat(qtbot, room, ReviewsPage)
    page = seat.page
    assert isinstance(page, ReviewsPage)
    seat.sit(LEAD)
    seat.key(Key.Key_N, Mod.ControlModifier)
    page.form.until.setText("2026-11-22")
    page.form.percent.setText("abc")
    seat.key(Key.Key_F9)
    assert page.form.percent.hasFocus()
    page.form.percent.setText("50")
    seat.key(Key.Key_F9)
    assert "已公布" in seat.last
    seat.key(Key.Key_F8)
    assert "过了这一天" in seat.last
    assert not page.draw.property("quiet"), "drawing is what comes next"
    room.clock.at += timedelta(days=4)
    seat.key(Key.Key_F8)
    assert "抽了 1 件" in seat.last
    assert page.draw.property("quiet"), "a case is judged next"
    page.cases.setFocus()
    seat.key(Key.Key_Return)
    assert page.half_done == ""
    assert page.judging.verdict.isAncestorOf(seat.focus)  # a digit answers the first point
    asked = page.judging.findChild(QLabel, "judgingPoint")
    assert isinstance(asked, QLabel)
    assert asked.text() == page.judging.points.rows[page.judging.points.currentIndex().row()].cells[-1]
    assert not page.judging.words.isVisible()  # nothing is asked of what is so
    table, row = page.judging.points, page.judging.points.currentIndex()
    assert table.viewport().rect().contains(table.visualRect(row))
    seat.key(Key.Key_F9)
    assert "答复" in seat.said_here  # by when, first of all
    seat.write("2026-12-11")
    seat.key(Key.Key_F9)
    assert "还没有核对" in seat.said_here
    for answer in "111112":  # six points that a person judges; the last one is not so
        seat.digit(answer)
    assert page.half_done
    assert page.judging.weight.isAncestorOf(seat.focus)
    place = page.judging.findChild(QLabel, "judgingPlace")
    assert isinstance(place, QLabel)
    assert "要核对的都核对了" in place.text()
    seat.key(Key.Key_Return)  # the weight as offered
    seat.write("file incomplete")
    seat.key(Key.Key_F9)
    assert "已评查" in seat.last
    (sample,) = list_samples(room.app.journal)
    assert sample.left == 0


def test_that_a_finding_is_closed_by_another_person_than_who_made_it(qtbot: QtBot, room: Room) -> None:
    (sample,) = list_samples(room.app.journal)
    one = sample.cases[0]
    assert one.reviewed is not None
    finding = one.reviewed.findings[0]
    room.exchange()
    answer = FindingAnswer(finding, FindingStance.DISPUTED, "那天手工出的纸")
    answer_finding(room.window.app, one.case.case, answer, room.window.clerk)
    room.exchange()
    seat = Seat(qtbot, room, ReviewsPage)
    page = seat.page
    assert isinstance(page, ReviewsPage)
    for clerk, expected in ((LEAD, "另一个人"), (OTHER, "已了结")):
        seat.sit(clerk)
        page.cases.setFocus()
        seat.key(Key.Key_Return)
        seat.key(Key.Key_Return)
        seen = page.findChild(QLabel, "findingSaid")
        assert isinstance(seen, QLabel)
        owner = room.window.app.journal.station().code
        assert window_or_code(window_names(room.app), owner) in seen.text()
        assert owner not in seen.text() or owner not in window_names(room.app)
        seat.write("3")
        seat.write("looked at the paper")
        seat.key(Key.Key_F9)
        assert expected in seat.said_here
    assert not next(f for f in read_case(room.app.journal, one.case.case).findings if f.id == finding).open


def test_that_a_day_that_is_not_clean_is_signed_with_words_only(qtbot: QtBot, room: Room) -> None:
    seat = Seat(qtbot, room, DaysPage)
    page = seat.page
    assert isinstance(page, DaysPage)
    seat.sit(LEAD)
    seat.key(Key.Key_Right, Mod.AltModifier)
    first = page.day
    seat.key(Key.Key_Left, Mod.AltModifier)
    assert page.day is not None
    assert first is not None
    assert page.day < first
    assert page.differences.rows
    seat.key(Key.Key_F9)
    assert "怎么处理" in seat.said_here
    assert page.words.hasFocus()
    seat.write("window 04 is closed")
    seat.key(Key.Key_F9)
    assert "已签认" in seat.last
    assert not signatures(room.app.journal, page.day)[0].clean


def test_that_a_wide_screen_has_what_differs_and_the_signature_beside_the_windows(
    qtbot: QtBot, room: Room
) -> None:
    seat = Seat(qtbot, room, DaysPage)
    page = seat.page
    assert isinstance(page, DaysPage)
    seat.sit(LEAD)
    seat.key(Key.Key_Left, Mod.AltModifier)
    assert page.differences.rows

    def place(part: QWidget) -> QPoint:
        return part.mapTo(page, QPoint(0, 0))

    page.resize(1800, 1000)
    qtbot.waitUntil(lambda: place(page.differences).y() == place(page.windows).y())
    end = place(page.windows).x() + page.windows.width()
    assert place(page.differences).x() > end
    assert place(page.sign).x() > end
    assert place(page.sign).y() < page.height() // 2, "not at the other end of the page"
    page.resize(1200, 700)
    qtbot.waitUntil(lambda: place(page.differences).y() > place(page.windows).y())
