"""Input fields: one line without line breaks (a pasted newline or a scanner's end never becomes a value), PIN, long
text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from counter.ui.kit.controls.labels import SAYS_NOTHING
from counter.ui.kit.theme import restyle

_LONGEST = 200


class Field(QLineEdit):
    """``label``: accessible name; a problem colours the border. ``for_name``: a name is entered here."""

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        for_name: bool = False,
    ) -> None:
        super().__init__(parent)
        self.for_name = for_name
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self._describe("")
        self.setMaxLength(_LONGEST)
        self.setAcceptDrops(False)  # a file dropped here would leave its path as text; the page may want it
        self.textChanged.connect(self._drop_breaks)

    def show_problem(self, sentence: str) -> None:
        """Colour the border while ``sentence`` is shown beside the field; empty: valid."""
        restyle(self, problem=bool(sentence))
        self._describe(sentence)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Preset text is selected: typing replaces it."""
        super().focusInEvent(event)
        by_hand = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        if not by_hand and not self.isModified():
            self.selectAll()

    def _describe(self, sentence: str) -> None:
        """What is wrong, else Qt takes the placeholder; one that only repeats the label is not read."""
        repeats = self.placeholderText() == self.accessibleName()
        self.setAccessibleDescription(sentence or (SAYS_NOTHING if repeats else ""))

    def _drop_breaks(self, text: str) -> None:
        clean = "".join(c for c in text if c.isprintable())
        if clean != text:
            self.setText(clean)


class PinField(Field):
    """Read once: callers clear it after every use and refusal; hiding clears it.

    A PIN left in the field would let the next person act in the name of its owner.
    """

    def __init__(self, name: str, label: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, placeholder, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def show_typed(self, shown: bool) -> None:
        """Show the letters, or hide them again: for long secrets that nobody else is to see."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, locked or another page."""
        super().hideEvent(event)
        self.clear()


_LINES = 4


class LongField(QPlainTextEdit):
    """``most``: maximum length. Signals: ``edited`` when the text changed; ``left`` with Enter."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, name: str, label: str, hint: str = "", most: int = 500, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._most = most
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._on_changed)
        self._measure()

    def text(self) -> str:
        """The text without line breaks."""
        return self.toPlainText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _on_changed(self) -> None:
        text = self.toPlainText()
        clean = "".join(c for c in text if c.isprintable())[: self._most]
        if clean != text:
            self.setPlainText(clean)
            self.moveCursor(self.textCursor().MoveOperation.End)
            return
        self.edited.emit()

    def _measure(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 16)
