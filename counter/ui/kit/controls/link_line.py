"""A wrapping sentence that works as a link."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import TextLabel


class LinkLine(QPushButton):
    """An amber sentence, pressed by mouse, Space or Enter. ``whole``: others give way before its lines do."""

    def __init__(self, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent)
        self._whole = whole
        self.setProperty("role", "link")
        self._label = TextLabel("", "gap", wrap=True)
        self._label.leave_reading_to_parent()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 1, 2, 1)
        column.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, sentence: str) -> None:
        """Set the sentence."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._label.heightForWidth(max(1, width - 4)) + 2

    def sizeHint(self) -> QSize:
        width = max(160, self.width())
        return QSize(160, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height() if self._whole else 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width it has another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
