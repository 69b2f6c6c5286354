"""A field of a few lines for plain sentences: it wraps, takes no line breaks, and Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES = 4


class LongField(QPlainTextEdit):
    """``most``: characters it takes. Signals: ``edited`` when the words changed; ``left`` with Enter."""

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
        """What was written, without line breaks."""
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
