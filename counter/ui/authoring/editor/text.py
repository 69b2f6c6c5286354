"""Text fields: one line, or several that grow; Ctrl+Z undoes typing first and then belongs to the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from counter.domain.text.pasted import cells, paragraph, several_lines
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_note import say_limit
from counter.ui.kit.theme import restyle

MOST_LINES = 8
MOST = 30_000
_MARGINS = 8
"""Of the document, over its first and under its last line."""
TYPED_MS = 250
"""Delay after the last key before typing is shown in the preview."""


def is_undo(event: QEvent) -> bool:
    """Whether the event is a shortcut override for undo or redo."""
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class EditorLine(Field):
    """One line. Signals: ``left`` when the focus leaves (Enter, Tab); ``typed`` shortly after the last key."""

    left = Signal()
    typed = Signal()
    entered = Signal()

    def __init__(self, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint, parent)
        self.setMaxLength(MOST)
        self._stood = ""
        self._typed_timer = _typed_timer(self)
        self.textEdited.connect(lambda _: _begin(self._typed_timer))
        self.returnPressed.connect(self._enter)

    def words(self) -> str:
        """The text."""
        return self.text()

    def show_words(self, text: str) -> None:
        """Show the draft's value."""
        self._typed_timer.stop()
        self._stood = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        if is_undo(event) and self.text() == self._stood:
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._typed_timer.stop()
            self.left.emit()

    def _enter(self) -> None:
        self._typed_timer.stop()
        self.left.emit()
        self.entered.emit()


class EditorText(QPlainTextEdit):
    """Several lines that grow. ``lines``: Enter makes a new line (Ctrl+Enter leaves), else Enter leaves. ``table``:
    what is pasted may be the cells of one. What is pasted is cleaned as in every other field (decision 0063).

    Signals: as ``EditorLine``.
    """

    left = Signal()
    typed = Signal()
    entered = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        lines: bool = False,
        table: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # as ``Field``
        self._lines = lines
        self._clean = cells if table else several_lines if lines else paragraph
        self._stood = ""
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._typed_timer = _typed_timer(self)
        self.textChanged.connect(self._on_changed)
        self._measure()

    def words(self) -> str:
        """The text."""
        return self.toPlainText()

    def show_words(self, text: str) -> None:
        """Show the draft's value."""
        self._stood = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._typed_timer.stop()

    def show_problem(self, sentence: str) -> None:
        """Colour the border while ``sentence`` is shown beside the field; empty: no error."""
        restyle(self, problem=bool(sentence))
        self.setAccessibleDescription(sentence)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted or dropped: cleaned, and no more than there is room for."""
        clean = self._clean(source.text())
        room = MOST - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.insertPlainText(clean[:room])
        if len(clean) > room:
            say_limit(self, MOST)

    def event(self, event: QEvent) -> bool:
        if is_undo(event) and self.toPlainText() == self._stood:
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (control or not self._lines):
            if not event.isAutoRepeat():
                self._typed_timer.stop()
                self.left.emit()
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._typed_timer.stop()
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _on_changed(self) -> None:
        self._measure()
        if self.hasFocus():
            _begin(self._typed_timer)

    def _measure(self) -> None:
        """As high as its lines, up to ``MOST_LINES``; beyond that it scrolls."""
        line = self.fontMetrics().lineSpacing()
        high, block = 0.0, self.document().firstBlock()
        while block.isValid() and high <= MOST_LINES * line:
            high += max(line, self.blockBoundingRect(block).height())
            block = block.next()
        more = high > (MOST_LINES + 0.5) * line + _MARGINS
        high = max(line * (2 if self._lines else 1), min(high - _MARGINS, MOST_LINES * line)) + _MARGINS
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if needed != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(needed)
        height = round(high) + 8
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


def _begin(timer: QTimer) -> None:
    """Emit at intervals also during uninterrupted typing."""
    if not timer.isActive():
        timer.start()


def _typed_timer(field: EditorLine | EditorText) -> QTimer:
    timer = QTimer(field)
    timer.setSingleShot(True)
    timer.setInterval(TYPED_MS)
    timer.timeout.connect(field.typed)
    return timer
