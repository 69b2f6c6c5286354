"""An applicant's screen of a told size, and displays to plug in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from counter.ui.facades.window import Preferences
from counter.ui.kit.theme import Look
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.screen_look import ScreenLook
from tests.settings import RESOURCES
from tests.ui.screen.displays import CAN_CHANGE, Displays

OpenScreen = Callable[..., ApplicantScreen]


@pytest.fixture
def window_look(qtbot: QtBot) -> Iterator[Look]:
    """The clerk's own look in force, as it is in the program; afterwards as light as before."""
    look = Look(RESOURCES, Preferences())
    look.load_fonts()
    look.apply(Preferences())
    yield look
    look.apply(Preferences())


@pytest.fixture
def open_screen(qtbot: QtBot, window_look: Look) -> OpenScreen:
    """Show a screen of so many pixels whose display is so many millimetres wide."""

    kept: list[ApplicantScreen] = []

    def open_it(width: int = 1280, height: int = 800, mm: float = 217.0) -> ApplicantScreen:
        screen = ApplicantScreen(ScreenLook(RESOURCES, window_look))
        qtbot.addWidget(screen)
        kept.append(screen)
        display = screen.screen().geometry().width()
        screen.screen_mm = display * mm / width  # the off-screen display is not of that size: its density is
        screen.resize(width, height)
        screen.show()
        qtbot.waitUntil(lambda: screen.reach.pixels_per_mm == pytest.approx(width / mm))
        return screen

    return open_it


@pytest.fixture
def screen(open_screen: OpenScreen) -> ApplicantScreen:
    """A 10 inch screen of 1280×800."""
    return open_screen()


@pytest.fixture
def displays(qtbot: QtBot) -> Iterator[Displays]:
    """The desk's display; others come and go as a test wants."""
    if not CAN_CHANGE:
        pytest.skip("the platform's screens can be changed on Linux x86-64 only")
    found = Displays()
    yield found
    found.pull_all()
