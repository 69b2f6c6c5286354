"""No part of a page stands for a moment as a window of its own: it would flash, and take the keys from who types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QWindow
from pytestqt.qtbot import QtBot

from tests.facades import facade_on
from tests.services.office import office_on
from tests.ui.window.test_one_scroll import CLERK, shown


def test_that_no_part_of_a_page_is_shown_as_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    in_front: set[str] = set()

    def note(window: QWindow | None) -> None:
        in_front.add(window.objectName() if window is not None else "")

    application.focusWindowChanged.connect(note)
    try:
        with office_on(tmp_path / "profile") as office, shown(qtbot, facade_on(office.app), CLERK) as shell:
            case = office.file(office.visit())
            for entry in shell.rail.entries.values():
                entry.click()
            shell.open_page("find_case")
            shell.pages.find_case.open_case(case.number)  # type: ignore[attr-defined]  # the window's shell
            qtbot.waitUntil(lambda: not shell.background.busy)
            assert in_front == {"mainWindowWindow"}
    finally:
        application.focusWindowChanged.disconnect(note)
