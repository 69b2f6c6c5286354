"""A single display given to the applicant whole: what is seen there, how the clerk comes back, and no blind key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
from tests.leftovers import settle
from tests.ui.finger import Finger
from tests.ui.hands import Hands, Key
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.measure import SIZES, faults
from tests.ui.screen.mirrors import MIRROR


@pytest.fixture
def side(hands: Hands) -> ApplicantSide:
    """A visit in hand, and the only display turned to the applicant."""
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    found = hands.window.shell.side
    assert found is not None
    hands.window.shell.prefer(replace(hands.window.look.preferences, screen_full=True))
    hands.begin()
    hands.key(Key.Key_D, Hands.CONTROL)
    hands.qtbot.waitUntil(lambda: found.shown)
    return found


def screen_of(side: ApplicantSide) -> ApplicantScreen:
    assert side.screen is not None
    return side.screen


def test_that_it_covers_the_display_and_says_how_it_is_taken_back(hands: Hands, side: ApplicantSide) -> None:
    screen = screen_of(side)
    Finger(hands, screen).sees("mirror")
    assert screen.isFullScreen()
    assert screen.geometry() == screen.screen().geometry()
    assert "工作人员按 Ctrl+D 收回这块屏" in {w.text() for w in screen.findChildren(QLabel) if w.isVisible()}
    assert hands.window.isActiveWindow(), "its key reaches the clerk's window"


@pytest.mark.parametrize(
    "key", [(Key.Key_D, Hands.CONTROL), (Key.Key_Escape, Qt.KeyboardModifier.NoModifier)]
)
def test_that_a_key_gives_the_display_back_with_everything_as_it_was(
    hands: Hands, side: ApplicantSide, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    before, focus = hands.window.shell.page_in_sight, hands.focus()
    QTest.keyClick(hands.window.windowHandle(), *key)
    hands.settle()
    assert not side.shown
    assert not screen_of(side).isVisible()
    assert (hands.window.shell.page_in_sight, hands.focus()) == (before, focus)
    hands.key(Key.Key_F2)
    assert hands.window.shell.page_in_sight == "todo", "keys act again"


@pytest.mark.parametrize(
    "key", [Key.Key_F2, Key.Key_F9, Key.Key_1, Key.Key_Return, Key.Key_Space, Key.Key_F11]
)
def test_that_no_other_key_acts_on_the_page_that_nobody_sees(
    hands: Hands, side: ApplicantSide, key: Qt.Key
) -> None:
    shell, look = hands.window.shell, hands.window.look
    assert hands.window.intake is not None
    before = (shell.page_in_sight, hands.window.intake.visits.visit, look.preferences, hands.focus())
    for target in (hands.window.windowHandle(), hands.focus()):
        QTest.keyClick(target, key)  # type: ignore[call-overload]  # a window or a widget
    hands.settle()
    assert (
        shell.page_in_sight,
        hands.window.intake.visits.visit,
        look.preferences,
        hands.focus(),
    ) == before
    assert side.shown


def test_that_a_scan_reaches_neither_the_hidden_page_nor_the_applicants(
    hands: Hands, side: ApplicantSide
) -> None:
    screen = screen_of(side)
    finger = Finger(hands, screen)
    finger.sees("mirror")
    for letter in "999999199001011234\r":
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(hands.window.windowHandle(), event)
    hands.settle()
    assert screen.current == "mirror"
    assert hands.message() == ""


def test_that_the_applicants_hand_acts_on_it_as_on_a_display_of_its_own(
    hands: Hands, side: ApplicantSide
) -> None:
    finger = Finger(hands, screen_of(side))
    finger.sees("mirror")
    finger.press("对")
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    hands.qtbot.waitUntil(lambda: hands.window.intake.visits.visit.said is not None)  # type: ignore[union-attr]
    assert visit is not None
    QTest.keyClick(hands.window.windowHandle(), Key.Key_D, Hands.CONTROL)
    hands.qtbot.waitUntil(lambda: "说“对”" in hands.message())


def test_that_locking_gives_the_display_back_for_signing_on(hands: Hands, side: ApplicantSide) -> None:
    hands.window.shell.lock()
    hands.settle()
    assert not side.shown
    hands.key(Key.Key_D, Hands.CONTROL)
    assert not side.shown, "nobody is signed on"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("width", "height", "mm"), SIZES)
def test_that_every_part_fits_beside_the_line_for_the_clerk(
    open_screen: OpenScreen, width: int, height: int, mm: float, large: bool
) -> None:
    screen = open_screen(width, height, mm)
    screen.set_large(large)
    screen.show_mirror(MIRROR)
    screen.name_return("Ctrl+D")
    settle()
    assert faults(screen) == []
    screen.name_return("")
    settle()
    assert faults(screen) == []
