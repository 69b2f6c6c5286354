"""机关结果清单 in 出件: seen row by row, wrong ones named, recorded with two presses, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counter.domain.case.item_state import ItemState
from counter.services.results.row_state import RowState
from tests.services.office import Office, item, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE
from tests.services.results.test_day_list import row, workbook
from tests.ui.results.test_hand_out_page import Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def open_list(desk: Desk, file: Path) -> None:
    """Ctrl+O and the file of the dialog."""
    desk.key(Key.Key_O, CONTROL)
    dialog = desk.page.findChild(QFileDialog, "dayListDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.close()
    desk.page.activateWindow()
    desk.qtbot.waitUntil(desk.page.isActiveWindow)
    desk.settle()


def test_that_a_list_is_seen_then_taken_in_once(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    case = office.file(office.visit(answers=EXISTING))
    file = tmp_path / "清单.xlsx"
    file.write_bytes(workbook(row(case), row(case, number="15220103A26112099999")))
    desk = Desk(qtbot, office)
    open_list(desk, file)
    panel = desk.page.lists
    assert [one.state for one in panel.list.rows] == [RowState.TAKEN, RowState.WRONG]
    assert "1行可以登记" in desk.label("dayListWords")
    assert "1行要改" in desk.label("dayListWords")
    panel.list.setFocus()
    desk.key(Key.Key_Down)
    assert "没有这个办件编号" in desk.label("dayListWhy")
    assert item(office.now(case), LICENCE).state is not ItemState.GRANTED
    desk.key(Key.Key_F9)
    assert item(office.now(case), LICENCE).state is not ItemState.GRANTED
    desk.qtbot.waitUntil(lambda: panel.presses.is_armed)
    file.unlink()  # what is taken in are the bytes that were seen
    desk.key(Key.Key_F9)
    assert item(office.now(case), LICENCE).state is ItemState.GRANTED
    assert "登记了1行" in desk.last
    assert not panel.go.isVisible()
    wanted: list[str] = []
    desk.page.case_wanted.connect(wanted.append)
    panel.list.setFocus()
    desk.key(Key.Key_Return)
    assert wanted == [case.number]
    desk.key(Key.Key_Escape)
    assert not panel.isVisible()


def test_that_a_file_that_is_none_is_refused_and_an_empty_list_can_be_saved(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    desk = Desk(qtbot, office)
    file = tmp_path / "清单.xlsx"
    file.write_text("不是表")
    open_list(desk, file)
    assert "不是 .xlsx 工作簿" in desk.last
    assert desk.page.lists.list.rows == ()
    desk.page.lists.save_blank()
    dialog = desk.page.findChild(QFileDialog, "dayListBlankDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "空白.xlsx"))
    dialog.close()
    desk.settle()
    assert (tmp_path / "空白.xlsx").read_bytes().startswith(b"PK")
