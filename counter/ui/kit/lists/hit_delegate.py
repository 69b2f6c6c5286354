"""Paints a found bundle: number, name with the matched characters marked, the item that matched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.guide.bundle_search import Hit
from counter.ui.kit.lists.hits_model import HIT_ROLE, Index
from counter.ui.kit.theme import Look

_NUMBER = 36
_PAD = 8


class HitDelegate(QStyledItemDelegate):
    """Names wrap: a bundle's name is never cut off."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit = index.data(HIT_ROLE)
        view = self.parent()
        assert isinstance(view, QWidget)
        width = view.width() - 14
        name = self._layout(hit.name, (), width - _NUMBER - _PAD, "ink")
        height = int(name.boundingRect().height())
        if hit.item:
            height += QFontMetrics(self._look.font("small")).height()
        return QSize(width, height + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        rect, state = _place_and_state(option)
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("act_soft"))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        top = rect.adjusted(0, _PAD, 0, 0)
        number = QRect(top.left(), top.top(), _NUMBER - 8, QFontMetrics(look.font()).height())
        painter.drawText(
            number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(hit.number)
        )
        spans = () if hit.item else hit.spans
        name = self._layout(hit.name, spans, rect.width() - _NUMBER - _PAD, "ink")
        left = rect.left() + _NUMBER
        name.draw(painter, QPointF(left, top.top()))
        if hit.item:
            y = top.top() + name.boundingRect().height()
            item = self._layout(hit.item, hit.spans, rect.width() - _NUMBER - _PAD, "second", small=True)
            item.draw(painter, QPointF(left, y))
        painter.restore()

    def _layout(
        self, text: str, spans: Sequence[tuple[int, int]], width: int, role: str, *, small: bool = False
    ) -> QTextLayout:
        layout = QTextLayout(text, self._look.font("small" if small else "text"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ranges = [_range(0, len(text), self._look.colour(role), 400)]
        ranges += [_range(start, end - start, self._look.colour("act"), 500) for start, end in spans]
        layout.setFormats(ranges)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
            if small:
                break
        layout.endLayout()
        return layout


def _range(start: int, length: int, colour: QColor, weight: int) -> QTextLayout.FormatRange:
    """A stretch of text in one colour and weight; the stubs of FormatRange leave its fields out."""
    made: Any = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format = QTextCharFormat()
    made.format.setForeground(colour)
    made.format.setFontWeight(weight)
    return cast("QTextLayout.FormatRange", made)


def _place_and_state(option: object) -> tuple[QRect, QStyle.StateFlag]:
    """Rectangle and state of a style option; the stubs of QStyleOptionViewItem leave them out."""
    return option.rect, option.state  # type: ignore[attr-defined]
