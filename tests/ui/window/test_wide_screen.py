"""Every page of a window on a wide screen: no line that loses the eye, no field as wide as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.hall.page import HallPage
from tests.facades import facade_on
from tests.services.office import office_on
from tests.ui.window.test_one_scroll import LEAD, shown
from tools.too_wide import FIELD, LINE, too_wide

OTHERS = {"find_case"}
"""Its find box is as wide as the table that it searches."""


def test_that_nothing_in_a_wide_window_is_too_wide_to_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit())
        with shown(qtbot, facade_on(office.app), LEAD) as shell:
            window = shell.window()
            window.resize(1920, 1080)

            def look(name: str) -> None:
                qtbot.waitUntil(lambda: not shell.background.busy)
                QCoreApplication.sendPostedEvents()
                found[name] = list(too_wide(window))

            for name, entry in shell.rail.entries.items():
                if name not in OTHERS:
                    entry.click()
                    look(name)
            shell.open_page("hall")
            hall = window.findChild(HallPage)
            assert hall is not None
            for part in hall.which.options:
                hall.open_part(part)
                look(part)
    assert len(found) > 15
    assert {name: wide for name, wide in found.items() if wide} == {}


def test_that_the_eye_sees_what_is_too_wide(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    sentence, field = QLabel("长" * (LINE + 20)), QLineEdit()
    sentence.setWordWrap(True)
    column.addWidget(sentence)
    column.addWidget(field)
    page.resize(FIELD + 200, 200)
    page.show()
    assert len(list(too_wide(page))) == 2
    page.resize(500, 200)
    qtbot.waitUntil(lambda: list(too_wide(page)) == [])
