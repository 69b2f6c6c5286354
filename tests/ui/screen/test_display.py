"""The display of the applicant's screen: found, pulled out, plugged in again; nothing is lost, no focus is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.screen.mirror import ApplicantReply
from counter.ui.kit.theme import Look
from counter.ui.screen.applicant_screen import ApplicantScreen
from counter.ui.screen.display import ScreenLocation, SecondDisplay
from counter.ui.screen.mirror.mirror_view import MirrorView
from counter.ui.screen.screen_look import ScreenLook
from tests.leftovers import settle
from tests.settings import RESOURCES
from tests.ui.screen.displays import Displays
from tests.ui.screen.measure import faults
from tests.ui.screen.mirrors import CARD, MIRROR


class Counter:
    """The clerk's window with the cursor in a field, and the applicant's screen."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.window = QWidget()
        self.field = QLineEdit(self.window)
        self.window.setGeometry(50, 50, 400, 300)
        self.pad = ApplicantScreen(ScreenLook(RESOURCES, look))
        for widget in (self.window, self.pad):
            qtbot.addWidget(widget)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()
        self.display = SecondDisplay(self.pad, self.window)
        self.states: list[ScreenLocation] = []
        self.display.changed.connect(lambda: self.states.append(self.display.state))

    @property
    def clerk_can_type(self) -> bool:
        """The focus is where the clerk left it."""
        settle()
        return self.window.isActiveWindow() and QApplication.focusWidget() is self.field


@pytest.fixture
def counter(qtbot: QtBot, window_look: Look, displays: Displays) -> Iterator[Counter]:
    """A counter with one display; ``display`` is not started."""
    found = Counter(qtbot, window_look)
    yield found
    found.display.stop()


def test_that_an_only_display_is_the_clerks(counter: Counter) -> None:
    counter.display.start()
    assert counter.display.state is ScreenLocation.ABSENT
    assert not counter.pad.isVisible()


def test_that_a_second_display_is_filled_without_taking_the_focus(
    counter: Counter, displays: Displays
) -> None:
    pad = displays.plug(1024, 600)
    counter.display.start()
    assert counter.display.state is ScreenLocation.DISPLAY
    assert counter.pad.geometry() == pad.geometry()
    assert counter.pad.isFullScreen()
    assert counter.pad.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert counter.pad.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert counter.clerk_can_type


def test_that_a_display_plugged_in_later_is_found(counter: Counter, displays: Displays) -> None:
    counter.display.start()
    pad = displays.plug(1920, 1080)
    assert counter.display.state is ScreenLocation.DISPLAY
    assert counter.pad.screen() == pad
    assert counter.pad.geometry() == pad.geometry()
    assert counter.clerk_can_type
    assert counter.states == [ScreenLocation.DISPLAY]


def test_that_pulling_the_display_out_hides_everything_from_the_clerk(
    counter: Counter, displays: Displays
) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    displays.pull()
    assert counter.display.state is ScreenLocation.ABSENT
    assert not counter.pad.isVisible()
    assert counter.clerk_can_type
    assert counter.states == [ScreenLocation.DISPLAY, ScreenLocation.ABSENT]


def test_that_nothing_is_lost_while_the_display_is_out(counter: Counter, displays: Displays) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    counter.pad.show_waiting(CARD)
    counter.pad.show_mirror(MIRROR)
    counter.pad.set_large(True)
    view = counter.pad.view("mirror")
    assert isinstance(view, MirrorView)
    QTest.mouseClick(view.answer_button, Qt.MouseButton.LeftButton)
    view.questions.after_button.click()
    QTest.mouseClick(view.questions.options.buttons[1], Qt.MouseButton.LeftButton)
    displays.pull()
    counter.pad.show_mirror(replace(MIRROR, digest="b" * 128))  # the clerk works on meanwhile
    displays.plug(1024, 600)
    settle()
    assert counter.pad.current == "mirror"
    assert counter.pad.isVisible()
    assert counter.pad.large
    assert view.questions.isVisible()
    assert [b.isChecked() for b in view.questions.options.buttons] == [False, True, False, False]
    assert faults(counter.pad) == []


def test_that_what_was_said_stays_said(counter: Counter, displays: Displays) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    counter.pad.show_mirror(MIRROR)
    told: list[ApplicantReply] = []
    counter.pad.replied.connect(told.append)
    view = counter.pad.view("mirror")
    assert isinstance(view, MirrorView)
    QTest.mouseClick(view.right_button, Qt.MouseButton.LeftButton)
    displays.pull()
    displays.plug(1280, 800)
    assert view.reply_label.isVisible()
    assert [(one.right, one.digest) for one in told] == [(True, MIRROR.digest)]


def test_that_a_window_is_opened_only_when_asked(counter: Counter) -> None:
    counter.display.start()
    counter.display.open_window()
    assert counter.display.state is ScreenLocation.WINDOW
    assert counter.pad.isVisible()
    assert not counter.pad.isFullScreen()
    assert counter.pad.screen().geometry().contains(counter.pad.geometry())
    assert counter.clerk_can_type
    counter.pad.close()
    assert counter.display.state is ScreenLocation.ABSENT
    assert not counter.pad.isVisible()


@pytest.mark.parametrize("full", [False, True])
def test_that_on_the_only_display_it_lies_above_the_clerks_window(counter: Counter, full: bool) -> None:
    counter.display.start()
    counter.display.open_window(full=full)
    settle()
    handle = counter.pad.windowHandle()
    assert handle.transientParent() is counter.window.windowHandle()
    assert handle.type() is Qt.WindowType.Dialog, "of any other window Qt does not tell an X server"


def test_that_the_window_is_never_made_too_small_for_what_it_shows(
    counter: Counter, displays: Displays
) -> None:
    counter.display.start()
    counter.display.open_window()
    whole = counter.pad.size()
    counter.pad.resize(400, 300)
    assert counter.pad.size() == whole
    displays.plug(800, 480)
    assert (counter.pad.width(), counter.pad.height()) == (800, 480)


def test_that_the_window_stays_in_its_corner_when_the_only_display_changes(
    counter: Counter, displays: Displays
) -> None:
    counter.display.start()
    pad = displays.plug(1920, 1080, x=400)  # over the desk's: a copy of it, larger, and no applicant's
    counter.window.setGeometry(1400, 50, 400, 300)
    counter.window.setScreen(pad)
    counter.display.open_window()
    assert counter.display.state is ScreenLocation.WINDOW
    displays.plug(1280, 800, x=400)
    settle()
    assert displays.named("pad").availableGeometry().contains(counter.pad.geometry())


def test_that_the_window_moves_to_the_display_and_back_when_it_is_pulled(
    counter: Counter, displays: Displays
) -> None:
    counter.display.start()
    counter.display.open_window()
    pad = displays.plug(1280, 800)
    assert counter.display.state is ScreenLocation.DISPLAY
    assert counter.pad.screen() == pad
    displays.pull()
    assert counter.display.state is ScreenLocation.WINDOW
    assert counter.pad.isVisible()
    assert counter.clerk_can_type


def test_that_nothing_closes_it_on_its_own_display(counter: Counter, displays: Displays) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    counter.pad.close()
    assert counter.pad.isVisible()


def test_that_a_copy_of_the_clerks_display_is_not_the_applicants(
    counter: Counter, displays: Displays
) -> None:
    displays.plug(800, 800, "copy", x=0)
    counter.display.start()
    assert counter.display.state is ScreenLocation.ABSENT


def test_that_a_copy_that_moves_beside_the_clerks_display_becomes_the_applicants(
    counter: Counter, displays: Displays
) -> None:
    displays.plug(800, 800, x=0)
    counter.display.start()
    assert counter.display.state is ScreenLocation.ABSENT
    beside = displays.plug(800, 800, x=800)  # the same display: none is added, none is removed
    assert counter.display.state is ScreenLocation.DISPLAY
    assert counter.pad.screen() == beside


def test_that_displays_are_looked_at_again_once_the_clerks_window_has_its_place(
    counter: Counter, displays: Displays
) -> None:
    taken = displays.plug(1024, 600)
    counter.display.start()
    handle = counter.window.windowHandle()
    handle.blockSignals(True)  # Qt held it for a window of this display already, and tells no change
    displays.plug(1024, 600, "third", x=1824)
    counter.window.move(900, 100)
    handle.blockSignals(False)
    again = counter.display.findChild(QTimer, "displaysSettled")
    assert again is not None
    again.setInterval(0)  # its time is over
    settle()
    assert counter.pad.screen() != taken, "it would cover what the clerk works at"


def test_that_the_preferred_of_several_displays_is_taken(
    counter: Counter, displays: Displays, qtbot: QtBot
) -> None:
    displays.plug(1024, 600, "hall board")
    displays.plug(1280, 800, "pad", x=3000)
    display = SecondDisplay(counter.pad, counter.window, prefer="pad")
    display.start()
    assert counter.pad.screen().name() == "pad"
    displays.pull("pad")
    assert counter.pad.screen().name() == "hall board"
    display.stop()


def test_that_another_resolution_is_followed(counter: Counter, displays: Displays) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    displays.plug(1024, 600)  # the same display
    assert counter.pad.geometry() == displays.named("pad").geometry()


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0])
def test_that_a_display_of_another_ratio_is_filled_and_drawn_with_all_its_pixels(
    counter: Counter, displays: Displays, ratio: float
) -> None:
    pad = displays.plug(1920, 1200, ratio=ratio)
    counter.display.start()
    counter.pad.show_mirror(MIRROR)
    settle()
    assert counter.pad.geometry() == pad.geometry()
    assert counter.pad.grab().width() == 1920
    assert faults(counter.pad) == []
    assert counter.window.devicePixelRatioF() == 1.0
    displays.pull()
    assert not counter.pad.isVisible()
    again = displays.plug(1280, 800)
    settle()
    assert counter.pad.geometry() == again.geometry()
    assert counter.pad.grab().width() == 1280
    assert faults(counter.pad) == []
    assert counter.clerk_can_type


def test_that_the_clerks_window_moved_over_pushes_it_to_the_other_display(
    counter: Counter, displays: Displays
) -> None:
    pad = displays.plug(1280, 800)
    counter.display.start()
    counter.window.move(pad.geometry().topLeft() + QPoint(50, 50))
    counter.window.windowHandle().setScreen(pad)
    settle()
    assert counter.pad.screen() != pad
    assert counter.pad.screen() in QGuiApplication.screens()


def test_that_closing_the_clerks_window_takes_it_along(counter: Counter, displays: Displays) -> None:
    displays.plug(1280, 800)
    counter.display.start()
    assert not counter.pad.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    counter.display.stop()
    assert not counter.pad.isVisible()
    counter.display.start()
