"""Pages of a window at which nothing was filed yet: no white table, nothing scattered down the page, a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.day.day_page import DayPage
from counter.ui.frame.frame import Frame
from counter.ui.ledger.page import LedgerPage
from counter.ui.results.page import HandOutPage
from counter.ui.rounds.page import RoundsPage
from tests.facades import facade_on
from tests.services.office import office_on
from tests.ui.window.test_one_scroll import LEAD, shown

_TOGETHER = 340
"""Pixels from the top of a page within which what is said stands."""


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), LEAD) as frame:
        frame.window().resize(1366, 768)
        yield frame


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("hand_out", HandOutPage, "柜上没有等领的证照。"),
        ("rounds", RoundsPage, "没有原件在部门手里。"),
        ("day", DayPage, "窗口没有要点的原件和证照。"),
        ("ledger", LedgerPage, "这个范围里没有事项。"),
    ],
)
def test_that_a_page_without_rows_says_so_at_its_top_and_shows_no_empty_table(
    qtbot: QtBot, shell: Frame, name: str, kind: type[QWidget], said: str
) -> None:
    shell.open_page(name)
    page = shell.window().findChild(kind)
    assert page is not None

    def words() -> list[QLabel]:
        return [one for one in page.findChildren(QLabel) if one.isVisible() and said in one.text()]

    qtbot.waitUntil(lambda: bool(words()) and not shell.background.busy)
    top = page.mapToGlobal(QPoint(0, 0)).y()
    qtbot.waitUntil(lambda: words()[0].mapToGlobal(QPoint(0, 0)).y() - top < _TOGETHER)
    assert [
        view.objectName()
        for view in page.findChildren(QAbstractItemView)
        if view.isVisible() and view.model() is not None and view.model().rowCount() == 0
    ] == []
