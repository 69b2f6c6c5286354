"""To 流转 from 待办 and by the code of a slip, in the real window on a real profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.domain.document.round_code import round_code
from counter.domain.tasks.task import TaskKind
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_on
from tests.services.office import office_on
from tests.services.rounds.test_rounds import filed, sent
from tests.ui.hands import Hands

if TYPE_CHECKING:
    from tests.ui.fake_facade import FakeFacade

Key = Qt.Key


def test_that_a_task_and_a_scanned_code_lead_to_the_slip(qtbot: QtBot, tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        filed(office)
        made = sent(office)
        facade = facade_on(office.app)
        window = MainWindow(facade)
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.ready):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

        hands = Hands(qtbot, window, cast("FakeFacade", facade))

        def settle() -> None:
            qtbot.waitUntil(lambda: not window.shell.background.busy)

        def press(text: str) -> None:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClicks(target, text)
            QTest.keyClick(QApplication.focusWidget() or target, Key.Key_Return)
            settle()

        press("W01")
        press("1234")
        qtbot.waitUntil(lambda: window.intake is not None and window.intake.isVisible())
        QTest.keyClick(window, Key.Key_F2)
        qtbot.waitUntil(lambda: window.todo is not None and not window.shell.background.busy)
        assert window.todo is not None
        window.todo.kinds.choose(TaskKind.IN_TRANSIT)
        settle()
        window.todo.list.setFocus()
        QTest.keyClick(window.todo.list, Key.Key_Home)
        QTest.keyClick(window.todo.list, Key.Key_Return)
        page = window.shell.pages.page("rounds")  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: page.list.row() is not None)
        assert page.isVisible()
        QTest.keyClick(window, Key.Key_F1)
        hands.scan(made.code)
        qtbot.waitUntil(lambda: page.card.row is not None and page.card.row.slip is not None)
        assert page.isVisible()
        assert page.card.row.slip.number == made.number
        said: list[str] = []
        page.announced.connect(lambda message: said.append(message.sentence))
        hands.scan(round_code("15220105", 1, date(2026, 11, 20), "某号〔2026〕1号"))
        qtbot.waitUntil(lambda: any("请到那个窗口" in sentence for sentence in said))
        window.shut()
