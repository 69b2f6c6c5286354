"""日结 by keyboard on a real profile: yesterday's sheet in the morning, and an old sheet held against the journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.papers.verify.day_code import day_qr, short_code
from counter.services.context.preferences import Preferences
from counter.services.day.close_day import closed_day
from counter.ui.day.day_page import DayPage
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.day import DayFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.office import FRIDAY, Office, office_on

Key = Qt.Key


class Desk:
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        def fail(error: Exception) -> None:
            raise error

        self.office, self.qtbot = office, qtbot
        self.background = Background(fail)
        look = Look(config.resources_folder(), Preferences())
        self.page = DayPage(DayFacade(facade_on(office.app)), self.background, look)
        self.said: list[Message] = []
        self.page.announced.connect(self.said.append)
        qtbot.addWidget(self.page)
        self.page.resize(1290, 680)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.set_clerk(Clerk("W01", "阿木古郎"))
        self.page.on_shown()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key)
        self.settle()

    def enter(self, text: str) -> None:
        field = self.page.findChild(QLineEdit, "dayCode")
        assert field is not None
        field.setText(text)
        QTest.keyClick(field, Key.Key_Return)
        self.settle()

    def sees(self, words: str) -> None:
        """Wait until the words can be read."""
        self.qtbot.waitUntil(lambda: words in self.reads())

    def reads(self) -> str:
        """Everything that can be read on the page."""
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisibleTo(self.page))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit())
        office.later(days=1)
        found = Desk(qtbot, office)
        yield found
        found.background.close()


def test_that_yesterdays_day_is_closed_in_the_morning_and_old_sheets_are_compared(desk: Desk) -> None:
    journal, day = desk.office.app.journal, FRIDAY.date()
    desk.sees("还没有日结")
    desk.key(Key.Key_F8)
    closed = closed_day(journal, day)
    assert closed is not None
    head = closed.head
    desk.qtbot.waitUntil(lambda: desk.page.preview.page_count == 1)  # one page
    desk.sees("由 W01 日结")
    assert len(desk.said) == 1  # sent, or no printer here: either is said, and the day is closed

    assert desk.page.take_code(day_qr(head))
    desk.settle()
    desk.sees("与2026年11月20日 日结单一致到")
    desk.sees("那以后的，它证明不了")

    desk.enter(short_code(head.station, head.epoch, head.seq, bytes(32)))
    desk.sees("短码没有签名")
    desk.enter("B0001-2000D")
    desk.sees("有 9 组")
    desk.enter("/no/such/file.pdf")
    desk.sees("没有这个文件")
    assert not desk.page.take_code("999999199001011238")  # somebody's card: not for this page
