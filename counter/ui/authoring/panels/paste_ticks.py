"""A check box in a table: visible in every theme, toggled by a click in its cell or by Space."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from counter.ui.kit.row_painting import paint_current
from counter.ui.kit.theme import Look

Index = QModelIndex | QPersistentModelIndex
_BOX, _PAD = 18, 6


class TickDelegate(QStyledItemDelegate):
    """Paints the box of a checkable cell, and the cell's text after it."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        known = cast("Any", option)  # the stubs omit the fields of a style option
        rect: QRect = known.rect
        look, ticked = self._look, _is_ticked(index)
        words = str(index.data() or "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if known.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            paint_current(painter, look, rect, mark=False)
        box = QRectF(rect.left() + _PAD, rect.top() + (rect.height() - _BOX) / 2, _BOX, _BOX)
        painter.setPen(QPen(look.colour("act" if ticked else "edge"), 1.2))
        painter.setBrush(look.colour("act" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.setPen(QPen(look.colour("on_fill"), 2))
            left, base = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(left + 4, base + 9), QPointF(left + 8, base + 13), QPointF(left + 14, base + 5)]
            )
        if words:
            painter.setFont(look.font())
            painter.setPen(look.colour("ink" if ticked else "second"))
            text = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            text.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            room = rect.adjusted(_BOX + 2 * _PAD, 0, -_PAD, 0)
            painter.drawText(QRectF(room), words, text)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            rect: QRect = cast("Any", option).rect
            words = bool(index.data())
            if not words or event.position().x() < rect.left() + _BOX + 2 * _PAD:
                self.turn(model, index)
                return True
        return False

    @staticmethod
    def turn(model: QAbstractItemModel, index: Index) -> None:
        """Toggle it."""
        state = Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked
        model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _is_ticked(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole) or 0) is Qt.CheckState.Checked
