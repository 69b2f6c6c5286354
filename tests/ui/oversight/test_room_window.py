"""The room's window by keys: who may sit there, what is late, the cases behind a number, one case for a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.tasks.board import BoardBy
from counter.services.context.preferences import Preferences
from counter.ui.facades.oversight import OversightFacade
from counter.ui.help.bound_keys import unnamed
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.ledger.ledger_table import LedgerTable
from counter.ui.oversight.behind_list import BehindList
from counter.ui.oversight.board_page import BoardPage
from counter.ui.oversight.board_table import INTAKE, WORKED, BoardTable
from counter.ui.oversight.oversight_shell import COURIER, OversightShell
from counter.ui.window.main_window import MainWindow, WindowKind
from tests.facades import facade_of
from tests.services.office import FARM
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, register, room_of_hall
from tests.services.ratings.test_print_answer import Tray
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key
from tests.ui.told import told

BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class RoomHands(Hands):
    """Keys into the room's window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, facade: OversightFacade) -> None:
        super().__init__(qtbot, window, cast("FakeFacade", facade))

    @property
    def shell(self) -> OversightShell:
        return cast("OversightShell", self.window.shell)

    def sign_on(self, code: str, pin: str) -> None:
        assert self.window.sign_on is not None
        self.window.sign_on.code.setFocus()
        self.window.sign_on.code.clear()
        self.write(code)
        self.key(Key.Key_Return)
        self.write(pin)
        self.key(Key.Key_Return)

    def text(self, name: str) -> str:
        return self.see(TextLabel, name).text()


def filled(folder: Path) -> RoomOfHall:
    hall = room_of_hall(folder, BEGUN)
    with hall.opened(ONE) as one:
        one.file(one.visit(FARM))
    with hall.opened(TWO) as two:
        two.file(two.visit(FARM))
    hall.report()
    hall.clock.at += timedelta(days=40)
    return hall


def test_that_a_supervisor_finds_what_is_late_and_looks_for_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    hall = filled(tmp_path)
    wished = config.written_preferences(Preferences(hints=()))  # here they would say what nobody can do
    (hall.folders[ROOM] / config.PREFERENCES).write_bytes(wished)
    facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock)
    window = MainWindow(facade, kind=WindowKind.OVERSIGHT)
    qtbot.addWidget(window)
    try:
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        hands = RoomHands(qtbot, window, facade)
        hands.sign_on("W01", "1234")
        assert "值班负责人" in told(hands.window)  # a clerk may not
        hands.sign_on("S01", "9876")
        _walk(hands)
        assert facade.preferences.hints == ()  # none was shown, so none was seen
        _export(hands, tmp_path / "board.xlsx")
        shell = hands.shell
        nameless = {
            name: unnamed(name, shell.page_named(name)) for name in shell.page_titles() if name != COURIER
        }
        assert {name: keys for name, keys in nameless.items() if keys} == {}  # on the sheet of keys
        hands.key(Key.Key_L, CTRL)
        assert window.sign_on is not None
        assert window.sign_on.isVisible()
    finally:
        window.shut()
        facade.close()
    with hall.opened(ROOM) as room:
        until = hall.clock.at + timedelta(days=1)
        looks = list(room.app.journal.entries_between({"person.viewed"}, BEGUN, until, subject=""))
        assert [(e.actor, e.read()["place"], e.read()["reason"]) for e in looks] == [
            ("S01", "oversight", "抽查核对")
        ]


def test_that_every_number_of_the_day_opens_its_rows_and_the_board_prints(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall = room_of_hall(tmp_path, BEGUN)
    register(hall)
    with hall.opened(ONE) as one:
        one.file(one.visit(FARM))
    with hall.opened(TWO) as two:
        two.file(two.visit(FARM))
    hall.report()
    tray = Tray()
    facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock, tray)
    window = MainWindow(facade, kind=WindowKind.OVERSIGHT)
    qtbot.addWidget(window)
    try:
        window.resize(1366, 768)
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        hands = RoomHands(qtbot, window, facade)
        hands.sign_on("S01", "9876")
        _today(hands)
        hands.key(Key.Key_P, CTRL)
        ((title, pdf),) = tray.sheets
        assert title == "值班主管室总览"
        assert pdf.startswith(b"%PDF")
        _wide(hands)
    finally:
        window.shut()
        facade.close()


def _today(hands: RoomHands) -> None:
    page = hands.see(BoardPage, "page")
    cards = {name: card.spoken for name, card in page.cards.cards.items()}
    assert cards["intake"].startswith("今天收件 2件，")
    assert "上周一0件" in cards["intake"]
    assert all(card.number.text() for card in page.cards.cards.values())
    hands.key(Key.Key_5, ALT)
    rows = hands.see(LedgerTable, "ledgerTable")
    assert f"今天收件 {len(rows.lines)} 项" in hands.text("behindTitle")
    assert len(rows.lines) > 6
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_8, ALT)
    assert hands.text("behindTitle") == "等来取 0 份"
    hands.key(Key.Key_Escape)
    table = hands.see(BoardTable, "boardTable")
    model = table.model()
    intake = model.index(1, INTAKE)
    assert intake.data(Qt.ItemDataRole.AccessibleTextRole) == "01号窗口 今天收件 1件"
    assert model.index(1, WORKED).data() == "阿木古郎"
    table.setCurrentIndex(intake)
    hands.key(Key.Key_Return)
    assert "01号窗口 · 今天收件" in hands.text("behindTitle")
    hands.key(Key.Key_Escape)
    assert table.isVisible()
    assert page.organs.isVisible()
    assert page.organs.title.text().startswith("部门：")


def _wide(hands: RoomHands) -> None:
    """On a wide screen what is worst stands beside from the beginning; small again, the board is back."""
    page = hands.see(BoardPage, "page")
    hands.window.resize(1920, 1080)
    hands.settle()
    assert page.rows.isVisible()
    assert page.table.isVisible()
    assert page.organs.isVisible()
    hands.qtbot.waitUntil(
        lambda: all(page.height() - part.geometry().bottom() > 100 for part in (page.sheet, page.organs))
    )  # they end with their last row
    hands.window.resize(1366, 768)
    hands.settle()
    assert page.organs.isVisible()
    assert not page.rows.isVisible()
    hands.qtbot.waitUntil(lambda: page.width() - page.organs.geometry().right() < 40)  # all of the width
    hands.window.resize(1024, 700)
    hands.settle()
    assert page.table.isVisible()
    assert not page.rows.isVisible()
    hands.qtbot.waitUntil(lambda: page.width() - page.sheet.geometry().right() < 40)
    assert not page.organs.isVisible()
    hands.key(Key.Key_2, CTRL)
    assert page.organs.isVisible()


def _export(hands: RoomHands, file: Path) -> None:
    hands.key(Key.Key_F1)
    hands.key(Key.Key_E, CTRL)
    dialog = hands.window.findChild(QFileDialog, "excelDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    hands.qtbot.waitUntil(file.exists)
    dialog.reject()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    hands.see(BoardTable, "boardTable").setFocus()
    hands.settle()
    names = load_workbook(file).sheetnames
    boards = [f"总览 {by.label}" for by in BoardBy]
    assert [name.partition("（")[0] for name in names] == ["说明", *boards, "今天和上周", "部门天数"]


def _walk(hands: RoomHands) -> None:
    table = hands.see(BoardTable, "boardTable")
    assert table.model().rowCount() == 3  # the hall and its two windows
    assert hands.text("card_late") == "2"
    assert "超期2件" in hands.text("boardFinding")
    assert hands.text("card_unheard") == "2"
    passed: list[QWidget] = []
    QApplication.instance().focusChanged.connect(lambda _, now: passed.append(now) if now else None)  # type: ignore[union-attr]
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)  # what is late at the first of them
    cases = hands.see(BehindList, "behindList")
    assert passed == [cases]  # through nothing on the way, which a screen reader would say
    assert cases.accessibleName() == hands.text("behindTitle")
    assert cases.model().rowCount() == 1
    assert "超期 1 件" in hands.text("behindTitle")
    hands.key(Key.Key_Escape)
    assert table.isVisible()
    assert passed == [cases, table]
    hands.key(Key.Key_2, CTRL)
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == BoardBy.ORGAN.label
    assert hands.text("boardNote") == BoardBy.ORGAN.note  # why the organs add up to more than the hall
    hands.key(Key.Key_1, ALT)
    assert cases.model().rowCount() == 2
    hands.key(Key.Key_Return)
    page = hands.shell.find_case
    assert page.isVisible()
    assert not page.detail.isVisible()  # first, why
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_F1)
    hands.key(Key.Key_Return)
    hands.keys("2")
    assert page.detail.isVisible()
    assert not page.detail.papers.bar.isVisible()
    assert not page.detail.head.show_it.isVisible()
    assert not page.slip.isVisible()
