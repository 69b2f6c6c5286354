"""培训 as a trainee works with it: a lesson taken up, checked, the clock put forward, the plug pulled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.services.tasks.training.make import TRAINING_PIN
from counter.ui.facades.training import TrainingFacade
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.tasks.training_panel import TrainingPanel
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_of
from tests.services.office import PEOPLE
from tests.settings import demo_hall
from tests.ui.told import told
from tools.all_looks import short_of_room

TRAINING = replace(demo_hall(), training=True)
STAFF = tuple(replace(one, pin=TRAINING_PIN if one.pin else "") for one in PEOPLE)

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def facade(tmp_path: Path) -> WindowFacade:
    """Of a training profile."""
    create_profile(tmp_path / "profile", TRAINING, STAFF)
    return facade_of(WindowFacade, tmp_path / "profile")


@pytest.fixture
def window(qtbot: QtBot, facade: WindowFacade) -> Iterator[MainWindow]:
    """Its window, a supervisor signed on."""
    window = MainWindow(facade)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sign_on = window.sign_on
    assert sign_on is not None
    sign_on.code.setText("S01")
    sign_on.pin.setText(TRAINING_PIN)
    QTest.keyClick(sign_on.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.intake is not None and window.intake.isVisible(), timeout=10_000)
    yield window
    window.shut()
    facade.close()


def press(qtbot: QtBot, panel: TrainingPanel, key: Qt.Key) -> None:
    """Alt and a letter; the window has to be in front for it."""
    panel.window().activateWindow()
    qtbot.waitUntil(panel.window().isActiveWindow)
    QTest.keyClick(panel, key, Qt.KeyboardModifier.AltModifier)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(TextLabel) if label.isVisibleTo(widget))


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise", extend=True)  # the small window stays on top
def test_that_a_trainee_takes_up_a_lesson_and_is_told_what_was_wrong(
    qtbot: QtBot, window: MainWindow
) -> None:
    bar = window.shell.top_bar
    assert "培训 无效" in texts(bar)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_P, CTRL_SHIFT)
    panel = window.findChild(TrainingPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: panel.list.lesson is not None, timeout=10_000)
    assert window.focusWidget() is panel.list
    assert not panel.check.isEnabled()

    QTest.keyClick(panel.list, Qt.Key.Key_Return)  # 开始
    qtbot.waitUntil(lambda: "居民身份证 999999" in texts(panel.view), timeout=10_000)
    assert panel.check.isEnabled()
    press(qtbot, panel, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: "还没有找到这次来访" in texts(panel.view), timeout=10_000)

    press(qtbot, panel, Qt.Key.Key_P)
    beside = window.findChild(QWidget, "lessonBeside")
    assert beside is not None
    assert "居民身份证 999999" in texts(beside)

    panel.days.setText("两天")
    QTest.keyClick(panel.days, Qt.Key.Key_Return)
    assert told(panel) == "拨到几天以后要写数字，不能是“两天”。"
    assert "（快" not in texts(panel)  # nothing moved
    panel.days.setText("2")
    QTest.keyClick(panel.days, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "（快" in texts(panel), timeout=10_000)

    press(qtbot, panel, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: "开始了，没有核对" in texts(panel.view), timeout=10_000)


def test_that_the_power_cut_takes_two_presses_and_is_recorded_before_the_end(
    qtbot: QtBot, window: MainWindow, facade: WindowFacade
) -> None:
    ended: list[str] = []
    facade.__dict__["training"] = TrainingFacade(facade, lambda: ended.append("cut"))
    window.shell.open_page("training")
    panel = window.findChild(TrainingPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: panel.list.lesson is not None, timeout=10_000)
    assert not panel.cut.isVisible()
    panel.list.setCurrentIndex(panel.list.model().index(9, 0))
    assert panel.cut.isVisible()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.cut.isEnabled, timeout=10_000)
    QTest.mouseClick(panel.cut, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "再按一次" in panel.cut.words, timeout=10_000)
    assert ended == []
    QTest.mouseClick(panel.cut, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == ["cut"], timeout=10_000)
    kinds = [entry.kind for entry in facade.app.journal.entries("training/lessons")]
    assert kinds == ["lesson.begun", "lesson.cut"]


def test_that_in_the_largest_letters_of_a_small_window_nothing_is_wider_than_its_frame(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1024, 700)
    window.shell.prefer(replace(window.look.preferences, letters=150))
    window.shell.open_page("training")
    panel = window.findChild(TrainingPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: not window.shell.background.busy)
    qtbot.waitUntil(lambda: not list(short_of_room(window)))
    shown = [one for one in panel.findChildren(QWidget) if one.isVisible() and one.window() is window]
    assert all(one.mapTo(window, one.rect().topRight()).x() <= window.width() for one in shown)
    assert panel.export.isVisible()


def test_that_on_a_wide_screen_the_cards_end_with_the_last_lesson(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1920, 1080)
    window.shell.open_page("training")
    panel = window.findChild(TrainingPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: not window.shell.background.busy)
    last = panel.list.model().index(panel.list.model().rowCount() - 1, 0)
    qtbot.waitUntil(lambda: 0 <= panel.list.viewport().height() - panel.list.visualRect(last).bottom() < 8)
