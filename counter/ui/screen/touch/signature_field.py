"""Signature by finger, pen or mouse: strokes as they are drawn, not interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.screen.mirror import Drawing
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.strokes import MOST_POINTS, MOST_STROKES, Point, drawing_of, thinned

PEN_MM = 0.9
_NEAREST = 1.5
"""Pixels: smaller movements, the tremor of a resting finger, add no point."""
_LONG = 512
"""An endless stroke is thinned whenever it has grown by that many points."""


class SignatureField(QWidget):
    """Strokes in parts of the field (0 to 1). A drawing begun on one screen is shown whole on any other.

    Signals: ``changed`` after the first point and after everything was taken out.
    """

    changed = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reach = reach
        self._strokes: list[list[Point]] = []
        self._aspect = 0.0  # width of the field when the first stroke began; 0 while it is empty
        self._finger: int | None = None
        self._drawing = False
        self._stale = 0
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setObjectName("signatureField")
        self.setAccessibleName(self.tr("签名的地方"))
        look.changed.connect(self.update)
        self.fit(reach)

    @property
    def empty(self) -> bool:
        """Nothing was drawn."""
        return not self._strokes

    def drawing(self) -> Drawing | None:
        """The drawing, bounded in size; None while empty."""
        return None if self.empty else drawing_of(self._strokes, self._aspect)

    def clear(self) -> None:
        """重写: an empty field again."""
        self._lift()
        had, self._strokes, self._aspect = bool(self._strokes), [], 0.0
        self.update()
        if had:
            self.changed.emit()

    def fit(self, reach: ScreenScale) -> None:
        """Scale the drawing to another screen."""
        self._reach = reach
        self.setMinimumHeight(reach.mm(22))
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._lift()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dots are two dots."""
        self.mousePressEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind is QEvent.Type.TabletPress:
            self._begin(event.position())
        elif kind is QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position())
        elif kind is QEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """The screen was disconnected, or another state is shown: the current stroke ends and is kept."""
        self._lift()
        super().hideEvent(event)

    def _touch(self, event: QTouchEvent) -> bool:
        """Only the first finger draws; a palm does not."""
        event.accept()
        if event.type() is QEvent.Type.TouchCancel:
            self._lift()
            return True
        for point in event.points():
            state = point.state()
            if state is point.State.Pressed and self._finger is None:
                self._finger = point.id()
                self._begin(point.position())
            elif point.id() != self._finger:
                continue
            elif state is point.State.Released:
                self._go_on(point.position())
                self._lift()
            elif state is point.State.Updated:
                self._go_on(point.position())
        return True

    def _begin(self, at: QPointF) -> None:
        self._drawing = False
        if len(self._strokes) >= MOST_STROKES or self.points() >= MOST_POINTS:
            return
        first = self.empty
        if first:
            self._aspect = self.width() / max(1, self.height())
        self._drawing, self._stale = True, _LONG
        self._strokes.append([self._part(at)])
        self._repaint_around([at])
        if first:
            self.changed.emit()

    def _go_on(self, at: QPointF) -> None:
        if not self._drawing:
            return
        stroke = self._strokes[-1]
        before = self._pixel(stroke[-1])
        if (at - before).manhattanLength() < _NEAREST:
            return
        stroke.append(self._part(at))
        self._repaint_around([self._pixel(part) for part in stroke[-3:]])
        if len(stroke) >= self._stale:
            stroke[:] = thinned(stroke, self._aspect)
            self._stale = len(stroke) + _LONG
            self._drawing = self.points() < 2 * MOST_POINTS  # endless strokes: the signature is complete

    def _lift(self) -> None:
        if self._drawing:
            self._strokes[-1][:] = thinned(self._strokes[-1], self._aspect)
            self.update()
        self._finger, self._drawing = None, False

    def points(self) -> int:
        """How many are kept."""
        return sum(len(stroke) for stroke in self._strokes)

    def _paper(self) -> QRectF:
        """Rectangle of the drawing: the field, or the part of it with the same proportions on another screen."""
        field = QRectF(self.rect())
        if not self._aspect:
            return field
        width = min(field.width(), field.height() * self._aspect)
        paper = QRectF(0, 0, width, width / self._aspect)
        paper.moveCenter(field.center())
        return paper

    def _part(self, at: QPointF) -> Point:
        paper = self._paper()
        x = (at.x() - paper.left()) / max(1.0, paper.width())
        y = (at.y() - paper.top()) / max(1.0, paper.height())
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    def _pixel(self, part: Point) -> QPointF:
        paper = self._paper()
        return QPointF(paper.left() + part[0] * paper.width(), paper.top() + part[1] * paper.height())

    def _repaint_around(self, points: Sequence[QPointF]) -> None:
        """Repaint only as far as a new point bends the line."""
        around = self._reach.mm(PEN_MM) + 2
        box = QPolygonF(list(points)).boundingRect()
        self.update(box.toAlignedRect().adjusted(-around, -around, around, around))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_field(painter)
        pen = QPen(self._look.colour("ink"), max(2.0, PEN_MM * self._reach.pixels_per_mm))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            path = smooth([self._pixel(part) for part in stroke])
            if _meets(path, event.rect(), pen.widthF()):
                painter.drawPath(path)
        painter.end()

    def _paint_field(self, painter: QPainter) -> None:
        """Paint background, border and base line; a hint until the first stroke."""
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._look.colour("edge"), 2))
        painter.setBrush(self._look.colour("surface"))
        painter.drawRoundedRect(frame, self._reach.mm(2), self._reach.mm(2))
        margin, low = self._reach.margin, round(self.height() * 0.78)
        painter.setPen(QPen(self._look.colour("edge"), 2))
        painter.drawLine(margin, low, self.width() - margin, low)
        if self.empty:
            painter.setPen(self._look.colour("second"))
            painter.setFont(self._look.font(self._reach.text))
            painter.drawText(
                self.rect().adjusted(margin, margin // 2, -margin, 0),
                int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft),
                self.tr("用手指或笔在这里写名字"),
            )


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """A curve through the midpoints, with the points as control points; a single point is a dot."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
        return path
    for here, then in pairwise(points[1:]):
        path.quadTo(here, QPointF((here.x() + then.x()) / 2, (here.y() + then.y()) / 2))
    path.lineTo(points[-1])
    return path


def _meets(path: QPainterPath, rect: QRect, width: float) -> bool:
    return path.boundingRect().adjusted(-width, -width, width, width).intersects(QRectF(rect))
