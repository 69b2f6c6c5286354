"""A supervisor's whole round in the room by keys alone: what is late, a look, 评查, 对账, 上报, 大厅, lock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.services.oversight.reconcile_day import signatures
from counter.services.oversight.samples import list_samples
from counter.ui.window.main_window import WindowKind
from tests.journeys.test_one_key_in_room import sitting
from tests.services.office import FARM, leaving
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, room_of_hall
from tests.ui.hands import Hands, Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def said(hands: Hands) -> str:
    """Everything that can be read."""
    labels = hands.window.findChildren(QLabel)
    return "\n".join([hands.message(), *(one.text() for one in labels if one.isVisible())])


def reads(hands: Hands, words: str) -> None:
    hands.qtbot.waitUntil(lambda: words in said(hands))


def filled(folder: Path) -> tuple[RoomOfHall, Case, Case]:
    """A late case, and one that ended, at two windows of the register."""
    hall = room_of_hall(folder)
    with hall.opened(ONE) as one, hall.opened(TWO) as two:
        late = one.file(one.visit(FARM))
        ended = two.file(two.visit(FARM))
        items = tuple(item.id for item in ended.items if not item.state.closed)
        two.do(ended, leaving(items, written=civil_date(hall.clock.at)))
    hall.report()
    hall.clock.at += timedelta(days=40)
    return hall, late, ended


def test_that_a_supervisors_round_needs_no_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    hall, late, ended = filled(tmp_path)
    with sitting(qtbot, hall, ROOM, ("S01", "9876"), WindowKind.OVERSIGHT) as hands:
        _what_is_late(hands, late)
        _reviews(hands, hall)
        _days(hands)
        _reporting(hands)
        _hall(hands)
        hands.key(Key.Key_L, CTRL)
        assert hands.window.sign_on is not None
        assert hands.window.sign_on.isVisible()
        hands.write("9876")
        hands.key(Key.Key_Return)
        qtbot.waitUntil(lambda: hands.window.shell.rail.isVisible())
    with hall.opened(ROOM) as room:
        (sample,) = list_samples(room.app.journal)
        assert sample.left == 0
        day = civil_date(hall.clock.at)
        assert any(signatures(room.app.journal, day - timedelta(days=n)) for n in range(3))
        looks = {
            entry.subject
            for case in (late, ended)
            for entry in room.app.journal.entries(case.id)
            if entry.kind == "person.viewed"
        }
        assert late.id in looks
        (reviewed,) = sample.cases
        assert reviewed.case.case == ended.id


def _what_is_late(hands: Hands, late: Case) -> None:
    reads(hands, "超期1件")
    hands.key(Key.Key_2, CTRL)
    hands.key(Key.Key_1, CTRL)
    hands.key(Key.Key_1, ALT)
    hands.qtbot.waitUntil(lambda: hands.shows("behindList"))
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.shows("lookForm"))
    hands.keys("2")
    hands.qtbot.waitUntil(lambda: hands.shows("caseDetail"))
    reads(hands, late.number[-4:-1])
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_F1)


def _reviews(hands: Hands, hall: RoomOfHall) -> None:
    hands.key(Key.Key_F6)
    hands.key(Key.Key_N, CTRL)
    hands.key(Key.Key_Tab)
    hands.write("2026-11-01")
    hands.key(Key.Key_F9)
    reads(hands, "已公布")
    hall.clock.at += timedelta(days=2)
    hands.key(Key.Key_F8)
    reads(hands, "抽了")
    hands.key(Key.Key_Return)  # from the list of samples to its cases
    hands.key(Key.Key_Return)
    reads(hands, "评查完，发给主办窗口")
    hands.key(Key.Key_F9)
    reads(hands, "答复")  # by when, first of all: the cursor is there
    hands.write("2027-01-15")
    hands.key(Key.Key_F9)
    reads(hands, "还没有核对")
    while hands.focus().objectName() != "reviewUntil":  # from point to point, then on to the day
        hands.keys("1")
    hands.key(Key.Key_F9)
    reads(hands, "已评查")


def _days(hands: Hands) -> None:
    hands.key(Key.Key_F7)
    hands.key(Key.Key_Left, ALT)
    hands.key(Key.Key_F9)
    if "怎么处理" in said(hands):
        hands.write("窗口停窗，已经问过")
        hands.key(Key.Key_F9)
    reads(hands, "已签认")


def _reporting(hands: Hands) -> None:
    hands.key(Key.Key_U, CTRL | SHIFT)
    hands.qtbot.waitUntil(lambda: hands.shows("reportingState"))
    hands.key(Key.Key_L, CTRL | SHIFT)
    hands.key(Key.Key_F3)


def _hall(hands: Hands) -> None:
    hands.key(Key.Key_H, CTRL)
    hands.qtbot.waitUntil(lambda: hands.shows("hallParts"))
    hands.keys("3")
    hands.qtbot.waitUntil(lambda: hands.shows("recordSummary"))
