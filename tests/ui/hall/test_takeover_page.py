"""The page 接转 as two people use it, on a real profile: faults at their cells, what would be, two signatures, undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.config import resources_folder
from counter.domain.hall.consent import Consent
from counter.services.case.take_over import take_over
from counter.services.case.taken_batches import taken_batches
from counter.services.case.undo_take_over import undo_take_over
from counter.services.context.projection import read_case
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.takeover import HallTakeOver
from counter.ui.facades.window import Preferences
from counter.ui.hall.takeover_page import TakeOverPage
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.theme import Look
from counter.ui.words.printing import unprinted
from tests.facades import facade_on
from tests.services.office import Office, office_on
from tests.take_over_files import ACCEPTED, CASE, GAP, TOLD, filled, one_case
from tests.ui.told import told

GOOD = one_case(ACCEPTED, TOLD, gaps=(GAP,))


@dataclass
class Hall:
    """The page, and somebody at it."""

    qtbot: QtBot
    office: Office
    page: TakeOverPage
    background: Background

    def says(self, name: str) -> str:
        """The words of a label."""
        label = self.page.findChild(QLabel, name)
        assert label is not None
        return label.text()

    def open(self, file: Path) -> None:
        """Choose a file, and wait until it was checked."""
        self.page.open(file)
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=10_000)

    def sign(self, code: str, pin: str) -> None:
        """The second person types code and PIN and presses F9."""
        fields = self.page.supervisor
        fields.clear()
        self.qtbot.keyClicks(fields.code, code)
        self.qtbot.keyClicks(fields.pin, pin)
        self.qtbot.keyClick(fields.pin, Qt.Key.Key_F9)
        self.wait()

    def rows(self) -> list[list[str]]:
        """The table as it is read."""
        model = self.page.found.table.model()
        return [
            [str(model.index(r, c).data()) for c in range(model.columnCount())]
            for r in range(model.rowCount())
        ]

    @property
    def taken(self) -> int:
        """Cases on the lists."""
        return len(self.office.app.journal.find_cases(""))


@pytest.fixture
def hall(qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    with office_on(tmp_path / "profile") as office:
        background = Background(lambda error: pytest.fail(repr(error)))
        look = Look(resources_folder(), Preferences())
        page = TakeOverPage(HallTakeOver(facade_on(office.app)), background, look)
        qtbot.addWidget(page)
        page.set_clerk(Clerk("W01", "阿木古郎"))
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        yield Hall(qtbot, office, page, background)
        background.close()


def test_that_two_people_take_a_workbook_over_and_undo_it(hall: Hall, tmp_path: Path) -> None:
    file = tmp_path / "接转.xlsx"
    file.write_bytes(filled(GOOD))
    hall.open(file)
    assert "可以接转 1 件" in hall.says("takeOverHead")
    assert [row[:4] for row in hall.rows()] == [
        [str(CASE["原编号"]), "巴**雅", "公众聚集场所投入使用、营业前消防安全检查", "已受理"],
        ["", "", "食品经营许可（新办）", "待补正"],
    ]
    assert hall.rows()[1][5:] == ["12月1日", "补正期限：待补正：主要设备设施布局、操作流程等文件"]
    assert (hall.taken, hall.page.half_done) == (0, "接转还没有签名")
    file.write_bytes(b"changed since")  # what was checked is what is taken
    hall.sign("W01", "1234")
    assert "两个人签名" in told(hall.page)
    hall.sign("S01", "0000")
    assert "工号或口令不对" in told(hall.page)
    assert hall.taken == 0
    with hall.qtbot.waitSignal(hall.page.changed):
        hall.sign("S01", "9876")
    assert "接转了 1 件，没有出新的文书" in hall.says("takeOverHead")
    assert hall.taken == 1
    (batch,) = taken_batches(hall.office.app.journal)
    case = read_case(hall.office.app.journal, batch.cases[0].case)
    assert len(case.papers) == 2
    assert unprinted(case) == ()  # they are the earlier system's
    hall.sign("S01", "9876")
    assert "为什么撤回" in told(hall.page)
    hall.page.reason.setText("选错了文件")
    with hall.qtbot.waitSignal(hall.page.changed):
        hall.sign("S01", "9876")
    assert "已经撤回" in hall.says("takeOverHead")
    assert hall.taken == 0
    hall.qtbot.keyClick(hall.page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    hall.wait()
    assert "已经撤回" in hall.says("takeOverHead")
    assert [b.undone_at is None for b in taken_batches(hall.office.app.journal)] == [False]


def test_that_what_is_signed_for_stands_over_the_signatures_and_one_thing_is_filled(
    hall: Hall, tmp_path: Path
) -> None:
    hall.page.resize(1800, 1000)
    file = tmp_path / "接转.xlsx"
    file.write_bytes(filled(GOOD))
    hall.open(file)
    table, sign = hall.page.found.table, hall.page.sign
    end = QPoint(0, table.height())
    hall.qtbot.waitUntil(
        lambda: 0 < sign.mapTo(hall.page, QPoint()).y() - table.mapTo(hall.page, end).y() < 40
    )
    buttons = hall.page.findChildren(ActButton)
    filled_ones = [
        one.objectName() for one in buttons if one.property("role") == "primary" and one.isVisible()
    ]
    assert filled_ones == ["takeOverGo"]


def test_that_faults_stand_at_their_cells_and_nobody_can_sign(hall: Hall, tmp_path: Path) -> None:
    file = tmp_path / "接转.xlsx"
    file.write_bytes(filled(one_case({**ACCEPTED, "文号": None}, case=({"交件日期": "2026-11-31"},))))
    hall.open(file)
    assert "有 1 处要改，一件也没有接转" in hall.says("takeOverHead")
    assert hall.rows()[0][:3] == ["办件", "2", "E 交件日期"]
    assert not hall.page.sign.isVisible()
    hall.qtbot.keyClick(hall.page, Qt.Key.Key_F9)
    file.write_text("不是工作簿", encoding="utf-8")
    hall.open(file)
    assert "不是 .xlsx 工作簿" in hall.says("takeOverWords")
    hall.open(tmp_path / "没有.xlsx")
    assert "读不了" in hall.says("takeOverWords")
    hall.qtbot.keyClick(hall.page, Qt.Key.Key_Escape)
    assert "接转到这里" in hall.says("takeOverStartTitle")
    assert (hall.taken, hall.page.half_done) == (0, "")


def test_that_a_workbook_taken_by_another_program_is_not_offered_any_more(hall: Hall, tmp_path: Path) -> None:
    file = tmp_path / "接转.xlsx"
    file.write_bytes(filled(GOOD))
    hall.open(file)
    taken = take_over(hall.office.app, file.read_bytes(), hall.office.clerk, Consent("S01", "9876"))
    hall.page.look_again()
    hall.wait()
    assert "一件也没有接转" in hall.says("takeOverHead")
    assert not hall.page.sign.isVisible()
    hall.qtbot.keyClick(hall.page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    hall.wait()
    undo_take_over(hall.office.app, taken.id, hall.office.clerk, Consent("S01", "9876"), "选错了文件")
    hall.page.look_again()
    hall.wait()
    assert "已经撤回" in hall.says("takeOverHead")


def test_that_a_signature_half_typed_stays_and_the_workbook_is_refused_in_one_sentence(
    hall: Hall, tmp_path: Path
) -> None:
    file = tmp_path / "接转.xlsx"
    file.write_bytes(filled(GOOD))
    hall.open(file)
    hall.page.supervisor.code.setText("S01")
    take_over(hall.office.app, file.read_bytes(), hall.office.clerk, Consent("S01", "9876"))
    hall.page.look_again()
    hall.wait()
    assert hall.page.supervisor.code.text() == "S01"
    hall.sign("S01", "9876")
    assert "这一件已经接转过，这里的编号是" in told(hall.page)
    assert hall.taken == 1
