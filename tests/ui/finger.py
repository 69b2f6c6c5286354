"""The applicant's finger on the screen: presses what stands there in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from counter.ui.screen.applicant_screen import ApplicantScreen
from tests.ui.hands import Hands


class Finger:
    """``sees`` waits for a state, ``press`` for a button with those words."""

    def __init__(self, hands: Hands, screen: ApplicantScreen) -> None:
        self.hands, self.screen = hands, screen

    def press(self, words: str) -> None:
        """Press the button with those words."""
        self.hands.qtbot.waitUntil(lambda: self._found(words) is not None)
        found = self._found(words)
        assert found is not None
        self.hands.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.hands.settle()

    def sees(self, state: str) -> None:
        """The screen shows that state."""
        self.hands.qtbot.waitUntil(lambda: self.screen.current == state)

    def _found(self, words: str) -> QAbstractButton | None:
        buttons = self.screen.findChildren(QAbstractButton)
        return next((b for b in buttons if b.text() == words and b.isVisible() and b.isEnabled()), None)
