"""A list of words of which one is shown: the wheel turns the page under the pointer, not what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

_EDGE = 2
"""Pixels that Qt leaves beside the words."""

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class DropDown(QComboBox):
    """Chosen by key, press and list, never by the wheel: Qt's own takes the focus from it, wherever the pointer happens
    to rest, and changes with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._written: QWidget | None = None

    def hand_on_to(self, field: QWidget) -> None:
        """Letters and digits, of which no word of the list is made, are meant for that field."""
        self._written = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if self._written is None or not (text.isascii() and text.isalnum()) or event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
            return
        self._written.setFocus(Qt.FocusReason.TabFocusReason)  # what stands there is selected, and replaced
        QCoreApplication.sendEvent(self._written, event)

    def setAccessibleName(self, name: str) -> None:
        """Also said after what is chosen: on the bus of Linux, Qt gives that as the name, and “全部” says of nothing
        that it is all.
        """
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As Qt does, but what has no room ends in …: half a letter at the arrow says nothing."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        complex_control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(complex_control, option, part, self).width() - _EDGE
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = words  # type: ignore[attr-defined]  # the stubs leave it out
        painter.drawComplexControl(complex_control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
