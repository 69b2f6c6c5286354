"""From 待办 to the call about that very case, in the real window on a real profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.domain.tasks.task import TaskKind
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_on
from tests.services.office import office_on

Key = Qt.Key


def test_that_enter_on_a_task_leads_to_its_call(qtbot: QtBot, tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(replace(office.visit(), remind=True))
        office.later(days=3)
        window = MainWindow(facade_on(office.app))
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.ready):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

        def press(text: str, key: Qt.Key = Key.Key_Return) -> None:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClicks(target, text)
            QTest.keyClick(QApplication.focusWidget() or target, key)
            qtbot.waitUntil(lambda: not window.shell.background.busy)

        press("W01")
        press("1234")
        qtbot.waitUntil(lambda: window.intake is not None and window.intake.isVisible())
        QTest.keyClick(window, Key.Key_F2)
        qtbot.waitUntil(lambda: window.todo is not None and not window.shell.background.busy)
        assert window.todo is not None
        window.todo.kinds.choose(TaskKind.REMIND)
        qtbot.waitUntil(lambda: not window.shell.background.busy)
        window.todo.list.setFocus()
        QTest.keyClick(window.todo.list, Key.Key_Home)
        QTest.keyClick(window.todo.list, Key.Key_Return)
        page = window.shell.pages.page("reminders")  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: page.list.row() is not None)
        assert page.isVisible()
        assert page.list.row().number == case.number
        window.shut()
