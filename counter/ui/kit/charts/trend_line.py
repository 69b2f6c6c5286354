"""A line over periods with a number at every point, last year's dashed beside it; arrow keys move along it, Enter opens
a period, screen readers get the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.figures.trend import Point
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import Look

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOT = 3.5
_LEAST = 130
"""Pixels of height, in usual letters."""


class TrendLine(QWidget):
    """Shows ``Point`` values, the newest at the right and current at first. ``whole``: the most that a value can
    be, where the scale then ends; else at the largest. Signals: ``opened(place)``.
    """

    opened = Signal(int)

    def __init__(
        self, look: Look, name: str, title: str, parent: QWidget | None = None, *, whole: float | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title, self._whole = title, whole
        self._look = look
        self.points: tuple[Point, ...] = ()
        self._here = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._dress)
        self._dress()
        self.show_points(())

    def _dress(self) -> None:
        self.setMinimumHeight(self._look.grown(_LEAST))
        self.update()

    def show_points(self, points: Sequence[Point]) -> None:
        """Show these, oldest first."""
        self.points = tuple(points)
        self._here = max(0, len(self.points) - 1)
        self.setAccessibleDescription("；".join(p.spoken for p in self.points))
        self._name()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.points:
            self.opened.emit(self._here)
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.points:
            super().keyPressEvent(event)
            return
        self._here = max(0, min(self._here + step, len(self.points) - 1))
        self._name()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.points:
            return
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = look.metrics("small").height()
        low, high = self._reach()
        scale = look.metrics("tiny").horizontalAdvance("100%") if self._whole else 0
        area = QRectF(self.rect()).adjusted(24 + scale, line + 10, -24, -line - 8)
        points_at = [self._point_at(area, n, p.value, low, high) for n, p in enumerate(self.points)]
        foot = area.bottom()
        if any(under.intersects(over) for _, under, over in self._words_at(area, foot, points_at)):
            area.setBottom(foot - line)  # what stands under a point that fell, and its name under that
            points_at = [self._point_at(area, n, p.value, low, high) for n, p in enumerate(self.points)]
        ago_at = [self._point_at(area, n, p.year_ago, low, high) for n, p in enumerate(self.points)]
        painter.setPen(QPen(look.colour("line"), 1))
        for y in (area.top(), area.center().y(), area.bottom()):
            painter.drawLine(QPointF(self.rect().left(), y), QPointF(self.rect().right(), y))
        if self._whole:  # a scale that does not begin at nothing says where it begins
            painter.setFont(look.font("tiny"))
            painter.setPen(look.colour("second"))
            for value, y in ((high, area.top() + 14), (low, area.bottom() - 3)):
                painter.drawText(QPointF(self.rect().left(), y), f"{value / self._whole:.0%}")
        self._draw_runs(painter, ago_at, QPen(look.colour("absent"), 1, Qt.PenStyle.DashLine))
        self._draw_line(painter, points_at)
        self._draw_words(painter, area, foot, points_at)
        painter.end()

    def _draw_runs(self, painter: QPainter, points_at: Sequence[QPointF | None], pen: QPen) -> None:
        """Broken at a hidden period: nothing is drawn between unknown points."""
        run: list[QPointF] = []
        painter.setPen(pen)
        for centre in (*points_at, None):
            if centre is not None:
                run.append(centre)
            elif run:
                painter.drawPolyline(QPolygonF(run))
                run = []

    def _draw_line(self, painter: QPainter, points_at: Sequence[QPointF | None]) -> None:
        look = self._look
        self._draw_runs(painter, points_at, QPen(look.colour("shared"), 2))
        for number, centre in enumerate(points_at):
            if centre is None:
                continue
            here = self.hasFocus() and number == self._here
            painter.setPen(QPen(look.colour("act" if here else "shared"), 2))
            painter.setBrush(look.colour("act" if here else "surface"))
            painter.drawEllipse(centre, _DOT + here, _DOT + here)

    def _draw_words(
        self, painter: QPainter, area: QRectF, foot: float, points_at: Sequence[QPointF | None]
    ) -> None:
        look, last = self._look, len(self.points) - 1
        for number, under, over in self._words_at(area, foot, points_at):
            here = number == (self._here if self.hasFocus() else last)
            painter.setFont(look.font("small", strong=here))
            painter.setPen(look.colour("ink" if here else "second"))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self.points[number].label)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, self.points[number].words)

    def _words_at(
        self, area: QRectF, foot: float, points_at: Sequence[QPointF | None]
    ) -> Iterator[tuple[int, QRectF, QRectF]]:
        """Of each point that is named: its number, and where its name and its words stand."""
        metrics, last = self._look.metrics("small"), len(self.points) - 1
        line = metrics.height()
        step = area.width() / max(1, last)
        wide = max(metrics.horizontalAdvance(w) for p in self.points for w in (p.label, p.words)) + 10
        every = max(1, -(-wide // max(1, int(step)))) if last else 1
        for number, centre in enumerate(points_at):
            here = number == (self._here if self.hasFocus() else last)
            if (last - number) % every and not here:
                continue
            x = area.left() + step * number if last else area.center().x()
            under = QRectF(0, foot + 4, wide, line)
            under.moveLeft(min(max(0.0, x - wide / 2), self.width() - wide))
            falls = centre is not None and number > 0 and _above(points_at[number - 1], centre)
            shift = 7 if falls else -line - 7
            over = QRectF(under.left(), (centre.y() if centre else foot) + shift, wide, line)
            yield number, under, over

    def _point_at(
        self, area: QRectF, number: int, part: float | None, low: float, high: float
    ) -> QPointF | None:
        if part is None:
            return None
        last = len(self.points) - 1
        x = area.left() + area.width() * number / last if last else area.center().x()
        return QPointF(x, area.bottom() - area.height() * (part - low) / (high - low))

    def _reach(self) -> tuple[float, float]:
        """The scale: of a rate up to the whole, from a round tenth below the lowest, so that a dip is visible but not
        exaggerated; of anything else from 0.
        """
        known = [value for p in self.points for value in (p.value, p.year_ago) if value is not None]
        if self._whole is None:
            return min(0.0, *known, 0.0), max(1.0, *known, 1.0)
        lowest = min(known, default=0.0) / self._whole
        return max(0.0, min(0.9, int(lowest * 10) / 10 - 0.1)) * self._whole, self._whole

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.points:
            step = self.width() / len(self.points)
            self._here = max(0, min(int(event.position().x() / step), len(self.points) - 1))
            self._name()
            self.opened.emit(self._here)

    def _name(self) -> None:
        point = self.points[self._here] if self.points else None
        self.setAccessibleName(f"{self._title}：{point.spoken}" if point else self._title)


def _above(before: QPointF | None, centre: QPointF) -> bool:
    """The line falls to this point: its number is placed below, clear of the line."""
    return before is not None and before.y() < centre.y() - 1
