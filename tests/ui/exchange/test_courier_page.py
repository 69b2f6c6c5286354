"""拷到U盘 and 收U盘 by keyboard on real profiles: a township's day goes to the hall, and its answer comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile, open_app
from counter.services.context.preferences import Preferences
from counter.ui.exchange.courier_page import CourierPage
from counter.ui.facades.courier import CourierFacade
from counter.ui.facades.exchange import CourierTools, Stick
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from tests.facades import facade_of
from tests.services.exchange.sticks import certify
from tests.services.office import PEOPLE
from tests.settings import demo_hall

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """The page of one window, with a stick plugged in, and a person's hands at it."""

    def __init__(
        self, qtbot: QtBot, profile: Path, stick: Path, kind: type[WindowFacade] = WindowFacade
    ) -> None:
        self.qtbot = qtbot
        self.facade = facade_of(kind, profile)
        self.facade.ready()
        self.background = Background(lambda error: pytest.fail(repr(error)))
        command = (sys.executable, "-P", "-m", "counter", "courier")
        self.plugged = [Stick(str(stick), 0)]
        tools = CourierTools(command, ("--data", str(profile), "--json"), lambda: tuple(self.plugged))
        self.facade.platform = replace(self.facade.platform, courier=tools)
        look = Look(self.facade.resources, Preferences())
        self.page = CourierPage(CourierFacade(self.facade), tools, self.background, look)
        self.said: list[Message] = []
        self.page.announced.connect(self.said.append)
        qtbot.addWidget(self.page)
        self.page.resize(1290, 680)
        self.page.show()
        self.page.on_shown()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def press(self, key: Qt.Key) -> None:
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)
        QTest.keyClick(self.page, key, ALT)
        assert self.page.runner.working
        QTest.keyClick(self.page, key, ALT)  # an impatient second press
        assert "做完了再按" in self.said[-1].sentence
        self.qtbot.waitUntil(lambda: not self.page.runner.working, timeout=20_000)
        self.settle()

    def words(self, name: str) -> str:
        label = self.page.findChild(QLabel, name)
        assert label is not None
        return label.text()

    def table(self) -> str:
        return " ".join(label.text() for label in self.page.table.findChildren(QLabel) if label.isVisible())

    def close(self) -> None:
        self.background.close()
        self.facade.close()


@pytest.fixture
def desks(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Desk, Desk, Path]]:
    hall, window, stick = tmp_path / "hall", tmp_path / "window", tmp_path / "stick"
    stick.mkdir()
    for profile, code in ((hall, "15220101"), (window, "15220177")):
        create_profile(profile, replace(demo_hall(), station=code), PEOPLE)
    with open_app(hall) as there, open_app(window) as here:
        certify(here.journal, there.journal, date.today())
    both = Desk(qtbot, hall, stick), Desk(qtbot, window, stick)
    yield (*both, stick)
    for desk in both:
        desk.close()


def test_that_a_day_goes_by_stick_and_counts_as_reported_when_the_answer_is_in(
    desks: tuple[Desk, Desk, Path],
) -> None:
    hall, window, stick = desks
    assert window.words("courierWords").startswith("待上报")
    assert "拷了不等于报了" in window.words("courierNote")
    assert "这里收各窗口的上报" in hall.words("courierNote")
    window.press(Key.Key_K)
    assert window.said[-1].tone is Tone.DONE, window.words("courierProblem")
    assert "15220177-A-0001.counter-mail" in window.said[-1].sentence
    assert window.words("courierWords").startswith("待上报")
    hall.press(Key.Key_R)
    assert "收进来了" in hall.table()
    hall.press(Key.Key_K)
    assert len(list(stick.iterdir())) == 2
    (stick / "broken.counter-mail").write_bytes(b"COUNTERMAIL1\n\0")
    window.press(Key.Key_R)
    assert window.words("courierWords") == "全部上报了"
    for said in ("本窗口自己拷的", "收进来了", "没有收", "没有拷完"):
        assert said in window.table()
    assert "1 个没有收" in window.said[-1].sentence


def test_that_a_stick_that_is_gone_is_one_sentence_and_nothing_counts(desks: tuple[Desk, Desk, Path]) -> None:
    _, window, stick = desks
    stick.rmdir()
    window.press(Key.Key_K)
    assert "U盘没有插好" in window.words("courierProblem")
    assert not [said for said in window.said if said.tone is Tone.DONE]
    window.plugged.clear()
    window.page.on_shown()
    window.settle()
    assert not window.page.copy.isEnabled()
    QTest.keyClick(window.page, Key.Key_K, ALT)
    assert "没有看到U盘" in window.said[-1].sentence  # no key does nothing without a word
    left = []
    window.page.left.connect(lambda: left.append(1))
    QTest.keyClick(window.page, Key.Key_Escape)
    assert left == [1]
