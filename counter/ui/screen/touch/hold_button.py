"""A button that acts for as long as it is held: numbers in full are seen only under the finger (L11)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from counter.ui.screen.reach import Reach
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.touch.big_button import BigButton


class HoldButton(BigButton):
    """Signal ``held(bool)``: by mouse or by touch itself, which some systems turn into a mouse only at its end."""

    held = Signal(bool)

    def __init__(self, words: str, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(words, look, reach, parent, size="text")
        self.quick = True
        self._held = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.pressed.connect(lambda: self._hold(True))
        self.released.connect(lambda: self._hold(False))

    def let_go(self) -> None:
        """As if the finger had left."""
        self.setDown(False)
        self._hold(False)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.TouchBegin:
            self.setDown(True)
            self._hold(True)
        elif kind in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self.let_go()
        elif kind != QEvent.Type.TouchUpdate:
            return super().event(event)
        event.accept()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.let_go()

    def _hold(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.held.emit(held)
