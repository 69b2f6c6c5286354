"""自检 from the window: the same lines as ``counter doctor``, told again at a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.opening import create_profile
from counter.services.context.probe import Probe, ProbeState
from counter.ui.facades.self_test import SelfTestTools
from counter.ui.facades.window import Preferences, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
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
        qtbot.waitUntil(lambda: not page.checking, timeout=30_000)
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


class SlowMachine:
    """Two parts to check; the second is done when it is let go."""

    def __init__(self) -> None:
        self.may_end, self.asked = Event(), 0
        parts = (("密钥", self._keys), ("这台电脑", self._disk))
        self.background = Background(lambda error: pytest.fail(str(error)))
        self.look = Look(config.resources_folder(), Preferences())
        self.page = SelfTestPage(SelfTestTools(parts, lambda: "", lambda _: ""), self.background, self.look)

    @property
    def head(self) -> str:
        label = self.page.findChild(TextLabel, "selfTestHead")
        assert label is not None
        return label.text()

    @property
    def shown(self) -> set[str]:
        return {probe.id for probe in self.page.probes}

    def _keys(self) -> Sequence[Probe]:
        self.asked += 1
        return (Probe("keys", "密钥", ProbeState.GOOD, "对"),)

    def _disk(self) -> Sequence[Probe]:
        assert self.may_end.wait(20)
        return (Probe("disk", "硬盘", ProbeState.BAD, "满了", "腾出地方。"),)


@pytest.fixture
def slow_machine(qtbot: QtBot) -> Iterator[SlowMachine]:
    machine = SlowMachine()
    qtbot.addWidget(machine.page)
    yield machine
    machine.may_end.set()
    machine.background.close()


def test_that_each_part_is_shown_as_soon_as_it_is_checked(qtbot: QtBot, slow_machine: SlowMachine) -> None:
    machine = slow_machine
    machine.page.come()
    assert (machine.head, machine.shown) == ("正在检查密钥…", {"scanner", "screens"})
    qtbot.waitUntil(lambda: "keys" in machine.shown)
    assert machine.head == "正在检查这台电脑…"
    machine.may_end.set()
    qtbot.waitUntil(lambda: not machine.page.checking)
    assert machine.shown == {"keys", "disk", "scanner", "screens"}
    assert machine.head.startswith("有1处不行")


def test_that_who_hears_knows_that_it_is_checking_and_what_came_of_it(
    qtbot: QtBot, slow_machine: SlowMachine, heard: list[str]
) -> None:
    machine = slow_machine
    machine.page.show()
    machine.page.come()
    machine.may_end.set()
    qtbot.waitUntil(lambda: not machine.page.checking)
    assert heard == ["正在检查密钥…", machine.head]


def test_that_what_is_asked_for_anew_in_the_middle_is_checked_from_the_start(
    qtbot: QtBot, slow_machine: SlowMachine
) -> None:
    machine = slow_machine
    machine.page.come()
    qtbot.waitUntil(lambda: machine.asked == 1 and "keys" in machine.shown)
    QTest.keyClick(machine.page, Qt.Key.Key_F5)
    machine.may_end.set()
    qtbot.waitUntil(lambda: not machine.page.checking)
    assert machine.asked == 2
    assert machine.shown == {"keys", "disk", "scanner", "screens"}
