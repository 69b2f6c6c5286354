"""One bar: what is filled, what nobody knows, the time before under it, and a mark where it should reach."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from counter.ui.kit.theme import Look

_ROUND, _BESIDE, _GAP, _MARK = 3.0, 4.0, 2.0, 4.0


@dataclass(frozen=True, slots=True)
class BarShape:
    """Lengths are parts of the whole bar, 0 to 1. ``unknown``: after the filled part, hatched; ``before``: of the last
    period or year, thin below; ``target``: where the mark stands; ``tone``: of the filled part, which a word repeats.
    ``framed``: what is empty counts, so that it has an outline.
    """

    part: float
    unknown: float = 0.0
    before: float | None = None
    target: float | None = None
    tone: str = "shared"
    framed: bool = False


def paint_bar(painter: QPainter, look: Look, space: QRectF, shape: BarShape) -> None:
    """Paint a bar into ``space``; the time before takes the lowest pixels of it."""
    painter.save()
    bar = QRectF(space)
    if shape.before is not None:
        bar.setHeight(space.height() - _BESIDE - _GAP)
    line = "edge" if shape.framed else "line" if look.framed else ""
    painter.setPen(QPen(look.colour(line), 1) if line else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(look.colour("surface" if shape.framed else "shared_soft"))
    painter.drawRoundedRect(bar, _ROUND, _ROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    width = bar.width()
    filled = min(max(shape.part, 0.0), 1.0)
    open_ = QRectF(
        bar.left() + width * filled, bar.top(), width * min(shape.unknown, 1.0 - filled), bar.height()
    )
    if open_.width() >= 1:
        for brush in (QBrush(look.colour("shared_soft")), _hatched(look)):
            painter.setBrush(brush)
            painter.drawRect(open_)
    if filled:
        painter.setBrush(look.colour(shape.tone))
        done = QRectF(bar.left(), bar.top(), max(_ROUND, width * filled), bar.height())
        painter.drawRoundedRect(done, _ROUND, _ROUND)
    if shape.before:
        painter.setBrush(look.colour("absent"))
        below = QRectF(bar.left(), bar.bottom() + _GAP, max(2.0, width * min(shape.before, 1.0)), _BESIDE)
        painter.drawRect(below)
    if shape.target is not None:
        x = bar.left() + width * min(max(shape.target, 0.0), 1.0)
        painter.setPen(QPen(look.colour("ink"), 2))
        painter.drawLine(QPointF(x, bar.top() - _MARK), QPointF(x, bar.bottom() + _MARK))
    painter.restore()


def _hatched(look: Look) -> QBrush:
    return QBrush(look.colour("shared"), Qt.BrushStyle.BDiagPattern)
