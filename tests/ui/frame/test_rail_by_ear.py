"""An entry of the rail is pressed by a screen reader as by a key: its own press toggles without a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.hands import Hands


def test_that_an_entry_toggled_by_a_screen_reader_opens_its_page_once(hands: Hands) -> None:
    rail = hands.window.shell.rail
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.entries["find_case"].toggle()  # what Qt does for an accessible radio button
    hands.settle()
    assert hands.window.shell.page_in_sight == "find_case"
    QTest.mouseClick(rail.entries["todo"], Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.window.shell.page_in_sight == "todo"
    assert chosen == ["find_case", "todo"]
