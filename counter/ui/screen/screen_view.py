"""Base of the states of the applicant's screen: a view that scales to a reach and can be read aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton


class ScreenView(QWidget):
    """Built as ``View(look, reach)``. ``fit`` keeps all content and input in progress.

    Signals: ``head_changed`` after ``head_title``, ``whose`` or ``head_buttons`` did.
    """

    head_changed = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.reach = reach
        look.changed.connect(self.update)

    def fit(self, reach: ScreenScale) -> None:
        """Lay out the same content for another screen or mode; views with manual layout repeat it here."""
        self.reach = reach
        self.update()

    def spoken(self) -> list[str]:
        """Sentences to read aloud, in visual order."""
        return []

    def head_title(self) -> str:
        """Title for the head of a tight screen."""
        return ""

    def whose(self) -> str:
        """Applicant of this state, for the head; empty where that is certain."""
        return ""

    def head_buttons(self) -> tuple[BigButton, ...]:
        """Buttons for the head of a tight screen."""
        return ()

    def leave(self) -> None:
        """Another state is shown: release pressed buttons and stop timers."""
