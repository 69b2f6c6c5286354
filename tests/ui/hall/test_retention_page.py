"""大厅 保管期限 by keys: faults at their cells, what would hold, an approval and two supervisors, what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.case.archive_case import schedule_in_force
from counter.services.context.preferences import Preferences
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.retention import RetentionFacade
from counter.ui.hall.retention_page import RetentionPage
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.archive.archived_case import hall_with_two_leads
from tests.services.archive.test_package import SECOND
from tests.services.case.test_archive import filled, scheduled
from tests.services.office import Office
from tests.ui.ear import flaws_heard

LEAD = Clerk("S01", "苏日娜", supervisor=True)
Key = Qt.Key


@dataclass
class Desk:
    """The page and a person's hands at it."""

    qtbot: QtBot
    page: RetentionPage
    background: Background
    said: list[Message]

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=30_000)

    def come(self, clerk: Clerk) -> None:
        self.page.set_clerk(clerk)
        self.page.on_shown()
        self.settle()

    def open(self, file: Path) -> None:
        self.page.open(file)
        self.settle()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key)
        self.settle()

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            field = self.page.findChild(QLineEdit, name)
            assert field is not None
            field.setText(text)

    def says(self, name: str) -> str:
        return " ".join(one.text() for one in self.page.findChildren(QLabel, name) if one.isVisible())

    def rows(self) -> list[tuple[str, ...]]:
        model = self.page.found.table.model()
        return [
            tuple(str(model.index(r, c).data()) for c in range(model.columnCount()))
            for r in range(model.rowCount())
        ]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with hall_with_two_leads(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def desk(qtbot: QtBot, office: Office) -> Desk:
    def fail(error: Exception) -> None:
        raise error

    background = Background(fail)
    look = Look(config.resources_folder(), Preferences())
    page = RetentionPage(RetentionFacade(facade_on(office.app)), background, look)
    qtbot.addWidget(page, before_close_func=lambda _: background.close())
    said: list[Message] = []
    page.announced.connect(said.append)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made = Desk(qtbot, page, background, said)
    made.come(LEAD)
    return made


def workbook(file: Path, *rows: tuple[str, str, str]) -> Path:
    """A workbook filled in by a person."""
    file.write_bytes(filled(*rows))
    return file


def test_that_a_schedule_is_taken_by_two_supervisors_and_shown_with_who_approved_it(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    assert "还没有用上" in desk.says("retentionStartTitle")
    desk.open(workbook(tmp_path / "表.xlsx", ("其余", "10年", "4.2"), ("7", "永久", "1")))
    assert "没有错，2 行" in desk.says("retentionHead")
    assert desk.rows()[0] == ("其余", "10年", "4.2")
    assert desk.page.half_done
    assert flaws_heard(desk.page, "retention") == []
    desk.key(Key.Key_F9)
    assert "请写表的名称" in desk.says("approvalFormProblem")
    desk.fill(
        approvalTitle="归档范围和保管期限表",
        approvalBy="乌兰浩特市档案局",
        approvalDocument="乌档批〔2026〕7号",
    )
    desk.fill(approvalDay="2026-11-02", supervisorCode="S01", supervisorPin="9876")
    desk.key(Key.Key_F9)
    assert "办理的人不能自己同意" in desk.says("fieldProblem")
    assert schedule_in_force(office.app.journal) is None
    desk.fill(supervisorCode="S02", supervisorPin=SECOND.pin)
    desk.key(Key.Key_F9)
    taken = schedule_in_force(office.app.journal)
    assert taken is not None
    assert (taken.approved_by, taken.document, len(taken.rows)) == (
        "乌兰浩特市档案局",
        "乌档批〔2026〕7号",
        2,
    )
    assert "用上了" in desk.said[-1].sentence
    assert flaws_heard(desk.page, "retention") == []
    assert "现在用的：归档范围和保管期限表" in desk.says("retentionHead")
    assert "乌兰浩特市档案局 乌档批〔2026〕7号" in desk.says("retentionWords")
    assert not desk.page.half_done


def test_that_what_is_wrong_in_a_schedule_stands_at_its_cell_and_nothing_is_taken(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    desk.open(workbook(tmp_path / "表.xlsx", ("没有这件事", "十年", "")))
    assert "有 2 处要改" in desk.says("retentionHead")
    assert [row[1] for row in desk.rows()] == ["2", "2"]
    desk.key(Key.Key_F9)
    assert schedule_in_force(office.app.journal) is None
    (tmp_path / "别的.xlsx").write_bytes(b"%PDF-1.7")
    desk.open(tmp_path / "别的.xlsx")
    assert "不是 .xlsx 工作簿" in desk.says("retentionWords")
    desk.open(tmp_path / "没有.xlsx")
    assert "读不了“没有.xlsx”" in desk.says("retentionWords")
    desk.key(Key.Key_Escape)
    assert "还没有用上" in desk.says("retentionStartTitle")


def test_that_a_workbook_in_hand_is_nothing_to_the_next_person_and_a_clerk_takes_none(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    scheduled(office)
    desk.open(workbook(tmp_path / "表.xlsx", ("其余", "10年", "4.2")))
    assert desk.page.go.isVisible()
    desk.come(Clerk("W01", "阿木古郎"))
    assert "现在用的" in desk.says("retentionHead")
    assert not desk.page.go.isVisible()
    assert not desk.page.choose.isVisible()
    assert "由值班负责人用上" in desk.says("retentionHint")


def test_that_a_schedule_taken_by_another_program_is_shown(desk: Desk, office: Office) -> None:
    scheduled(office)
    desk.page.look_again()
    desk.settle()
    assert "现在用的" in desk.says("retentionHead")
    assert desk.rows() == [("其余", "10年", "4.2")]
