"""Buttons of the applicant's screen: of equal weight, without colours of their own, pressed alike (L9)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from counter.ui.kit.controls.accessible_button import AccessibleButton
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_WIDEST = 100_000
_TICK = ((0.22, 0.52), (0.42, 0.74), (0.8, 0.26))


SAME_SPOT_MM = 10
"""Maximum distance between the two taps of a double tap."""


@dataclass(frozen=True, slots=True)
class _Press:
    """Time, position and device of a press."""

    stamp: int
    place: QPointF
    source: Qt.MouseEventSource

    def just_before(self, event: QMouseEvent) -> bool:
        """Within the double click interval, by the device's own timestamps where it has any."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        after = event.timestamp() - self.stamp
        return (
            self.source == event.source()
            and self.stamp > 0
            and 0 <= after < QApplication.doubleClickInterval()
        )


class BigButton(AccessibleButton):
    """Pressed by touch or pointer only: it takes no focus, so that no key of the clerk presses it.

    ``size``: ``strong`` or ``big``, font size by the reach. Checkable: a box before the text shows the choice, never
    only a colour (``one_of``: a round one for exclusive choices). ``quick``: a second press right after the first at
    the same position counts, as for paging; elsewhere it is ignored, so that a double tap presses nothing that
    appeared between. ``stacked``: four letters are set two by two where width is scarce.
    """

    last_press: ClassVar[_Press | None] = None
    """Of any button. Qt's own double clicks are unsuitable: for touch it counts any two quick taps as one, wherever
    they were, and never the third.
    """

    def __init__(
        self,
        words: str,
        look: ScreenLook,
        reach: ScreenScale,
        parent: QWidget | None = None,
        *,
        size: str = "strong",
    ) -> None:
        super().__init__(words, parent)
        self.look = look
        self.reach = reach
        self.size_name = size
        self.quick = False
        self.one_of = False
        self.stacked = False
        self._high: dict[
            tuple[int, str, bool, bool], int
        ] = {}  # a page asks thousands of times before it fits
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.update)
        self.fit(reach)

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode."""
        self.reach = reach
        self._high.clear()
        self.setFont(self.look.font(getattr(reach, self.size_name), strong=True))
        self.setStyleSheet(f"min-width: {self.least}px; min-height: {self.least}px;")
        self.updateGeometry()
        self.update()

    @property
    def least(self) -> int:
        """Its least side."""
        return self.reach.target

    def say(self, words: str) -> None:
        """Set the text."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def _shown(self, width: int = _WIDEST) -> str:
        """The words as they are painted in that width: broken after a comma rather than within a word."""
        words = self.text()
        half = -(-len(words) // 2)
        if self.stacked and len(words) > 2:
            return f"{words[:half]}\n{words[half:]}"
        return words.replace("，", "，\n") if self._metrics().horizontalAdvance(words) > width else words

    def sizeHint(self) -> QSize:
        words = self._metrics().boundingRect(QRect(0, 0, _WIDEST, _WIDEST), 0, self._shown())
        around = 2 * self.reach.mm(3) + (self._box + self.reach.gap if self.isCheckable() else 0)
        return QSize(
            max(self.least, words.width() + around), max(self.least, words.height() + self.reach.mm(4))
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least, self.least)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        asked = (width, self.text(), self.stacked, self.isCheckable())
        high = self._high.get(asked)
        if high is None:
            high = self._high[asked] = self._height_for(width)
        return high

    def _height_for(self, width: int) -> int:
        bounds = QRect(0, 0, max(1, self._words_rect(QRect(0, 0, width, 0)).width()), _WIDEST)
        words = self._metrics().boundingRect(bounds, int(_LEFT), self._shown(bounds.width()))
        return max(self.least, words.height() + self.reach.mm(4))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = BigButton.last_press
        BigButton.last_press = _Press(event.timestamp(), event.globalPosition(), event.source())
        if before is None or not before.just_before(event) or self.counts(before.place, event):
            super().mousePressEvent(event)
        else:
            event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def counts(self, before: QPointF, event: QMouseEvent) -> bool:
        """Whether this press right after one at the position ``before`` is intended."""
        distance = event.globalPosition() - before
        return self.quick or math.hypot(distance.x(), distance.y()) > self.reach.mm(SAME_SPOT_MM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        self.paint_face(painter)
        painter.end()

    def paint_ground(self, painter: QPainter) -> None:
        """Paint background and border, the same for every button."""
        width = 3 if self.reach.large else 2
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(self.look.colour("edge"), width))
        painter.setBrush(self.look.colour("press" if self.isDown() else "surface"))
        painter.drawRoundedRect(frame, self.reach.mm(2), self.reach.mm(2))

    def paint_face(self, painter: QPainter) -> None:
        """Paint the text, with a box before it where checkable."""
        painter.setFont(self._font())
        painter.setPen(self.look.colour("ink"))
        if not self.isCheckable():
            place = self._words_rect(self.rect())
            painter.drawText(place, int(_CENTRE), self._shown(place.width()))
            return
        painter.drawText(self._words_rect(self.rect()), int(_LEFT), self.text())
        side = self._box
        box = QRectF(self.reach.mm(3), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(self.look.colour("ink"), 2))
        painter.setBrush(self.look.colour("surface"))
        if self.one_of:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            painter.setPen(
                QPen(
                    self.look.colour("ink"),
                    max(3.0, side / 8),
                    c=Qt.PenCapStyle.RoundCap,
                    j=Qt.PenJoinStyle.RoundJoin,
                )
            )
            painter.drawPolyline([box.topLeft() + QPointF(x, y) * side for x, y in _TICK])

    @property
    def _box(self) -> int:
        return round(self._size * 1.1)

    @property
    def _size(self) -> int:
        size: int = getattr(self.reach, self.size_name)
        return size

    def _font(self) -> QFont:
        return self.look.font(self._size, strong=True)

    def _metrics(self) -> QFontMetrics:
        return self.look.metrics(self._size, strong=True)

    def _words_rect(self, rect: QRect) -> QRect:
        side = min(self.reach.mm(3), rect.width() // 8)
        if not self.isCheckable():
            return rect.adjusted(side, 0, -side, 0)
        left = self.reach.mm(3) + self._box + self.reach.gap
        return rect.adjusted(min(left, rect.width() // 3), 0, -side, 0)


class HoldButton(BigButton):
    """Signal ``held(bool)``: by mouse or raw touch, which some systems turn into mouse events only at its end."""

    held = Signal(bool)

    def __init__(
        self, words: str, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, look, reach, parent, size="text")
        self.quick = True
        self._held = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.pressed.connect(lambda: self._hold(True))
        self.released.connect(lambda: self._hold(False))

    def let_go(self) -> None:
        """As if the finger had left."""
        self.setDown(False)
        self._hold(False)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.TouchBegin:
            self.setDown(True)
            self._hold(True)
        elif kind in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self.let_go()
        elif kind != QEvent.Type.TouchUpdate:
            return super().event(event)
        event.accept()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.let_go()

    def _hold(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.held.emit(held)


ROW_MM = 15
"""The same in large mode: the text grows, and more rows should stay on one page."""


class LastPressed:
    """Which of a page's buttons was pressed last; none since the page was shown."""

    def __init__(self) -> None:
        self.last: QuickButton | None = None

    def lift(self) -> None:
        """Another page is shown: reset the last press."""
        self.last = None


class QuickButton(BigButton):
    """A quick tap counts if another button of the page was tapped before; ``again``: also the same one."""

    def __init__(
        self,
        words: str,
        look: ScreenLook,
        reach: ScreenScale,
        hand: LastPressed,
        parent: QWidget | None = None,
        *,
        size: str = "strong",
        again: bool = False,
    ) -> None:
        super().__init__(words, look, reach, parent, size=size)
        self._last_pressed = hand
        self._again = again

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._last_pressed.last = self

    def counts(self, before: QPointF, event: QMouseEvent) -> bool:
        last = self._last_pressed.last
        if last is None:
            return super().counts(before, event)
        return self._again or last is not self

    @property
    def least(self) -> int:
        return self.reach.mm(ROW_MM)

    def _words_rect(self, rect: QRect) -> QRect:
        """A key's few letters get its whole width."""
        side = self.reach.mm(1)
        return super()._words_rect(rect) if self.isCheckable() else rect.adjusted(side, 0, -side, 0)
