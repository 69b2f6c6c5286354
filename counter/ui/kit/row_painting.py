"""Painting of list rows: background of the current row, separator, tag, badge, elided text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from counter.ui.kit.theme import Look

LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MARK, _TAG_PADDING, _ROUND, _FRAME = 3, 12, 5, 2


def paint_current(painter: QPainter, look: Look, row: QRect, *, mark: bool = True, rounded: int = 0) -> None:
    """Background of the current row, with a mark at its left edge; in high contrast also a frame."""
    if rounded:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("act_soft"))
        painter.drawRoundedRect(QRectF(row), rounded, rounded)
    else:
        painter.fillRect(row, look.colour("act_soft"))
    if mark:
        painter.fillRect(QRect(row.left(), row.top(), _MARK, row.height()), look.colour("act"))
    if look.framed:
        paint_frame(painter, look, QRectF(row), "act", rounded)


def paint_current_cell(painter: QPainter, look: Look, cell: QRect) -> None:
    """One cell of the current row of a table; in high contrast the row has a line above and below."""
    painter.fillRect(cell, look.colour("act_soft"))
    if look.framed:
        for top in (cell.top(), cell.bottom() - _FRAME + 1):
            painter.fillRect(QRect(cell.left(), top, cell.width(), _FRAME), look.colour("act"))


def paint_frame(
    painter: QPainter, look: Look, area: QRectF, tone: str, rounded: int, wide: int = _FRAME
) -> None:
    """A frame inside the area, in the colour of a role."""
    half = wide / 2
    painter.setPen(QPen(look.colour(tone), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), rounded, rounded)


def paint_line(painter: QPainter, look: Look, row: QRect) -> None:
    """Separator to the next row."""
    paint_hairline(painter, look.colour("line"), QRectF(row.left(), row.bottom(), row.width(), 1))


def paint_hairline(painter: QPainter, colour: QColor, line: QRectF) -> None:
    """A line of whole pixels of the screen, at any ratio: half ones would be blurred, or now thin and now thick.

    ``line``: where it lies, one pixel of the window wide or high.
    """
    to_screen = painter.deviceTransform()
    back, invertible = to_screen.inverted()
    place = to_screen.mapRect(line)
    thick = max(1, int(min(place.width(), place.height()) + 0.01))
    left, top = round(place.left()), round(place.top())
    across = thick if line.width() <= line.height() else round(place.right()) - left
    down = thick if line.height() < line.width() else round(place.bottom()) - top
    if invertible:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(back.mapRect(QRectF(left, top, across, down)), colour)
        painter.restore()


def paint_tag(painter: QPainter, look: Look, line: QRect, words: str, tone: str, *, current: bool) -> int:
    """Paint a tag at the left of a line; returns its width."""
    width = painter.fontMetrics().horizontalAdvance(words) + _TAG_PADDING
    tag = QRectF(line.left(), line.top(), width, line.height())
    paint_badge(painter, look, tag, words, tone, ground="surface" if current else "")
    return width


def paint_badge(
    painter: QPainter, look: Look, area: QRectF, words: str, tone: str, *, ground: str = ""
) -> None:
    """Words on the soft ground of their tone, or on another one; in high contrast with a frame."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground or f"{tone}_soft"))
    painter.drawRoundedRect(area, _ROUND, _ROUND)
    if look.framed:
        paint_frame(painter, look, area, tone, _ROUND, 1)
    painter.setPen(look.colour(tone))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_elided(
    painter: QPainter, area: QRect, words: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> None:
    """Paint text from the left, elided to the width."""
    shown = painter.fontMetrics().elidedText(words, mode, area.width())
    painter.drawText(area, LEFT_MIDDLE, shown)


def rect_and_state(option: object) -> tuple[QRect, QStyle.StateFlag]:
    """Rectangle and state of a style option; the stubs of QStyleOptionViewItem leave them out."""
    return option.rect, option.state  # type: ignore[attr-defined]
