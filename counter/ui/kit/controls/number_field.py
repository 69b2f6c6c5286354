"""A number of people to write in digits, with its bounds beside it; what it says is the answer at once."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.same_stroke import SameStroke

_WIDTH = 72


class NumberField(Field):
    """``strokes``: shared with the questions around it: the stroke that led here writes nothing, and none writes twice.

    Signals: ``said(text)``: the digits as they stand, empty while they are no number from ``least`` to ``most``;
    ``left`` with Enter, where nothing wrong stands in it; ``came`` and ``gone`` with the focus.
    """

    said = Signal(str)
    left = Signal()
    came = Signal()
    gone = Signal()

    def __init__(self, name: str, strokes: SameStroke, parent: QWidget | None = None) -> None:
        super().__init__(name, "", parent=parent)
        self._strokes = strokes
        self._least, self._most = 0, 0
        self.setFixedWidth(_WIDTH)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        self.textEdited.connect(self._tell)

    def show_number(self, least: int, most: int, chosen: str, words: str) -> None:
        """Show what was answered; what is being written just now stays. ``words``: the question, for screen readers."""
        self._least, self._most = least, most
        self.setAccessibleName(words)
        if self._number() != chosen and not (self.hasFocus() and not chosen and self.isModified()):
            self.setText(chosen)
        self.show_problem(self.wrong)

    @property
    def wrong(self) -> str:
        """What does not fit in what stands there; empty where nothing does."""
        text = self.text()
        if not text or self._number():
            return ""
        return self.tr("写{0}到{1}之间的整数").format(self._least, self._most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goes_on = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        writes = goes_on or event.text().isdigit()
        if writes and (self._strokes.again(event) or event.isAutoRepeat()):
            return  # struck twice is one stroke: 1 person is not 11
        if not goes_on:
            super().keyPressEvent(event)
        elif not self.wrong:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setModified(False)
        self.gone.emit()

    def _number(self) -> str:
        text = self.text()
        fits = text.isascii() and text.isdecimal() and self._least <= int(text) <= self._most
        return str(int(text)) if fits else ""

    def _tell(self) -> None:
        self.show_problem(self.wrong)
        self.said.emit(self._number())
