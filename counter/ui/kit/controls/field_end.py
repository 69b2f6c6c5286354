"""A text longer than its field ends in …, while nobody is in it: half a letter at the edge says nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolButton

_EDGE = 2
"""Pixels that Qt leaves beside the text."""


def paint_elided(field: QLineEdit) -> bool:
    """Paint the beginning of a field's text and …; False where all of it has room."""
    letters, option = field.fontMetrics(), QStyleOptionFrame()
    wide = letters.horizontalAdvance(field.text())
    if wide <= field.width() // 2:
        return False  # nearly all: nothing else is measured
    field.initStyleOption(option)
    room = _room_of(field, option)
    if wide <= room.width():
        return False
    words = letters.elidedText(field.text(), Qt.TextElideMode.ElideRight, room.width())
    painter, style = QPainter(field), field.style()
    style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, field)
    where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    style.drawItemText(
        painter, room, where, field.palette(), field.isEnabled(), words, QPalette.ColorRole.Text
    )
    painter.end()
    return True


def _room_of(field: QLineEdit, option: QStyleOptionFrame) -> QRect:
    """Where the text stands, without what lies over its end."""
    part = QStyle.SubElement.SE_LineEditContents
    room = field.style().subElementRect(part, option, field).marginsRemoved(field.textMargins())
    for button in field.findChildren(QToolButton):
        if button.isVisible():
            room.setRight(min(room.right(), button.x()))
    return room.adjusted(_EDGE, 0, -_EDGE, 0)
