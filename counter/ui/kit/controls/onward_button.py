"""The button after the last question: Enter goes on to the materials, arrows go back, digits do nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.stroke_filter import StrokeFilter


class OnwardButton(ActButton):
    """Signals: ``clicked`` with Enter; ``all_received`` with A, as in the checklist; ``back`` with the up or left
    arrow, to change the last answer. ``strokes``: shared with the questions, the Enter that left the last one goes no
    further.
    """

    back = Signal()
    all_received = Signal()

    def __init__(self, strokes: StrokeFilter, parent: QWidget | None = None) -> None:
        super().__init__("toMaterials", "", "Enter", parent=parent)
        self._strokes = strokes
        self.show_asked(several=True)

    def show_asked(self, *, several: bool) -> None:
        """``several``: there were questions; some bundles have none."""
        answered, nothing = self.tr("问题都答完了，去核对材料"), self.tr("没有要问的，去核对材料")
        self.say(answered if several else nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        again = self._strokes.again(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.back.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and again:
            return
        elif event.text() in ("a", "A"):
            if not event.isAutoRepeat():
                self.all_received.emit()
        else:
            super().keyPressEvent(event)
