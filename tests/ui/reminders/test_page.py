"""告知 by keyboard on a real profile: one key an outcome, the number only while held, a wrong key taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.case.person_events import PersonViewed
from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.journal.kinds import kind_of
from counter.services.context.preferences import Preferences
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.reminders import RemindersFacade
from counter.ui.kit.controls.column_scroll_area import BAR
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.reminders.page import RemindersPage
from tests.facades import facade_on
from tests.services.office import Office, office_on
from tests.settings import somebody
from tests.ui.page_desk import PageDesk
from tests.ui.told import told

Key = Qt.Key
OTHER = {"name": "阿茹娜", "id_number": "999999199203032328", "phone": "10000005679"}


class Desk(PageDesk[RemindersPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office = office
        super().__init__(qtbot, partial(RemindersPage, RemindersFacade(facade_on(office.app))))
        self.wanted: list[str] = []
        self.page.case_wanted.connect(self.wanted.append)
        self.sign_on(Clerk("W01", "阿木古郎"))
        self.page.on_shown()  # the list has its rows now, and the keys
        self.settle()

    def settle(self) -> None:
        super().settle()
        for strokes in self.page.findChildren(StrokeFilter, StrokeFilter.NAME):
            strokes.forget()  # a person's next key is a stroke of its own

    def write(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name)
        assert field is not None
        assert field.hasFocus()
        QTest.keyClicks(field, text) if text.isascii() else field.insert(text)
        QTest.keyClick(field, Key.Key_Return)
        self.settle()

    def label(self, name: str) -> str:
        found = self.page.findChild(QLabel, name)
        assert found is not None
        return found.text()

    @property
    def waiting(self) -> list[str]:
        return [row.who for row in self.page.list.rows]

    def outcomes(self) -> list[ReminderOutcome]:
        """What stands in the journal, case by case."""
        from counter.domain.case.reminder_events import ReminderSent

        kind = kind_of(ReminderSent)
        rows = self.office.app.journal.find_cases("")
        entries = (e for row in rows for e in self.office.app.journal.entries(row.case))
        return [kind.both(e)[0].outcome for e in entries if kind.knows(e)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two applicants who agreed, filed on a Friday; now it is Monday."""
    with office_on(tmp_path / "profile") as office:
        for person in (somebody(), somebody(**OTHER)):
            office.file(replace(office.visit(), applicant=person, remind=True))
        office.later(days=3)
        yield office


@pytest.fixture
def desk(qtbot: QtBot, office: Office) -> Iterator[Desk]:
    found = Desk(qtbot, office)
    yield found
    found.background.close()


def test_that_a_call_is_one_key_and_the_next_is_there_at_once(desk: Desk) -> None:
    assert sorted(desk.waiting) == ["巴*", "阿*"]
    first = desk.label("callWho")
    desk.key(Key.Key_1)
    assert len(desk.waiting) == 1
    assert desk.label("callWho") != first
    desk.key(Key.Key_1)
    assert desk.waiting == []
    assert "没有要告知的" in desk.label("noCallsTitle")
    assert desk.outcomes() == [ReminderOutcome.REACHED] * 2


def test_that_one_stroke_struck_twice_tells_one_person(desk: Desk) -> None:
    at = int(time.monotonic() * 1000)
    for stamp in (at, at + 40):  # by the keyboard's own clock, however fast the first was recorded
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
        event.setTimestamp(stamp)
        QCoreApplication.sendEvent(desk.page.list, event)
        desk.qtbot.waitUntil(lambda: not desk.background.busy)
    assert len(desk.waiting) == 1


def test_that_who_did_not_answer_comes_last(desk: Desk) -> None:
    first, second = desk.waiting
    desk.key(Key.Key_2)
    assert desk.waiting == [second, first]
    assert desk.label("callWho").startswith(second)


def test_that_a_wrong_key_is_taken_back(desk: Desk) -> None:
    desk.key(Key.Key_4)
    assert len(desk.waiting) == 1
    desk.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.waiting) == 2
    desk.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "没有可以收回的" in desk.said[-1].sentence


def test_that_the_number_is_whole_only_while_held_and_that_is_on_record(desk: Desk) -> None:
    row = desk.page.list.row()
    assert row is not None
    masked = desk.label("callNumber")
    assert "****" in masked
    target = desk.page.focusWidget()
    assert target is not None
    QTest.keyPress(target, Key.Key_V)
    desk.qtbot.waitUntil(lambda: "****" not in desk.label("callNumber"))
    QTest.keyRelease(target, Key.Key_V)
    assert desk.label("callNumber") == masked
    kind = kind_of(PersonViewed)
    looks = [e for e in desk.office.app.journal.entries(row.case) if kind.knows(e)]
    assert [kind.both(e)[0].place for e in looks] == ["reminders"]


def test_that_a_number_released_before_it_came_is_not_shown(desk: Desk) -> None:
    masked = desk.label("callNumber")
    target = desk.page.focusWidget()
    assert target is not None
    QTest.keyPress(target, Key.Key_V)
    QTest.keyRelease(target, Key.Key_V)
    desk.settle()
    assert desk.label("callNumber") == masked


def test_that_who_was_not_told_has_a_reason(desk: Desk) -> None:
    desk.key(Key.Key_5)
    desk.write("callWhy", "")
    assert "写明为什么" in told(desk.page)
    desk.write("callWhy", "停电")
    assert len(desk.waiting) == 1
    assert desk.outcomes() == [ReminderOutcome.NOT_MADE]


def test_that_esc_gives_a_field_up_and_the_keys_go_on(desk: Desk) -> None:
    desk.key(Key.Key_5)
    desk.key(Key.Key_Escape)
    assert desk.page.list.hasFocus()
    desk.key(Key.Key_1)
    assert desk.outcomes() == [ReminderOutcome.REACHED]


def test_that_a_wrong_number_is_put_right_on_the_spot(desk: Desk) -> None:
    first = desk.waiting[0]
    desk.key(Key.Key_3)
    assert desk.label("callWho").startswith(first)
    desk.key(Key.Key_1)  # not offered while the number is wrong
    assert desk.outcomes() == [ReminderOutcome.WRONG_NUMBER]
    desk.key(Key.Key_6)
    desk.write("callNewNumber", "12")
    assert "位数不对" in told(desk.page)
    desk.page.card.number.clear()
    desk.write("callNewNumber", "10000005670")
    assert desk.label("callNumber").endswith("5670")
    desk.key(Key.Key_1)
    assert len(desk.waiting) == 1


def test_that_enter_opens_the_case(desk: Desk) -> None:
    row = desk.page.list.row()
    assert row is not None
    desk.key(Key.Key_Return)
    assert desk.wanted == [row.number]


def test_that_a_task_leads_to_its_own_call(desk: Desk) -> None:
    last = desk.page.list.rows[1]
    desk.page.begin_with(last.number)
    desk.page.on_shown()
    desk.settle()
    assert desk.page.list.row() == last


def test_that_nobody_is_listed_at_night(qtbot: QtBot, office: Office) -> None:
    office.later(hours=12)
    desk = Desk(qtbot, office)
    assert desk.waiting == []
    assert "有 2 件等着" in desk.label("noCallsWords")
    desk.background.close()


def test_that_a_file_for_the_gateway_takes_the_own_pin(desk: Desk, tmp_path: Path) -> None:
    desk.key(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    desk.write("gatewayPin", "1234")
    dialog = desk.page.findChild(QFileDialog, "gatewayDialog")
    assert dialog is not None
    file = tmp_path / "sms.csv"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    desk.settle()
    assert "短信 2 条" in desk.said[-1].sentence
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 3
    assert desk.waiting == []


def test_that_a_wrong_pin_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.key(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    desk.write("gatewayPin", "9999")
    dialog = desk.page.findChild(QFileDialog, "gatewayDialog")
    assert dialog is not None
    file = tmp_path / "sms.csv"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    desk.settle()
    assert not file.exists()
    assert len(desk.waiting) == 2


def test_that_the_words_of_a_call_end_at_the_edge_of_its_buttons(desk: Desk) -> None:
    desk.page.resize(1266, 700)
    desk.settle()
    card = desk.page.findChild(QWidget, "callCard")
    assert card is not None

    def right(name: str) -> int:
        part = card.findChild(QWidget, name)
        assert part is not None
        return part.mapTo(card, QPoint(part.width(), 0)).x()

    edge = right("call_wrong_number")
    assert 20 <= card.width() - edge < 20 + 3, "three buttons in a row share the width in whole pixels"
    assert 0 <= right("callWords") - BAR - edge < 3
    assert right("callSentence") == right("qt_scrollarea_viewport")


def test_that_the_sentence_is_whole_over_its_buttons_in_the_smallest_window_in_the_largest_letters(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    desk.look.load_fonts()
    request.addfinalizer(lambda: desk.look.apply(Preferences()))
    desk.look.apply(replace(desk.look.preferences, letters=150))
    desk.page.resize(906, 638)  # what bar and rail leave of 1024 and 700
    desk.settle()
    sentence = desk.page.findChild(QLabel, "callSentence")
    area = desk.page.findChild(QScrollArea, "callWords")
    assert sentence is not None
    assert area is not None

    def over() -> int:
        """Pixels of the sentence that are not in sight."""
        end = sentence.mapTo(area.viewport(), QPoint(0, sentence.height())).y()
        return end - area.viewport().height()

    desk.qtbot.waitUntil(lambda: over() <= 0)
