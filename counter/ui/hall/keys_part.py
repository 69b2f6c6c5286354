"""What the parts of the page 密钥 have in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.ui.facades.keys import KeysView
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.messages import Message, Tone


class KeysPart(QWidget):
    """Signals: ``announced(message)``; ``changed`` after something was signed."""

    announced = Signal(Message)
    changed = Signal()

    @property
    def half_done(self) -> bool:
        """Whether something is begun that would be lost."""
        return False

    @property
    def acts(self) -> Mapping[str, ActButton]:
        """The button of each key."""
        return {}

    def come(self) -> None:
        """It is shown: take the focus."""

    def show_keys(self, view: KeysView) -> None:
        """The keys as they are now."""

    def step_back(self) -> bool:
        """Esc: one step back; False where there is none."""
        return False

    def dismiss(self) -> None:
        """Forget what was begun."""

    def tell(self, words: str) -> None:
        """Say that something was signed."""
        self.announced.emit(Message(Tone.DONE, words))
        self.changed.emit()
