"""Painting of list rows: background of the current row, separator, tag, elided text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from counter.ui.kit.theme import Look

LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MARK, _TAG_PADDING, _ROUND = 3, 12, 5


def paint_current(painter: QPainter, look: Look, row: QRect) -> None:
    """Background of the current row, with a mark at its left edge."""
    painter.fillRect(row, look.colour("act_soft"))
    painter.fillRect(QRect(row.left(), row.top(), _MARK, row.height()), look.colour("act"))


def paint_line(painter: QPainter, look: Look, row: QRect) -> None:
    """Separator to the next row."""
    painter.setPen(QPen(look.colour("line"), 1))
    y = row.bottom() + 0.5
    painter.drawLine(QPointF(row.left(), y), QPointF(row.right(), y))


def paint_tag(painter: QPainter, look: Look, line: QRect, words: str, tone: str, *, current: bool) -> int:
    """Paint a tag at the left of a line; returns its width."""
    width = painter.fontMetrics().horizontalAdvance(words) + _TAG_PADDING
    tag = QRect(line.left(), line.top(), width, line.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface" if current else f"{tone}_soft"))
    painter.drawRoundedRect(QRectF(tag), _ROUND, _ROUND)
    painter.setPen(look.colour(tone))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), words)
    return width


def paint_tag_at_right(
    painter: QPainter, look: Look, row: QRect, words: str, tone: str, *, current: bool
) -> int:
    """Paint a tag at the right end of a row, half way down; returns its width."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + _TAG_PADDING, metrics.height() + 4
    top = row.top() + (row.height() - height) // 2
    tag = QRect(row.right() - width, top, width, height)
    return paint_tag(painter, look, tag, words, tone, current=current)


def paint_elided(
    painter: QPainter, area: QRect, words: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> None:
    """Paint text from the left, elided to the width."""
    shown = painter.fontMetrics().elidedText(words, mode, area.width())
    painter.drawText(area, LEFT_MIDDLE, shown)


def rect_and_state(option: object) -> tuple[QRect, QStyle.StateFlag]:
    """Rectangle and state of a style option; the stubs of QStyleOptionViewItem leave them out."""
    return option.rect, option.state  # type: ignore[attr-defined]
