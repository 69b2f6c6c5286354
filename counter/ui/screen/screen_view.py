"""What every state of the applicant's screen is: a view that fits itself to a reach and can be read aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.ui.screen.reach import Reach
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.touch.big_button import BigButton


class ScreenView(QWidget):
    """Built as ``View(look, reach)``. Nothing it holds is lost by ``fit``: a mirror, a drawing, a choice in hand.

    Signals: ``head_changed`` after ``head_title``, ``whose`` or ``head_buttons`` did.
    """

    head_changed = Signal()

    def __init__(self, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.reach = reach
        look.changed.connect(self.update)

    def fit(self, reach: Reach) -> None:
        """Another screen or mode: the same things in other sizes. A view that lays out by hand does it again here."""
        self.reach = reach
        self.update()

    def spoken(self) -> list[str]:
        """What is read aloud when asked: the sentences that stand there, in the order of the eye."""
        return []

    def head_title(self) -> str:
        """What a tight screen's head says of this state."""
        return ""

    def whose(self) -> str:
        """Whose visit this state is about, for the head; empty where that is not in question."""
        return ""

    def head_buttons(self) -> tuple[BigButton, ...]:
        """Buttons of this state that a tight screen's head takes in now."""
        return ()

    def leave(self) -> None:
        """Another state comes: let go of whatever is held down, and of timers."""
