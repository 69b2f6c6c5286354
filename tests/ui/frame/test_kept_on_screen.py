"""The screen changes its size while somebody works: the window and what is open over it stay where they are reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.frame.kept_on_screen import KeptOnScreen
from tests.ui.screen.displays import CAN_CHANGE, Displays


@pytest.fixture
def displays(qtbot: QtBot) -> Iterator[Displays]:
    """The desk's display, and a larger one beside it."""
    if not CAN_CHANGE:
        pytest.skip("the platform's screens can be changed on Linux x86-64 only")
    found = Displays()
    found.plug(1920, 1080)
    yield found
    found.pull_all()


@pytest.fixture
def window(qtbot: QtBot, displays: Displays) -> QWidget:
    """A clerk's window on the larger display."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setMinimumSize(1024, 640)
    made.setGeometry(800 + 400, 200, 1366, 768)
    made.show()
    KeptOnScreen(made)
    waits(made).setInterval(0)
    return made


def waits(window: QWidget) -> QTimer:
    timer = window.findChild(QTimer, "keptOnScreen")
    assert isinstance(timer, QTimer)
    return timer


def free(displays: Displays) -> QRect:
    return displays.named("pad").availableGeometry()


def test_that_a_window_is_whole_on_a_screen_that_became_smaller(
    qtbot: QtBot, displays: Displays, window: QWidget
) -> None:
    displays.plug(1024, 700)
    qtbot.waitUntil(lambda: free(displays).contains(window.geometry()))
    assert window.size() == QRect(0, 0, 1024, 660).size(), "as large as there is room for, below its title"


def test_that_a_dialog_over_it_stays_in_reach(qtbot: QtBot, displays: Displays, window: QWidget) -> None:
    dialog = QDialog(window)
    dialog.setGeometry(800 + 1200, 500, 600, 400)
    dialog.show()
    displays.plug(1024, 700)
    qtbot.waitUntil(lambda: free(displays).contains(dialog.geometry()))
    assert (dialog.width(), dialog.height()) == (600, 400)


def test_that_a_window_in_sight_is_left_where_it_is(
    qtbot: QtBot, displays: Displays, window: QWidget
) -> None:
    before = window.geometry()
    displays.plug(1900, 1050)
    qtbot.waitUntil(lambda: not waits(window).isActive())
    assert window.geometry() == before


def test_that_a_maximised_window_is_left_to_the_window_manager(
    qtbot: QtBot, displays: Displays, window: QWidget
) -> None:
    window.setWindowState(Qt.WindowState.WindowMaximized)
    displays.plug(1024, 700)
    qtbot.waitUntil(lambda: not waits(window).isActive())
    assert window.isMaximized()
