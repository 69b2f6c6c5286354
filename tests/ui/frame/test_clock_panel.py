"""A clock in doubt is confirmed at its own light, by a supervisor, without leaving the visit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from counter.ui.frame.top_bar import StatusLight
from counter.ui.kit.controls.labels import TextLabel
from tests.ui.hands import Hands
from tests.ui.told import told

Key = Qt.Key
DOUBT = "电脑时钟往回走过：现在显示 2026年9月21日 12:00，上一条记录记在 2026年11月20日 12:00。"


@pytest.fixture
def doubtful(hands: Hands) -> Hands:
    """The window while the clock is in doubt."""
    hands.facade.doubt = DOUBT
    hands.window.shell.lights.ask()
    hands.settle()
    return hands


def open_panel(hands: Hands) -> None:
    """The light is reached and pressed by keyboard."""
    hands.see(StatusLight, "light_clock").setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_Space)


def confirm(hands: Hands, code: str, pin: str) -> None:
    """Write code and PIN into the panel."""
    hands.write(code)
    hands.key(Key.Key_Return)
    hands.write(pin)
    hands.key(Key.Key_Return)


def test_that_a_supervisor_confirms_the_clock_at_its_light(doubtful: Hands) -> None:
    open_panel(doubtful)
    assert doubtful.see(TextLabel, "clockDoubt").text() == DOUBT
    confirm(doubtful, "S01", "9876")
    assert not doubtful.shows("clockPanel")
    assert "苏日娜已确认时间" in doubtful.message()
    assert doubtful.see(StatusLight, "light_clock").toolTip() == "时钟与记录的先后一致"


def test_that_a_clerk_is_refused_in_place_and_may_try_again(doubtful: Hands) -> None:
    open_panel(doubtful)
    confirm(doubtful, "W01", "1234")
    assert "值班负责人" in told(doubtful.window)
    assert doubtful.focus().objectName() == "clockPin"
    assert doubtful.see(QLineEdit, "clockPin").text() == ""
    assert doubtful.facade.doubt == DOUBT


def test_that_a_pin_typed_without_a_code_does_not_wait_in_its_field(doubtful: Hands) -> None:
    open_panel(doubtful)
    doubtful.see(QLineEdit, "clockPin").setText("9876")
    doubtful.button("clockConfirm").click()
    assert "工号和口令" in told(doubtful.window)
    assert doubtful.see(QLineEdit, "clockPin").text() == ""


def test_that_escape_gives_the_focus_back_and_forgets_what_was_typed(doubtful: Hands) -> None:
    doubtful.key(Key.Key_F1)
    doubtful.see(StatusLight, "light_clock").click()
    doubtful.write("S01")
    doubtful.key(Key.Key_Escape)
    assert not doubtful.shows("clockPanel")
    assert doubtful.focus().objectName() == "findBox"
    assert doubtful.see(QLineEdit, "clockCode").text() == ""


def test_that_locking_closes_it(doubtful: Hands) -> None:
    open_panel(doubtful)
    doubtful.key(Key.Key_L, Hands.CONTROL)
    assert not doubtful.shows("clockPanel")
    assert doubtful.focus().objectName() == "clerkPin"


def test_that_the_panel_goes_when_the_clock_was_confirmed_elsewhere(doubtful: Hands) -> None:
    open_panel(doubtful)
    doubtful.facade.doubt = ""
    doubtful.window.shell.lights.ask()
    doubtful.settle()
    assert not doubtful.shows("clockPanel")


def test_that_a_light_that_is_well_only_says_so(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.shows("light_clock"))
    open_panel(hands)
    hands.qtbot.waitUntil(lambda: hands.message() == "时钟与记录的先后一致")
    assert not hands.shows("clockPanel")
