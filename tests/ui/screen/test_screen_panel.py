"""The light of the applicant's screen: setting it up, and what goes between window and office."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from counter.ui.frame.top_bar import StatusLight
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.clerk_side.screen_panel import ScreenPanel
from tests.ui.hands import Hands, Key
from tests.ui.told import told


def open_panel(hands: Hands) -> ScreenPanel:
    """The light is reached and pressed by keyboard."""
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    hands.qtbot.waitUntil(lambda: hands.shows("light_screen"))  # one that is not shown yet takes no focus
    hands.see(StatusLight, "light_screen").setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: hands.shows("screenPanel"))
    return hands.see(ScreenPanel, "screenPanel")


def test_that_the_width_of_the_screen_is_set_at_its_light(hands: Hands) -> None:
    open_panel(hands)
    hands.see(Field, "screenWidth").setText("223")
    hands.key(Key.Key_Return)
    assert not hands.shows("screenPanel")
    hands.qtbot.waitUntil(lambda: hands.facade.preferences.screen_mm == 223)


def test_that_a_width_no_screen_has_is_told_at_its_field(hands: Hands) -> None:
    panel = open_panel(hands)
    hands.see(Field, "screenWidth").setText("7")
    hands.key(Key.Key_Return)
    hands.settle()
    assert "要在50到2000之间" in told(panel)
    assert hands.focus().objectName() == "screenWidth"
    assert hands.facade.preferences.screen_mm == 0
    hands.see(Field, "screenWidth").setText("22.3 cm")
    hands.key(Key.Key_Return)
    assert "要写数字" in told(panel)
    hands.see(Field, "screenWidth").setText("223 mm")
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.facade.preferences.screen_mm == 223)


def test_that_esc_changes_nothing_and_gives_the_focus_back(hands: Hands) -> None:
    open_panel(hands)
    hands.key(Key.Key_Escape)
    assert not hands.shows("screenPanel")
    assert hands.focus().objectName() == "light_screen"


def test_that_tab_goes_from_the_width_to_the_choices_beside_it(hands: Hands) -> None:
    open_panel(hands)
    assert hands.focus().objectName() == "screenWidth"
    stops = []
    for _ in range(4):
        hands.key(Key.Key_Tab)
        stops.append(hands.focus().objectName())
    assert stops == ["screenHand_1", "screenKeep", "screenWindow", "screenClose"]


def test_that_everybody_sees_his_own_totals_only(hands: Hands) -> None:
    open_panel(hands)
    hands.settle()
    assert "阿木古郎" in hands.see(TextLabel, "ownTotals").text()
    hands.key(Key.Key_L, Hands.CONTROL)
    assert not hands.shows("screenPanel")


def test_that_a_pack_is_written_where_the_clerk_says(hands: Hands, tmp_path: Path) -> None:
    panel = open_panel(hands)
    panel.exchange.pack_to(tmp_path / "pack.json")
    hands.settle()
    assert hands.facade.pad.packed == [(tmp_path / "pack.json", "W01")]
    assert "评价包已写到" in hands.message()


def test_that_a_file_that_is_no_totals_is_told(hands: Hands, tmp_path: Path) -> None:
    panel = open_panel(hands)
    panel.exchange.take_totals(tmp_path / "other.json")
    hands.settle()
    assert "不完整" in hands.message()
