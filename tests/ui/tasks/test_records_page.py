"""记录 as a supervisor works with it by keyboard, on a real profile; nobody else sees a line of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.case.person_events import LookReason
from counter.domain.tasks.records.record import RecordKind
from counter.services.hall.staff import sign_on
from counter.services.hall.station_log import log_view
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.records import RecordsFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.tasks.records_page import RecordsPage
from tests.facades import facade_on
from tests.services.office import Office, office_on
from tests.ui.page_desk import PageDesk

Key = Qt.Key
SUPERVISOR = Clerk("S01", "苏日娜", supervisor=True)
APPLICANT = "巴图吉雅"


class Desk(PageDesk[RecordsPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        super().__init__(qtbot, partial(RecordsPage, RecordsFacade(facade_on(office.app))))

    def type(self, text: str) -> None:
        for char in text:
            QTest.keyClick(self.page.focusWidget(), char)

    def kinds(self) -> list[RecordKind]:
        model = self.page.list.model()
        rows = [model.index(n, 0).data(int(Qt.ItemDataRole.UserRole) + 1) for n in range(model.rowCount())]
        return [row.kind for row in rows]

    def reads(self) -> str:
        """Everything that can be read on the page."""
        model = self.page.list.model()
        rows = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
        return "\n".join([super().reads(), *rows])

    def see(self, name: str) -> str:
        label = self.page.findChild(QLabel, name)
        assert label is not None
        return label.text() if label.isVisibleTo(self.page) else ""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A hall in which somebody looked at a case and did nothing on it."""
    with office_on(tmp_path / "profile") as opened:
        case = opened.file(opened.visit())
        opened.later(hours=2)
        log_view(opened.app.journal, case_id=case.id, clerk="W01")
        opened.later(minutes=1)
        yield opened


@pytest.fixture
def desk(qtbot: QtBot, office: Office) -> Iterator[Desk]:
    found = Desk(qtbot, office)
    yield found
    found.background.close()


def test_that_all_of_the_half_hour_around_a_record_can_be_seen(desk: Desk, office: Office) -> None:
    for _ in range(15):
        sign_on(office.app.journal, code="W01", pin="1234")
    desk.sign_on(SUPERVISOR)

    def more() -> list[ActButton]:
        return [b for b in desk.page.findChildren(ActButton, "moreNear") if b.isVisibleTo(desk.page)]

    desk.qtbot.waitUntil(lambda: bool(more()))
    assert more()[0].words == "还有3条，都列出"
    more()[0].setFocus()
    desk.key(Key.Key_Return)

    def listed() -> int:
        labels = (one for one in desk.page.detail.findChildren(QLabel) if one.isVisibleTo(desk.page))
        return sum("上岗" in one.text() for one in labels)

    desk.qtbot.waitUntil(lambda: listed() == 15 and not more())


def test_that_a_supervisor_finds_what_is_unusual_and_whom_it_is_about_by_keyboard(desk: Desk) -> None:
    desk.sign_on(SUPERVISOR)
    assert desk.kinds()[0] is RecordKind.LOOK
    assert len(desk.kinds()) > 1
    assert "前后30分钟没有办这一件" in desk.reads()
    assert APPLICANT not in desk.reads()
    desk.key(Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.kinds() == [RecordKind.LOOK]
    desk.page.list.setFocus()
    desk.key(Key.Key_Return)  # to the form
    desk.key(Key.Key_2)
    assert desk.page.detail.reasons.chosen == (LookReason.CHECK.value,)
    desk.type("1111")
    desk.key(Key.Key_Return)
    desk.settle()
    assert "口令不对" in desk.reads()
    assert desk.page.detail.pin.text() == ""
    assert APPLICANT not in desk.reads()
    desk.type("9876")
    desk.key(Key.Key_Return)
    desk.settle()
    assert APPLICANT in desk.see("revealedApplicant")
    desk.key(Key.Key_Escape)
    assert APPLICANT not in desk.reads()  # nobody's name stays
    assert desk.page.list.hasFocus()
    desk.key(Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert "理由：抽查核对" in desk.reads()  # this look too


def test_that_the_file_is_written_and_the_export_is_a_record(desk: Desk, tmp_path: Path) -> None:
    desk.sign_on(SUPERVISOR)
    desk.key(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.page.findChild(QFileDialog, "excelDialog")
    assert dialog is not None
    file = tmp_path / "记录.xlsx"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    desk.qtbot.waitUntil(lambda: RecordKind.EXPORT in desk.kinds())
    assert file.read_bytes()[:2] == b"PK"
    assert "没有申请人姓名" in desk.said[-1].sentence


def test_that_a_wrong_day_and_an_unknown_case_are_told_and_the_list_stays(desk: Desk) -> None:
    desk.sign_on(SUPERVISOR)
    before = desk.kinds()
    filters = desk.page.filters
    filters.period.setCurrentIndex(filters.period.count() - 1)
    filters.period.activated.emit(filters.period.currentIndex())
    desk.settle()
    assert filters.since.hasFocus()
    desk.type("2026-13-45")
    desk.key(Key.Key_Return)
    assert desk.said
    assert filters.since.accessibleDescription()
    filters.since.clear()
    filters.case.setFocus()
    desk.type("15220103A99999999999")
    desk.key(Key.Key_Return)
    desk.settle()
    assert "没有编号是" in desk.said[-1].sentence
    assert desk.kinds() == before


def test_that_nobody_but_a_supervisor_sees_a_line_and_leaving_takes_it_away(desk: Desk) -> None:
    desk.sign_on(SUPERVISOR)
    assert desk.kinds()
    desk.sign_on(Clerk("W01", "阿木古郎"))
    assert desk.kinds() == []
    assert "只给值班负责人看" in desk.see("noRecords")
    visible = [w.objectName() for w in desk.page.findChildren(QWidget) if w.isVisibleTo(desk.page)]
    assert not {"recordList", "recordFilters", "exportRecords", "recordDetail"} & set(visible)
    desk.page.export()
    assert desk.page.findChild(QFileDialog) is None


def test_that_the_card_of_a_record_ends_with_its_words_on_a_tall_screen(desk: Desk) -> None:
    desk.page.resize(1800, 1000)
    desk.sign_on(SUPERVISOR)
    card = desk.page.detail
    desk.qtbot.waitUntil(lambda: bool(desk.see("recordSentence")))
    words = card.findChild(QScrollArea, "recordScroll")
    assert words is not None
    desk.qtbot.waitUntil(lambda: 0 < card.height() <= words.widget().sizeHint().height() + 200 < 800)


def test_that_the_filters_stand_over_the_whole_page_in_even_steps(desk: Desk) -> None:
    desk.sign_on(SUPERVISOR)
    filters, page = desk.page.filters, desk.page
    desk.qtbot.waitUntil(lambda: page.list.isVisible())
    assert filters.width() > page.list.width() + page.detail.width(), "narrow, they took three lines"
    clerk, kind = filters.clerk.geometry(), filters.kind.geometry()
    between = kind.left() - clerk.right()
    assert clerk.left() - filters.period.geometry().right() == between
    filters.period.setCurrentIndex(filters.period.count() - 1)
    filters.period.activated.emit(filters.period.currentIndex())
    assert filters.since.isVisible()
