"""A first start on a small screen, or on one that becomes small: every button is in reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.key_slots import KeySlots
from counter.services.keys.slot_kinds import SlotKind
from counter.ui.facades.self_test import SelfTestTools
from counter.ui.facades.unlocking import LockedProfile
from counter.ui.frame.window_place import show_whole
from counter.ui.profile.first_start_window import FirstStartWindow
from counter.ui.profile.unlock_window import UnlockWindow
from tests.leftovers import settle
from tests.ui.profile.test_first_start import Start
from tests.ui.screen.displays import CAN_CHANGE, Displays


@pytest.fixture
def displays(qtbot: QtBot) -> Iterator[Displays]:
    if not CAN_CHANGE:
        pytest.skip("the platform's screens can be changed on Linux x86-64 only")
    found = Displays()
    yield found
    found.pull_all()


@pytest.fixture(params=["first start", "locked"])
def window(
    qtbot: QtBot, displays: Displays, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[QMainWindow]:
    made = _first_start(tmp_path) if request.param == "first start" else _locked(tmp_path)
    made.show()
    yield made
    made.close()
    settle()
    made.deleteLater()


def _first_start(folder: Path) -> QMainWindow:
    return FirstStartWindow(Start(folder / "profile"))


def _locked(folder: Path) -> QMainWindow:
    tools = SelfTestTools((), lambda: "", lambda _: "")
    keeper = KeySlots(folder)
    preferences = config.read_preferences(folder)
    return UnlockWindow(
        LockedProfile(folder, config.resources_folder(), preferences, tools, keeper, (SlotKind.PHRASE,))
    )


def test_that_a_window_before_the_profile_stays_in_reach_on_a_screen_that_became_smaller(
    qtbot: QtBot, displays: Displays, window: QMainWindow
) -> None:
    displays.plug(1920, 1080)
    window.setGeometry(800 + 400, 200, 1366, 768)
    waits = window.findChild(QTimer, "keptOnScreen")
    assert waits is not None
    waits.setInterval(0)
    displays.plug(1024, 700)
    free = displays.named("pad").availableGeometry()
    qtbot.waitUntil(lambda: free.contains(window.geometry()))


@pytest.mark.parametrize(
    ("size", "maximised"), [((1366, 768), True), ((1024, 700), True), ((1920, 1080), False)]
)
def test_that_a_window_that_the_screen_cannot_hold_with_its_title_is_maximised(
    displays: Displays, window: QMainWindow, size: tuple[int, int], maximised: bool
) -> None:
    window.hide()
    window.setScreen(displays.plug(*size))
    show_whole(window)
    assert window.isMaximized() is maximised


def test_that_a_title_leaves_the_programs_name_to_qt_which_adds_it(window: QMainWindow) -> None:
    assert window.windowTitle()
    assert "一件事一次办" not in window.windowTitle()
