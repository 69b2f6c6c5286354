"""The find box: the applicant's request in Chinese, pinyin, initials, a number or an item's name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.field import Field


class FindBox(Field):
    """Signals: ``walked(step)`` for the arrow keys, ``chosen`` for Enter, ``given_up`` for Esc, ``came`` with focus."""

    walked = Signal(int)
    chosen = Signal()
    given_up = Signal()
    came = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("findBox", "", "", parent)
        self.setPlaceholderText(self.tr("名称、拼音首字母或编号"))
        self.setAccessibleName(self.tr("找一件事"))
        self.setTextMargins(26, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 6,
            Qt.Key.Key_PageUp: -6,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.walked.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 1.8))
        middle = self.height() / 2
        painter.drawEllipse(QPointF(18, middle - 1.5), 5, 5)
        painter.drawLine(QPointF(21.8, middle + 2.3), QPointF(26, middle + 6.5))
