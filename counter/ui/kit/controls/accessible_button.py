"""Buttons that are pressed alike by mouse, key and screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


class AccessibleButton(QPushButton):
    """``clicked`` comes with every press of a person, whether the button is checkable or not.

    A screen reader's own press only toggles a checkable button (``QAccessibleButton::doAction``, Qt 6.11) and nobody
    hears of a click. What the mouse, a key and the program set is told apart here.
    """

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._told = False  # a click follows, or the program sets the state
        self.toggled.connect(self._click_if_untold)

    def setChecked(self, checked: bool) -> None:
        """Set by the program: no click."""
        told, self._told = self._told, True
        super().setChecked(checked)
        self._told = told

    def nextCheckState(self) -> None:
        """Of a click, which is told by itself."""
        told, self._told = self._told, True
        super().nextCheckState()
        self._told = told

    def _click_if_untold(self, checked: bool) -> None:
        if not self._told:
            self.clicked[bool].emit(checked)  # type: ignore[index]  # the stubs have no overloads
