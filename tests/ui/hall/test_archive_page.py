"""大厅 归档: what is finished, how far each case is, what it lacks and where that is mended, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.document.numbering import grouped
from counter.services.case.archive_case import archive_case
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.hall.archive_page import ArchivePage
from counter.ui.hall.page import HallPage
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from tests.facades import facade_of, facade_on
from tests.services.archive.archived_case import hall_with_two_leads
from tests.services.archive.lived import NAME, collected, lived
from tests.services.case.test_archive import scheduled
from tests.services.office import office_on
from tests.ui.ear import flaws_heard
from tests.ui.window.test_one_scroll import LEAD, shown
from tools.all_looks import short_of_room


def test_that_what_is_missing_is_listed_with_where_it_is_mended(qtbot: QtBot, tmp_path: Path) -> None:
    with hall_with_two_leads(tmp_path / "profile") as office:
        scheduled(office)
        done = collected(office, lived(office))
        archive_case(office.app, done.id, office.clerk, "2026-D10-0001", wait_days=0)
        lacking = lived(office)
    facade = facade_of(WindowFacade, tmp_path / "profile")
    facade.ready()
    background = Background(lambda error: pytest.fail(repr(error)))
    look = Look(facade.resources, facade.preferences)
    hall = HallPage(facade, background, look)
    qtbot.addWidget(hall)
    hall.set_clerk(Clerk("S01", "苏日娜", supervisor=True))
    hall.resize(1366, 700)
    hall.show()
    hall.on_shown()
    qtbot.waitUntil(lambda: not background.busy)
    hall.open_part("archive")
    page = hall.findChild(ArchivePage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    assert "还缺 1" in page.findChild(QLabel, "archiveSummary").text()
    assert "待打包 1" in page.findChild(QLabel, "archiveSummary").text()
    assert page.list.accessibleDescription() == ""
    assert flaws_heard(hall, "archive") == []
    opened: list[str] = []
    hall.case_wanted.connect(opened.append)
    words = {}
    for row in page.list.rows:
        words[row.number] = " ".join(label.text() for label in page.card.findChildren(QLabel))
        assert grouped(row.number) in words[row.number]
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert opened == [row.number for row in page.list.rows]
    assert "到哪里补：待办里的“结果未送达”" in words[lacking.number]
    assert "2026-D10-0001" in words[done.number]
    assert NAME not in "".join(words.values())
    look.apply(replace(look.preferences, letters=150))
    hall.resize(906, 638)
    summary = page.findChild(QLabel, "archiveSummary")
    summary.setText("还缺 1　可以归档 3　待打包 1　保管期满 1")
    qtbot.waitUntil(lambda: summary.height() >= summary.heightForWidth(summary.width()) > 0)
    assert [flaw for flaw in short_of_room(hall) if "还缺" in flaw] == []
    look.apply(replace(look.preferences, letters=100))
    background.close()
    facade.close()


def test_that_a_list_without_a_case_says_so_where_the_focus_is(qtbot: QtBot, tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), LEAD) as shell:
        shell.open_page("hall")
        hall = shell.window().findChild(HallPage)
        assert hall is not None
        hall.open_part("archive")
        page = hall.findChild(ArchivePage)
        assert page is not None
        qtbot.waitUntil(lambda: page.list.accessibleDescription() == "本窗口没有要归档、移交、清除的件。")


def test_that_what_was_said_of_a_part_goes_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), LEAD) as shell:
        shell.open_page("hall")
        hall = shell.window().findChild(HallPage)
        assert hall is not None
        bar = shell.message_bar
        hall.announced.emit(Message(Tone.DONE, "盖章的钥匙已采用。"))
        assert bar.isVisible()
        hall.open_part(hall.which.options[0])  # the same one
        assert bar.isVisible()
        hall.open_part("rights")
        assert not bar.isVisible()
        hall.announced.emit(Message(Tone.WORLD, "磁盘满了。"))
        hall.open_part("register")
        assert bar.isVisible()  # somebody has to act on it
