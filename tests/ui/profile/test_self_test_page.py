"""自检 from the window: the same lines as ``counter doctor``, told again at a key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.ui.facades.window import WindowFacade
from counter.ui.profile.self_test_page import SelfTestPage
from counter.ui.window.main_window import MainWindow
from tests.cli.shop import counter
from tests.facades import facade_of
from tests.services.conftest import PEOPLE
from tests.settings import demo_hall


def test_that_the_window_shows_what_doctor_says_and_goes_back_to_the_visit(
    qtbot: QtBot, tmp_path: Path
) -> None:
    create_profile(tmp_path / "p", demo_hall(), PEOPLE)
    facade = facade_of(WindowFacade, tmp_path / "p")
    window = MainWindow(facade)
    try:
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        assert window.sign_on is not None
        window.sign_on.code.setText("W01")
        window.sign_on.pin.setText(PEOPLE[0].pin)
        QTest.keyClick(window.sign_on.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.intake is not None and window.intake.isVisible())
        focus: QWidget | None = QApplication.focusWidget()
        assert focus is not None
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(focus, Qt.Key.Key_D, both)
        page = window.findChild(SelfTestPage)
        assert page is not None
        qtbot.waitUntil(lambda: len(page.probes) > 0, timeout=30_000)
        said = counter("doctor", "--data", tmp_path / "p", "--json").json["probes"]
        assert {p["id"] for p in said} == {p.id for p in page.probes} - {"scanner", "screens"}
        QTest.keyClick(page, Qt.Key.Key_F8)  # no print system: told, and nothing to be scanned
        qtbot.waitUntil(lambda: "打印" in page.said)
        assert not page.scan.isEnabled()
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert window.intake is not None
        qtbot.waitUntil(window.intake.isVisible)
    finally:
        window.shut()
        facade.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
