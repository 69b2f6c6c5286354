"""First page of a rating: five grades in the published order, and declining as easily (look/rate.png)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from counter.domain.ratings.rating import Grade
from counter.ui.screen.page_frame import PageFrame, across_or_down, joined
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton

CARD_MM = 46
"""Most height of a card besides its letters: nearly square on the tablet, as drawn."""
FACE = 0.46
"""Part of the card's height that the face takes."""
WIDE = 2
"""Wider than so many heights, a card has its face before its words."""


class GradePage(PageFrame):
    """Signals: ``pressed(Grade)`` · ``declined``."""

    TITLE = "question"

    pressed = Signal(object)
    declined = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("这次办得怎么样？"), parent)
        self._named = ("", "")
        self.grades = {grade: GradeButton(grade, look, reach) for grade in Grade}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for grade, button in self.grades.items():
            button.clicked.connect(lambda _=False, grade=grade: self.pressed.emit(grade))
            self._row.addWidget(button, 1)
        self.body.addStretch(1)
        self.body.addLayout(self._row, 12)
        self.body.addStretch(1)
        self.none = self.add_button(self.tr("不评价"))
        self.none.clicked.connect(self.declined)
        self.fit(reach)

    def show_name(self, name: str, late: str) -> None:
        """Show what is rated, and a short remaining time."""
        self._named = (name, late)
        self._fit_quiet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.setDirection(across_or_down(self))
        self._fit_quiet()

    def _fit_quiet(self) -> None:
        """On a narrow screen shorter text and, if needed, an elided name: the five grades keep their height."""
        name, late = self._named
        metrics = QFontMetrics(self.look.font(self.reach.text))
        promises = (self.tr("由您自己选，工作人员看不到您选了哪一项"), self.tr("由您自己选，工作人员看不到"))
        for promise in promises:
            if len(joined(_filled(name, promise, late), metrics, self.width())) == 1:
                self.say(name, promise, late)
                return
        parts = _filled(promises[-1], late)
        space = self.width() - metrics.horizontalAdvance("　　".join(["", *parts]))
        self.say(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, space), *parts)

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self._row.setSpacing(reach.gap)
        for button in self.grades.values():
            button.fit(reach)
            button.setMaximumHeight(reach.mm(CARD_MM) + reach.text)
        self._fit_quiet()


def _filled(*parts: str) -> list[str]:
    return [words for words in parts if words]


BEND = dict(zip(Grade, (1.0, 0.5, 0.0, -0.5, -1.0), strict=True))
"""Curvature of each grade's mouth."""


def paint_face(painter: QPainter, circle: QRectF, bend: float) -> None:
    """Paint a face. ``bend``: 1 a smile, 0 straight, -1 a frown."""
    side = circle.width()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    painter.setBrush(painter.pen().color())
    for x in (0.34, 0.66):
        painter.drawEllipse(_at(circle, x, 0.4), side * 0.028, side * 0.028)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rise = 0.13 * bend
    mouth = QPainterPath(_at(circle, 0.3, 0.66 - rise / 2))
    mouth.quadTo(_at(circle, 0.5, 0.66 + rise * 1.5), _at(circle, 0.7, 0.66 - rise / 2))
    painter.drawPath(mouth)


def _at(circle: QRectF, x: float, y: float) -> QPointF:
    return QPointF(circle.left() + x * circle.width(), circle.top() + y * circle.height())


class GradeButton(BigButton):
    """One grade: face above label. All five have the same size."""

    def __init__(
        self, grade: Grade, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None
    ) -> None:
        self.grade = grade
        super().__init__(grade.value, look, reach, parent, size="strong")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(self.reach.target, max(self.reach.target, self.reach.mm(12) + 2 * self.reach.strong))

    def paint_face(self, painter: QPainter) -> None:
        font = self._same_font()
        words = QFontMetrics(font).height()
        between = self.reach.mm(1.5)
        if self.width() > WIDE * self.height():
            self._paint_beside(painter, font)
            return
        room = self.height() - words - 4 * between
        side = min(round(self.height() * FACE), room, self.width() - 4 * between)
        between = max(between, round(side / 6))
        top = (self.height() - side - between - words) / 2
        painter.setPen(QPen(self.look.colour("ink"), max(2.0, side / 26), c=Qt.PenCapStyle.RoundCap))
        paint_face(painter, QRectF((self.width() - side) / 2, top, side, side), BEND[self.grade])
        painter.setPen(self.look.colour("ink"))
        painter.setFont(font)
        foot = QRectF(0, top + side + between, self.width(), words)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_beside(self, painter: QPainter, font: QFont) -> None:
        """On an upright screen the cards lie one below the other, with the face before the words."""
        side = round(self.height() * 0.66)
        left = round(self.width() * 0.18)
        painter.setPen(QPen(self.look.colour("ink"), max(2.0, side / 26), c=Qt.PenCapStyle.RoundCap))
        paint_face(painter, QRectF(left, (self.height() - side) / 2, side, side), BEND[self.grade])
        painter.setPen(self.look.colour("ink"))
        painter.setFont(font)
        words = QRectF(left + 1.5 * side, 0, self.width() - left - 1.5 * side, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())

    def _same_font(self) -> QFont:
        """The same font size for all five, by the longest label."""
        space = self.width() - 2 * self.reach.mm(1.5)
        for size in (self.reach.big, self.reach.strong):
            font = self.look.font(size, strong=True)
            if max(QFontMetrics(font).horizontalAdvance(grade.value) for grade in Grade) <= space:
                return font
        return self.look.font(self.reach.text, strong=True)
