"""日结 by keyboard on a real profile: yesterday's sheet in the morning, and an old sheet held against the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter.domain.hall.day_events import DayClosed
from counter.domain.papers.verify.day_code import day_qr, short_code
from counter.services.day.close_day import close_day, closed_day
from counter.services.tasks.count_differences import open_differences
from counter.ui.day.day_page import DayPage
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.day import DayFacade
from tests.facades import facade_on
from tests.services.office import FRIDAY, Office, office_on
from tests.services.rounds.test_rounds import filed
from tests.ui.page_desk import PageDesk

Key = Qt.Key


class Desk(PageDesk[DayPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office = office
        super().__init__(qtbot, partial(DayPage, DayFacade(facade_on(office.app))))
        self.sign_on(Clerk("W01", "阿木古郎"))

    def enter(self, text: str) -> None:
        field = self.page.findChild(QLineEdit, "dayCode")
        assert field is not None
        field.setText(text)
        QTest.keyClick(field, Key.Key_Return)
        self.settle()

    def sees(self, words: str) -> None:
        """Wait until the words can be read."""
        self.qtbot.waitUntil(lambda: words in self.reads())


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


@pytest.fixture
def today(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with office_on(tmp_path / "profile") as office:
        filed(office)
        found = Desk(qtbot, office)
        yield found
        found.background.close()


def test_that_the_page_says_what_was_done_after_the_day_was_closed(today: Desk) -> None:
    close_day(today.office.app, FRIDAY.date(), clerk=today.office.clerk)
    today.page.on_shown()
    today.sees("由 W01 日结")
    assert "日结以后又办了" not in today.reads()
    assert filled(today) == ["dayPrint"]
    today.office.file(replace(today.office.visit(), duplicate_reason="另一家"))
    today.page.on_shown()
    today.sees("日结以后又办了 1 件，那一张里没有：写明理由，另打一张。")
    said = today.page.findChild(QLabel, "dayLater")
    assert said is not None
    assert said.property("role") == "gap", "it is to be done, not only known"
    assert filled(today) == ["dayAnew"]


def filled(desk: Desk) -> list[str]:
    """The buttons of the day that claim the eye."""
    buttons = (desk.page.card.print, desk.page.card.anew)
    return [
        one.objectName()
        for one in buttons
        if one.isVisibleTo(desk.page) and one.property("role") == "primary" and not one.property("quiet")
    ]


def typed(desk: Desk, **fields: str) -> None:
    """Text into fields by name, as an input method commits it."""
    for name, text in fields.items():
        field = desk.page.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.clear()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(field, event)


def test_that_a_count_typed_while_somebody_else_closed_the_day_stays_and_is_said(today: Desk) -> None:
    here = sum(one.count for one in today.office.app.journal.held().originals())
    today.sees(f"应有{here}")
    typed(today, count_originals=str(here))
    close_day(today.office.app, FRIDAY.date(), clerk=today.office.clerk)
    today.key(Key.Key_F8)
    today.sees("已由 W01 日结，这里点的数没有记")
    assert today.page.half_done
    assert today.said == []  # a sheet without the count is not printed as if it were this one
    typed(today, dayReason="点了数")
    QTest.keyClick(today.page, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    today.settle()
    closed = closed_day(today.office.app.journal, FRIDAY.date())
    assert closed is not None
    assert isinstance(closed.said, DayClosed)
    assert closed.said.counts[0].counted == here


def test_that_a_shift_after_the_day_was_closed_is_refused_before_anything_is_typed(today: Desk) -> None:
    close_day(today.office.app, FRIDAY.date(), clerk=today.office.clerk)
    today.page.on_shown()
    today.sees("由 W01 日结")
    today.settle()
    QTest.keyClick(today.page, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert today.page.shift.isHidden()
    assert "日结是当天最后一次" in today.said[-1].sentence


def test_that_a_count_is_confirmed_by_a_second_press_and_explained_on_the_page(today: Desk) -> None:
    journal, here = (
        today.office.app.journal,
        sum(one.count for one in today.office.app.journal.held().originals()),
    )
    today.sees(f"应有{here}")
    assert today.page.table.model().rowCount() > 0
    typed(today, count_originals="一")
    today.key(Key.Key_F8)
    today.sees("要填数字")
    typed(today, count_originals=str(here - 1))
    today.key(Key.Key_F8)
    today.sees("再按一次 F8 就是确认")
    typed(today, count_originals=str(here - 2))  # counted once more, otherwise: this is a count of its own
    today.key(Key.Key_F8)
    today.sees(f"实点{here - 2}份")
    assert closed_day(journal, FRIDAY.date()) is None
    today.key(Key.Key_F8)
    assert closed_day(journal, FRIDAY.date()) is not None
    today.sees("实点不符")
    QTest.keyClick(today.page, Key.Key_W, Qt.KeyboardModifier.AltModifier)
    today.sees("请选找到了")
    today.key(Key.Key_1)
    typed(today, differenceWords="夹在另一件的袋子里")
    QTest.keyClick(today.page, Key.Key_W, Qt.KeyboardModifier.AltModifier)
    today.settle()
    today.qtbot.waitUntil(lambda: today.page.difference.isHidden())
    assert open_differences(journal) == ()
    QTest.keyClick(today.page, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    today.sees("要写明为什么")


def test_that_two_people_hand_the_window_over_on_the_page(today: Desk) -> None:
    taken: list[Clerk] = []
    today.page.shift_taken.connect(taken.append)
    QTest.keyClick(today.page, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    today.key(Key.Key_F9)
    today.sees("请交班人输入口令")
    typed(today, shiftGiverPin="1234", shiftTaker="w01", shiftTakerPin="1234")
    today.key(Key.Key_F9)
    today.sees("交班要两个人")
    assert [one.text() for one in today.page.findChildren(QLineEdit) if "Pin" in one.objectName()] == ["", ""]
    today.key(Key.Key_F8)  # the day's own key rests meanwhile
    assert closed_day(today.office.app.journal, FRIDAY.date()) is None
    typed(today, shiftGiverPin="1234", shiftTaker="s01", shiftTakerPin="9876")
    today.key(Key.Key_F9)
    today.qtbot.waitUntil(lambda: bool(taken))
    assert [one.code for one in taken] == ["S01"]
    today.qtbot.waitUntil(lambda: bool(today.said))
    assert "日结单" not in today.said[-1].sentence
    assert today.page.shift.isHidden()


def test_that_the_hand_over_says_whose_count_differs_and_leads_there_and_enter_walks(today: Desk) -> None:
    here = sum(one.count for one in today.office.app.journal.held().originals())
    typed(today, count_originals=str(here - 1))
    today.key(Key.Key_F8)
    today.sees("再按一次 F8 就是确认")
    QTest.keyClick(today.page, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert "F8 就是确认" not in today.reads()
    walked = []
    for _ in range(7):
        walked.append(today.page.focusWidget().objectName())
        today.key(Key.Key_Return)
    counts = ("originals", "certificates")
    given, taken = ([f"{who}_{what}" for what in counts] for who in ("given", "taken"))
    assert walked == [*given, "shiftGiverPin", *taken, "shiftTaker", "shiftTakerPin"]
    typed(today, given_originals=str(here), taken_originals=str(here - 1))
    typed(today, shiftGiverPin="1234", shiftTaker="s01", shiftTakerPin="9876")
    today.key(Key.Key_F9)
    today.sees("接班人点的：原件应有")
    assert today.page.focusWidget().objectName() == "taken_originals"
    typed(today, given_originals=str(here + 1), shiftGiverPin="1234", shiftTakerPin="9876")
    today.key(Key.Key_F9)
    today.sees("交班人点的：原件应有")
    assert today.page.focusWidget().objectName() == "given_originals"


def test_that_esc_leaves_the_hand_over_and_forgets_the_pins(today: Desk) -> None:
    QTest.keyClick(today.page, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    typed(today, shiftGiverPin="1234", given_originals="3")
    assert today.page.half_done
    today.key(Key.Key_Escape)
    assert today.page.shift.isHidden()
    assert not today.page.half_done


def test_that_beside_a_shift_no_word_is_cut_on_a_small_screen(desk: Desk) -> None:
    """1024 pixels less the rail; both people's counts stand whole, the list beside the cards and not below them."""
    page = desk.page
    page.resize(940, 640)
    page.hand_over.click()
    desk.qtbot.waitUntil(page.shift.isVisible)
    labels = [one for one in page.shift.findChildren(QLabel) if one.isVisible() and not one.wordWrap()]
    assert len(labels) > 8
    desk.qtbot.waitUntil(lambda: [one.text() for one in labels if one.width() < one.sizeHint().width()] == [])
    assert page.card.mapTo(page, page.card.rect().topRight()).x() < page.shift.x()


def test_that_a_day_closed_by_another_program_shows_and_what_is_counted_stays(today: Desk) -> None:
    here = sum(one.count for one in today.office.app.journal.held().originals())
    today.sees(f"应有{here}")
    typed(today, count_originals=str(here))
    close_day(today.office.app, FRIDAY.date(), clerk=today.office.clerk)
    today.page.look_again()
    today.sees("由 W01 日结")
    assert today.page.half_done
    pages: list[str] = []
    today.page.preview.say = pages.append  # type: ignore[method-assign]
    today.page.look_again()
    today.settle()
    assert pages == []  # nothing changed: the sheet in sight does not flicker


def test_that_who_counts_stays_at_the_thing_while_others_file(today: Desk) -> None:
    today.settle()
    table = today.page.table
    table.selectRow(2)
    under = table.currentIndex().siblingAtColumn(2).data()
    filed(today.office)
    before = table.model().rowCount()
    today.page.look_again()
    today.settle()
    assert table.model().rowCount() > before
    assert table.currentIndex().siblingAtColumn(2).data() == under


def test_that_a_shift_form_says_that_the_day_was_closed_elsewhere(today: Desk) -> None:
    QTest.keyClick(today.page, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    typed(today, given_originals="3")
    close_day(today.office.app, FRIDAY.date(), clerk=today.office.clerk)
    today.page.look_again()
    today.sees("日结是当天最后一次")
    assert today.page.shift.isVisible()
    assert today.page.half_done
